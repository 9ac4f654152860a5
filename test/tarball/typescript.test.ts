import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CONSUMERS } from './support/consumers.js';
import { createProject, entries } from './support/project.js';

const COMPILERS = ['5.4', '5.9', '6.0', '7.0'];

const DOM = ['ES2022', 'DOM', 'DOM.Iterable'];

/** How apps tell the compiler to find modules. */
const MODULES = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

/** The source of `AbortSignal` and `Request` in an app without the DOM lib. */
const ELSEWHERE = [
  { what: '@types/node', lib: ['ES2022'], types: ['node'] },
  { what: 'the WebWorker lib', lib: ['ES2022', 'WebWorker'], types: [] },
];

interface Settings {
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly lib?: readonly string[];
  readonly types?: readonly string[];
}

/** Compiles the files as a strict app that also checks its packages, and returns the compiler's output. */
async function compile(version: string, files: Record<string, string>, settings: Settings = {}): Promise<string[]> {
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    // The compiler's own libraries are not ours to check, and take half of the time.
    skipDefaultLibCheck: true,
    noEmit: true,
    target: 'es2022',
    jsx: 'react-jsx',
    lib: DOM,
    types: [],
    ...MODULES[1],
    ...settings,
  };
  const folder = createProject({
    ...files,
    'tsconfig.json': JSON.stringify({ compilerOptions: options, files: Object.keys(files) }),
  });
  const tsc = fileURLToPath(new URL(`./node_modules/typescript-${version}/bin/tsc`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder }, (_, stdout, stderr) => {
      resolve(`${stdout}${stderr}`.split('\n').filter(Boolean));
    });
  });
}

const all = Object.assign({}, ...entries.map(({ key }) => CONSUMERS[key]));
const { '.': client } = CONSUMERS;

test('there is an app for every entry', () => {
  expect(entries.filter(({ key }) => !(key in CONSUMERS))).toEqual([]);
});

describe.each(COMPILERS)('TypeScript %s', (version) => {
  test.concurrent.each(MODULES)('compiles an app of all entries with $moduleResolution', async (settings) => {
    expect(await compile(version, all, settings)).toEqual([]);
  });
});

test.concurrent.each(ELSEWHERE)('an app without the DOM lib compiles with $what', async ({ lib, types }) => {
  expect(await compile('5.9', client ?? {}, { lib, types })).toEqual([]);
});

test('an app with neither lacks only names of the web platform', async () => {
  const files = {
    'client.ts': `import { createClient } from 'cometchat-users';\ncreateClient({ appId: 'a', region: 'us' });`,
  };
  const said = await compile('5.9', files, { lib: ['ES2022'] });
  expect(said.length).toBeGreaterThan(0);
  expect(
    said.filter((line) => !/Cannot find name '(?:AbortSignal|Headers|Request|RequestInit|Response|URL)'/.test(line)),
  ).toEqual([]);
});
