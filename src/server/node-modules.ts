// Own types, so that no declaration of this package needs those of Node.

/** The state of a file. */
interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** The functions of `node:fs` that the server entry uses. */
export interface NodeFs {
  openSync(path: string, flags: string, mode?: number): number;
  closeSync(fd: number): void;
  readSync(fd: number, into: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(fd: number, bytes: Uint8Array, offset: number): number;
  ftruncateSync(fd: number, length: number): void;
  fsyncSync(fd: number): void;
  statSync(path: string, options: { throwIfNoEntry: false }): FileState | undefined;
  realpathSync(path: string): string;
  readdirSync(path: string): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
  readlinkSync(path: string): string;
  rmSync(path: string, options: { force: true }): void;
  createReadStream(path: string): AsyncIterable<Uint8Array>;
}

/** The parts of Node that work with files. */
export interface NodeModules {
  readonly fs: NodeFs;
  readonly path: {
    resolve(path: string): string;
    dirname(path: string): string;
    basename(path: string): string;
    join(...parts: string[]): string;
  };
  readonly os: { hostname(): string; tmpdir(): string };
  readonly pid: number;
  /** Sends a signal; 0 only asks whether the process runs. */
  kill(pid: number, signal: 0): void;
}

interface NodeProcess {
  readonly pid: number;
  kill(pid: number, signal: 0): void;
  getBuiltinModule?(name: string): unknown;
}

/**
 * Returns the modules for files, which Node, Bun and Deno have; `undefined` elsewhere. It finds them at run time: an import would break
 * bundles for other platforms.
 */
export function findNodeModules(): NodeModules | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  const load = (name: string) => process?.getBuiltinModule?.(name);
  const [fs, path, os] = [load('node:fs'), load('node:path'), load('node:os')];
  if (!process || !fs || !path || !os) return undefined;
  return {
    fs: fs as NodeFs,
    path: path as NodeModules['path'],
    os: os as NodeModules['os'],
    pid: process.pid,
    kill: (pid, signal) => process.kill(pid, signal),
  };
}
