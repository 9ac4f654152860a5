import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycles } from './import-cycles.js';

const SRC = path.resolve('src');

/** From left to right: each layer may import the layers after it, and none before it. */
const LAYERS = ['script', 'index', 'facade', 'client', 'session', 'transport', 'user', 'storage', 'errors'];

/** The layers that the server entry and its files may import; no other layer imports them. */
const OF_THE_SERVER = ['server', 'schemas', 'transport', 'user', 'storage', 'errors'];

/** The layers that the schemas may import; server and command may import the schemas. */
const OF_THE_SCHEMAS = ['user', 'errors'];

/** The packages that a whole layer may import. */
const PACKAGES: Record<string, string[]> = {
  transport: ['ky'],
  session: ['eventemitter3'],
  react: ['react'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, to = '']) => ({
    from: file,
    to: to.startsWith('.') ? path.join(path.dirname(file), to).replace(/\.js$/, '.ts') : to,
  })),
);
const own = imports.filter(({ to }) => to.endsWith('.ts'));
const outside = imports.filter(({ to }) => !to.endsWith('.ts'));

const layerOf = (file: string) => file.split('/')[0]?.replace(/\.ts$/, '') ?? '';
const isEmulator = (file: string) => /^emulator[./]/.test(file);
const isCommand = (file: string) => /^cli[./]/.test(file);
const isServer = (file: string) => /^server[./]/.test(file);
const isReact = (file: string) => /^react[./]/.test(file);
const isSchemas = (file: string) => file === 'schemas.ts';
const isVendor = (file: string) => /^vendor[./]/.test(file);
/** Layers beside the client: each has its own list. */
const isApart = (file: string) =>
  [isEmulator, isCommand, isServer, isReact, isSchemas, isVendor].some((is) => is(file));

describe('imports between layers', () => {
  test('there are files and imports to look at', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(own.length).toBeGreaterThan(150);
  });

  test('a layer imports nothing to its left', () => {
    const against = own.filter(({ from, to }) => {
      if (isApart(from) || to === 'version.ts') return false;
      return LAYERS.indexOf(layerOf(to)) < LAYERS.indexOf(layerOf(from));
    });
    expect(against).toEqual([]);
  });

  test('every file has its layer', () => {
    const homeless = files.filter((file) => !isApart(file) && file !== 'version.ts' && !LAYERS.includes(layerOf(file)));
    expect(homeless).toEqual([]);
  });

  test('session does not call transport', () => {
    expect(own.filter(({ from, to }) => layerOf(from) === 'session' && layerOf(to) === 'transport')).toEqual([]);
  });

  test('the emulator shares the limits, the code table and the check of option names, and nothing else', () => {
    const shared = own.filter(({ from, to }) => isEmulator(from) && !isEmulator(to)).map(({ to }) => to);
    expect([...new Set(shared)].sort()).toEqual(['errors/codes.ts', 'errors/option-names.ts', 'user/limits.ts']);
  });

  test('only the command imports the emulator and the server entry: types, the emulator’s constants, and the rest when it is needed', () => {
    const ofEmulator = own.filter(({ from, to }) => !isEmulator(from) && isEmulator(to));
    const ofServer = own.filter(({ from, to }) => !isServer(from) && isServer(to));
    expect([...ofEmulator, ...ofServer].filter(({ from }) => !isCommand(from))).toEqual([]);
    for (const { from, to } of [...ofEmulator, ...ofServer]) {
      if (to === 'emulator/keys.ts') continue;
      expect(['emulator.ts', 'server.ts']).toContain(to);
      const text = readFileSync(path.join(SRC, from), 'utf8');
      expect(text, from).toMatch(new RegExp(`^import type [^;]+'(?:\\.\\./)+${to.replace('.ts', '.js')}';$`, 'm'));
    }
    for (const entry of ['emulator', 'server'])
      expect(readFileSync(path.join(SRC, 'cli.ts'), 'utf8')).toContain(`import('./${entry}.js')`);
  });

  test('the server imports the layers after the client, and the client nothing of the server', () => {
    const against = own.filter(({ from, to }) => isServer(from) && !OF_THE_SERVER.includes(layerOf(to)));
    expect(against).toEqual([]);
    expect(own.filter(({ from, to }) => !isServer(from) && !isCommand(from) && isServer(to))).toEqual([]);
  });

  test('each bundled dependency of the server is imported by one file', () => {
    const vendors = outside.filter(({ from, to }) => isServer(from) && !to.startsWith('zod'));
    expect(vendors.map(({ from, to }) => [from, to])).toEqual([
      ['server/vendor/noble-hashes.ts', '@noble/hashes/sha2.js'],
      ['server/vendor/standardwebhooks.ts', 'standardwebhooks'],
    ]);
  });

  test('the schemas import the user and its errors; only the server and the command import the schemas', () => {
    const taken = own.filter(({ from }) => isSchemas(from)).map(({ to }) => layerOf(to));
    expect(taken.filter((layer) => !OF_THE_SCHEMAS.includes(layer))).toEqual([]);
    expect(own.filter(({ from, to }) => isSchemas(to) && !isServer(from) && !isCommand(from))).toEqual([]);
  });

  test('nothing imports the command', () => {
    expect(own.filter(({ from, to }) => !isCommand(from) && isCommand(to))).toEqual([]);
  });

  test('React imports the public types and the facade’s client, and nobody imports React', () => {
    expect(own.filter(({ from, to }) => !isReact(from) && isReact(to))).toEqual([]);
    const taken = own.filter(({ from, to }) => isReact(from) && !isReact(to));
    expect([...new Set(taken.map(({ to }) => to))].sort()).toEqual(['facade/facade-client.ts', 'index.ts']);
    const running = taken.filter(({ to }) => to !== 'index.ts').map(({ from }) => from);
    expect(running).toEqual(['react/provider.ts']);
    for (const { from } of taken.filter(({ to }) => to === 'index.ts'))
      expect(readFileSync(path.join(SRC, from), 'utf8')).toMatch(/^import type [^;]+'..\/index.js';$/m);
  });

  test('the facade’s client imports no ky when it runs: a page that gives React a client of its own pays little', () => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      const text = readFileSync(path.join(SRC, file), 'utf8').replace(/^(?:import|export) type [^;]+;$/gm, '');
      for (const [, to = ''] of text.matchAll(/from '(\.[^']+)'/g))
        visit(path.join(path.dirname(file), to).replace(/\.js$/, '.ts'));
    };
    visit('facade/facade-client.ts');
    expect([...reached].map(layerOf)).not.toContain('transport');
    expect([...reached].filter((file) => layerOf(file) === 'client')).toEqual([]);
  });

  test('attachVendor imports the client’s types and internals, and few parts of the session; nothing imports it', () => {
    expect(own.filter(({ from, to }) => !isVendor(from) && isVendor(to))).toEqual([]);
    const taken = own.filter(({ from, to }) => isVendor(from) && !isVendor(to)).map(({ to }) => to);
    const allowed =
      /^(index|client\/(internals|vendor-access)|session\/(agreement|envelope|platform|vendor-session)|user\/user|errors\/[\w-]+)\.ts$/;
    expect([...new Set(taken)].filter((file) => !allowed.test(file))).toEqual([]);
    expect(taken).toContain('client/internals.ts');
    for (const { from } of own.filter(({ from, to }) => isVendor(from) && ['index.ts', 'user/user.ts'].includes(to)))
      expect(readFileSync(path.join(SRC, from), 'utf8')).toMatch(/^import type [^;]+'..\/(index|user\/user).js';$/m);
  });

  test('only transport knows ky, only session knows eventemitter3', () => {
    const foreign = outside.filter(({ from, to }) => !isApart(from) && !(PACKAGES[layerOf(from)] ?? []).includes(to));
    expect(foreign).toEqual([]);
  });

  test('only the server, the schemas and the emulator import zod, as a star import of zod/mini: bundlers can drop its unused parts', () => {
    for (const { from } of outside.filter(({ to }) => to.startsWith('zod'))) {
      expect(isServer(from) || isSchemas(from) || isEmulator(from), from).toBe(true);
      expect(readFileSync(path.join(SRC, from), 'utf8')).toMatch(/^import (?:type )?\* as z from 'zod\/mini';$/m);
    }
  });

  test('node: is for the emulator that listens or stores its data, and for the command', () => {
    const users = outside.filter(({ to }) => to.startsWith('node:')).map(({ from }) => path.dirname(from));
    const allowed = ['emulator/journal', 'emulator/node', 'emulator/socket'];
    expect([...new Set(users)].filter((folder) => !allowed.includes(folder) && layerOf(folder) !== 'cli')).toEqual([]);
  });
});

