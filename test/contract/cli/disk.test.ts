import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, commandFile } from './cli-support.js';

buildCommand();

const emulator = createEmulator({ rateLimits: false });
const folder = mkdtempSync(path.join(tmpdir(), 'cli-disk-'));
const inFolder = (name: string) => path.join(folder, name);
const isRoot = process.getuid?.() === 0;

beforeAll(async () => {
  await emulator.listen({ port: 0 });
  // The command runs as a user without special rights: it reads its own file, and writes to these folders.
  chmodSync(path.dirname(commandFile), 0o755);
  chmodSync(folder, 0o777);
  mkdirSync(inFolder('locked'), { mode: 0o555 });
  const rows = (uid: (index: number) => string) =>
    Array.from({ length: 400 }, (_, index) => `${uid(index)},User ${'x'.repeat(20)}\n`).join('');
  writeFileSync(inFolder('users.csv'), `uid,name\n${rows((index) => `u${index}`)}`);
  writeFileSync(inFolder('bad.csv'), `uid,name\n${rows((index) => `u ${index}`)}`);
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a line of shell, in which `users` is the command. */
async function shell(line: string, env: Record<string, string> = {}) {
  const child = spawn('/bin/sh', ['-c', `users() { "${process.execPath}" "${commandFile}" "$@"; }\n${line}`], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', COMETCHAT_EMULATOR: emulator.url, ...env },
    ...(isRoot && { uid: 65_534, gid: 65_534 }),
  });
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Lets the command write at most so many bytes to a file: the next ones are refused, as on a full disk. */
const limited = (line: string, bytes = 4096) => `trap '' XFSZ; ulimit -f ${bytes / 512}; ${line}`;

test.each(['export', 'export --csv', 'user list', 'doctor', '--help', 'import users.csv', 'sync users.csv'])(
  '%s: a full disk behind standard output is one line and exit code 1',
  async (line) => {
    expect(await shell(`users ${line} > /dev/full`)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: Standard output cannot be written: the disk is full.\n',
    });
  },
);

test('with --json, a full disk behind standard output is an error as JSON', async () => {
  const { code, stderr } = await shell('users export --json > /dev/full');
  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({
    error: { kind: 'failed', message: 'Standard output cannot be written: the disk is full.', exitCode: 1 },
  });
});

test('a full disk behind standard error changes no exit code, and stops no import', async () => {
  expect(await shell('users user get nobody 2> /dev/full')).toMatchObject({ code: 6 });
  expect(await shell('users import bad.csv 2> /dev/full')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('400 failed.'),
  });
});

test.each([
  ['import bad.csv --failed new.csv', 'new.csv cannot be written: the file is larger than this user may write.'],
  ['sync users.csv --out new.plan', 'new.plan cannot be written: the file is larger than this user may write.'],
  ['import - --format csv < users.csv', 'A copy of standard input cannot be written to'],
])('%s: a file that cannot grow', async (line, message) => {
  const { code, stderr } = await shell(limited(`users ${line}`));
  expect(code).toBe(1);
  expect(stderr).toContain(`Error: ${message}`);
  expect(stderr).not.toContain('    at ');
});

test('a journal that cannot grow stops the import; the rows before are done, so the exit code is not that of a wrong setting', async () => {
  const { code, stdout } = await shell(limited('users import users.csv --journal new.journal', 16_384));
  expect(code).toBe(1);
  expect(stdout).toMatch(/Reason: The journal .*new\.journal cannot be written/);
  expect(stdout).toContain('To go on, run the same command again. new.journal has the rows that are done.');
  const again = await shell('users import users.csv --journal new.journal');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('of them were done by an earlier run.') });
});

test.each([
  ['import bad.csv --failed locked/f.csv', 1, 'locked/f.csv cannot be written: this user may not access it.'],
  ['sync users.csv --out locked/plan', 1, 'locked/plan cannot be written: this user may not access it.'],
  ['import users.csv --journal locked/j', 2, 'locked/j cannot be opened: this process has no right to write there.'],
])('%s in a folder that is read-only: nothing is sent', async (line, code, message) => {
  const before = emulator.requests.length;
  const found = await shell(`users ${line}`);
  expect(found.code).toBe(code);
  expect(found.stdout + found.stderr).toContain(message);
  expect(found.stdout).not.toContain('To go on');
  expect(emulator.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  // The plan is not even made.
  if (line.startsWith('sync')) expect(emulator.requests.length).toBe(before);
});

test('a file that this user may not read', async () => {
  writeFileSync(inFolder('mine.csv'), readFileSync(inFolder('users.csv')), { mode: 0o000 });
  expect(await shell('users import mine.csv')).toMatchObject({
    code: 1,
    stderr: 'Error: mine.csv cannot be read: this user may not access it.\n',
  });
});
