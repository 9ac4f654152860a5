import { createRequire } from 'node:module';
import vm from 'node:vm';
import { build } from 'esbuild';

/** The globals of the language, which every program uses. */
const LANGUAGE = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]);

/** The names of a global inside itself. */
const SELF = ['globalThis', 'global', 'window', 'self'];

/** Globals of pages that Node lacks. Each access is recorded, and finds a value. */
const OF_A_PAGE = [
  'document',
  'localStorage',
  'sessionStorage',
  'location',
  'history',
  'indexedDB',
  'addEventListener',
];

const require = createRequire(import.meta.url);

/**
 * Runs code as its own program, under a global that records reads (`Request`) and changes (`+ Request`), without those
 * of the language. The code contains its imports, except `react` and Node's modules.
 */
export async function recordGlobals(code: string, platform: 'browser' | 'node' = 'browser'): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: '.' },
    bundle: true,
    format: 'cjs',
    platform,
    // A CommonJS program has no `import.meta`, which the emulator reads for its `require`.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    external: ['react', 'node:*'],
    write: false,
  });
  const record = new Set<string>();
  const read = (name: string | symbol) => {
    if (!LANGUAGE.has(String(name)) && !SELF.includes(String(name))) record.add(String(name));
    return target;
  };
  const change = (name: string | symbol) => {
    record.add(`+ ${String(name)}`);
    return target;
  };

  const target: Record<string | symbol, unknown> = Object.fromEntries(OF_A_PAGE.map((name) => [name, {}]));
  for (const name of Object.getOwnPropertyNames(globalThis)) target[name] = Reflect.get(globalThis, name);
  const watched = new Proxy(target, {
    has: (_, name) => Reflect.has(read(name), name),
    get: (_, name) => Reflect.get(read(name), name),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(read(name), name),
    ownKeys: () => Reflect.ownKeys(read('every name')),
    set: (_, name, value) => Reflect.set(change(name), name, value),
    defineProperty: (_, name, how) => Reflect.defineProperty(change(name), name, how),
    deleteProperty: (_, name) => Reflect.deleteProperty(change(name), name),
  });
  for (const name of SELF) target[name] = watched;

  const program = `(function (require, module, exports) {${outputFiles[0]?.text}\n})`;
  const run = vm.runInContext(program, vm.createContext(watched)) as (...given: unknown[]) => void;
  record.clear();
  const module = { exports: {} };
  run(require, module, module.exports);
  return [...record].sort();
}
