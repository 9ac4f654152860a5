import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-large-'));
const reader = path.join(folder, 'reader.mjs');

/** Reads standard input as the first pass of a command does, with little memory. */
const PROGRAM = `
import { checkRows } from './check.js';
import { readRows } from './rows.js';

checkRows(readRows(process.stdin, { format: process.argv[2] as 'csv' })).then(
  ({ rows }) => process.stdout.write('rows ' + rows),
  (error) => process.stdout.write(error.message),
);`;

beforeAll(() => {
  const resolveDir = new URL('../../../src/cli/files/', import.meta.url).pathname;
  const banner = REQUIRE_BANNER;
  const stdin = { contents: PROGRAM, resolveDir, loader: 'ts' } as const;
  buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', target: 'es2022', banner, outfile: reader });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Gives the program a file in pieces of one megabyte, until it ends or the file does. */
async function read(format: string, pieces: Iterable<string>): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=64', reader, format]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const ended = once(child, 'close');
  let isClosed = false;
  child.stdin.on('error', () => {
    isClosed = true;
  });
  for (const piece of pieces) {
    if (isClosed || child.exitCode !== null) break;
    if (!(child.stdin as Writable).write(piece))
      await Promise.race([once(child.stdin, 'drain').catch(() => undefined), ended]);
  }
  child.stdin.end();
  await ended;
  return text;
}

function* repeated(first: string, piece: string, times: number): Generator<string> {
  yield first;
  for (let index = 0; index < times; index++) yield piece;
}

const MEGABYTE = 1024 * 1024;

test.each([
  ['ndjson', '{"uid":"a","name":"A"}\n{"uid":"', 'Line 2: '],
  ['json', '[{"uid":"a","name":"A"},\n{"uid":"', 'Line 2: '],
  ['csv', 'uid,name\na,"', 'Line 2: '],
  ['csv', '', 'Line 1: '],
])('%s: 2 GB on one line end at once, with the line', async (format, first, line) => {
  expect(await read(format, repeated(first, 'x'.repeat(MEGABYTE), 2048))).toBe(
    `${line}The row is longer than 1,048,576 characters.`,
  );
});

test.each([
  ['ndjson', '', `${JSON.stringify({ uid: 'ann', name: 'x'.repeat(975) })}\n`, ''],
  ['json', '[', `${JSON.stringify({ uid: 'ann', name: 'x'.repeat(975) })},\n`, '{"uid":"last","name":"L"}]'],
  ['csv', 'uid,name\n', `ann,"${'x'.repeat(993)}"\n`, ''],
])(
  '%s: 100 MB need less than 64 MB of memory',
  async (format, first, row, last) => {
    function* pieces() {
      yield* repeated(first, row.repeat(1000), 100);
      if (last !== '') yield last;
    }
    expect(await read(format, pieces())).toBe(`rows ${100_000 + (last === '' ? 0 : 1)}`);
  },
  60_000,
);