describe('circles of imports', () => {
  /** Sources of every kind, also the scripts of the emulator's page. Imports of types count like others. */
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[jt]s$/.test(file));
  const graph = new Map(sources.map((file) => [file, importsOf(file)]));

  function importsOf(file: string): string[] {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, to = '']) =>
      path.join(path.dirname(file), to),
    );
    return targets.flatMap((to) => [to, to.replace(/\.js$/, '.ts')].find((name) => sources.includes(name)) ?? []);
  }

  test('are found, in any length', () => {
    const circles = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['e', 'd']],
      ['e', []],
      ['f', ['g']],
      ['g', ['a', 'f']],
    ]);
    expect(findCycles(circles)).toEqual(['a, b, c', 'd', 'f, g']);
    expect(graph.get('user/user.ts')).toContain('user/fields.ts');
    expect(graph.get('emulator/page/client/main.js')).toContain('emulator/page/client/users.js');
  });

  test('there are none but those that are known, and the list of these only shrinks', () => {
    expect(findCycles(graph)).toEqual([]);
  });
});

describe('platform globals', () => {
  const PLATFORM = /(?<![.\w'"`/])(?:localStorage|sessionStorage|document|window|navigator|BroadcastChannel)(?=[.?[(])/;

  test("are named in one file of an app's bundle", () => {
    const naming = files.filter((file) => {
      if (isEmulator(file) || file === 'session/platform.ts') return false;
      const code = readFileSync(path.join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return PLATFORM.test(code);
    });
    expect(naming).toEqual([]);
  });
});

test('a file holds one idea: none is over 300 lines', () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(path.join(SRC, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

describe('names of test files', () => {
  test.each(['contract', 'unit', 'browser', 'support'])('no two files in test/%s have the same name', (folder) => {
    const names = readdirSync(path.resolve('test', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
      .map((file) => path.basename(file));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
