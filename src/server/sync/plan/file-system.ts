// Own types, so that no declaration of this package needs those of Node.

interface Fs {
  openSync(path: string, flags: string, mode: number): number;
  closeSync(file: number): void;
  readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(file: number, bytes: Uint8Array, offset: number): number;
  rmSync(path: string, options: { force: true }): void;
  createReadStream(path: string): AsyncIterable<Uint8Array>;
}

/** The modules for files. */
export interface Files {
  readonly fs: Fs;
  readonly os: { tmpdir(): string };
  readonly path: { join(...parts: string[]): string };
}

/**
 * Returns the modules for files, which Node, Bun and Deno have; `undefined` elsewhere. It finds them at run time: an import would break
 * bundles for other platforms.
 */
export function files(): Files | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const load = (name: string) => process?.getBuiltinModule?.(name);
  const [fs, os, path] = [load('node:fs'), load('node:os'), load('node:path')];
  return fs && os && path ? ({ fs, os, path } as Files) : undefined;
}
