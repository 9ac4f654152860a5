/** The modules for files. Node, Bun and Deno have them; the entry imports none, so that it also loads elsewhere. */
interface Files {
  readonly fs: typeof import('node:fs');
  readonly os: typeof import('node:os');
  readonly path: typeof import('node:path');
}

/** Returns the modules for files; `undefined` where there are none. */
export function files(): Files | undefined {
  const load = globalThis.process?.getBuiltinModule;
  const [fs, os, path] = [load?.('node:fs'), load?.('node:os'), load?.('node:path')];
  return fs && os && path ? { fs, os, path } : undefined;
}
