import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, commandFile, resultOf } from './cli-support.js';

buildCommand();

/** A key that no message may have. */
const CANARY = 'c0ffee5ec2'.repeat(4);

const emulator = createEmulator({ rateLimits: false, apiKey: CANARY });
const folder = mkdtempSync(path.join(tmpdir(), 'cli-bad-'));
const inFolder = (name: string) => path.join(folder, name);
const uids = () => emulator.users.list().map(({ uid }) => uid);

beforeAll(() => emulator.listen({ port: 0 }));
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

const env = () => ({ COMETCHAT_EMULATOR: emulator.url, COMETCHAT_EMULATOR_API_KEY: CANARY });
const command = (...args: string[]) => resultOf(args, { env: env() });

/** The requests that a command sent to change something. */
async function writesOf<T>(work: Promise<T>): Promise<T & { writes: string[] }> {
  const before = emulator.requests.length;
  const found = await work;
  const writes = emulator.requests.slice(before).filter(({ method }) => method !== 'GET');
  return { ...found, writes: writes.map(({ method, url }) => `${method} ${url}`) };
}

describe.each(['import', 'sync', 'import --dry-run', 'doctor'])('%s of a file that cannot be used', (line) => {
  const [name = '', ...options] = line.split(' ');

  test.each<[string, () => string, string]>([
    ['a folder', () => folderOf('folder.csv'), 'cannot be read: it is a folder, not a file.'],
    ['no file', () => inFolder('none.csv'), 'cannot be read: there is no such file or folder.'],
    [
      'a path below a file',
      () => `${file('a.csv', 'uid,name\n')}/b.csv`,
      'a part of the path is a file, not a folder.',
    ],
    ['2 GB of zeros', () => zeros('zeros.ndjson'), 'Line 1, column 1: The file has a NUL character.'],
    [
      'another encoding',
      () => file('latin1.ndjson', Buffer.from('{"uid":"a","name":"A"}\n{"uid":"b","name":"Zo\xe9"}\n', 'latin1')),
      'Line 2, column 22: The byte 0xE9 is not valid UTF-8.',
    ],
    ['a wrong column', () => file('column.csv', 'uid,name,pasword\n'), 'Line 1: The column "pasword" is not a field'],
    [
      'an array that is cut off',
      () => file('cut.json', '[{"uid":"a","name":"A"},\n {"uid"'),
      'Line 2, column 8: The file',
    ],
  ])('%s: one message, exit code 1, and nothing is sent', async (_, make, message) => {
    const found = await writesOf(command(name, make(), ...options));
    expect(found).toMatchObject({ code: 1, writes: [] });
    expect(found.stdout + found.stderr).toContain(message);
    expect(found.stdout + found.stderr).not.toMatch(/\n {4}at |Unexpected error/);
    // The other checks of doctor are printed.
    if (name === 'doctor') expect(found.stdout).toContain('ok       service');
    else expect(found.stdout).toBe('');
  });
});

test('2 GB on one line of standard input end at once, with the line', async () => {
  const script = `yes x | tr -d '\\n' | head -c 2000000000 | "${process.execPath}" "${commandFile}" import - --no-precheck`;
  const child = spawn('sh', ['-c', script], { env: { ...process.env, ...env() }, detached: true });
  onTestFinished(() => void (child.exitCode === null && process.kill(-(child.pid as number), 'SIGKILL')));
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const begin = performance.now();
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
  expect(output).toContain('Reason: standard input: Line 1: The row is longer than 1,048,576 characters.');
  expect(performance.now() - begin).toBeLessThan(20_000);
});

test('the last row of a uid wins and is reported; uids that differ only in case are not sent', async () => {
  const users = file('twice.csv', 'uid,name\nann,A\nbob,B\nANN,C\nbob,D\n');
  const { code, stderr, stdout } = await command('import', users);
  expect(code).toBe(1);
  expect(stderr).toContain('Line 5: "bob" is in line 3 too. The last row counts.\n');
  expect(stderr).toContain('Line 2: The uids "ann" in line 2 and "ANN" in line 4 differ only in letter case');
  expect(stdout).toContain('1 created, 1 updated, 2 failed.');
  expect(emulator.users.get('bob')?.name).toBe('D');
  expect(uids()).not.toContain('ann');
});

test('sync --apply exits with 1 if a row is wrong, also if nothing is left to do', async () => {
  const rows = '{"uid":"ann","name":"Ann"}\n{"uid":"bob"\n';
  for (const content of [rows, rows, '{"uid":"ann","name":"Ann"}\n{"uid":"b b","name":"B"}\n'])
    expect((await command('sync', file('wrong.ndjson', content), '--apply')).code).toBe(1);
  expect(uids()).toContain('ann');
  expect((await command('sync', file('right.ndjson', '{"uid":"ann","name":"Ann"}\n'), '--apply')).code).toBe(0);
  // Without --apply, it only prints the plan.
  expect((await command('sync', file('wrong.ndjson', rows))).code).toBe(0);
});

test('a file of failed rows on a full disk has only whole rows', async () => {
  const rows = Array.from({ length: 400 }, (_, index) => `{"uid":"u ${index}","name":"${'é'.repeat(20)}"}\n`).join('');
  const [users, failed] = [file('bad.ndjson', rows), inFolder('failed.ndjson')];
  const script = `trap '' XFSZ; ulimit -f 8; "${process.execPath}" "${commandFile}" import "${users}" --failed "${failed}"`;
  const problem = (() => {
    try {
      execFileSync('sh', ['-c', script], { env: { ...process.env, ...env() }, stdio: ['ignore', 'ignore', 'pipe'] });
      return '';
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr);
    }
  })();
  expect(problem).toContain('failed.ndjson cannot be written: the file is larger than this user may write.');
  const written = readFileSync(failed, 'utf8');
  expect(written.length).toBeGreaterThan(2000);
  expect(rows.startsWith(written)).toBe(true);
  expect(written.endsWith('\n')).toBe(true);
});

test('two processes cannot use one journal; the second one says so and sends nothing', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => `{"uid":"u${index}","name":"U"}\n`).join('');
  const args = ['import', file('many.ndjson', rows), '--journal', inFolder('many.journal')];
  const first = command(...args, '--concurrency', '1');
  await expect.poll(() => uids().length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(20);
  const second = await command(...args);
  expect(second).toMatchObject({ code: 7, stderr: '' });
  expect(second.stdout).toMatch(
    /Stopped: 0 of 600 rows .*, 0 requests: nothing\.\nReason: The journal .* is in use by process \d+/,
  );
  expect(await first).toMatchObject({ code: 0, stdout: expect.stringContaining('600 created') });
  expect(readdirSync(folder).filter((name) => name.includes('.owner-'))).toEqual([]);
});

describe('the API key is in no output and in no file', () => {
  const rows = '{"uid":"ann","name":"Ann"}\n{"uid":"b b","name":"B"}\n{"uid":"cem","name":"C","role":"nobody"}\n';

  test.each<[string, (users: string) => string[]]>([
    ['import', (users) => ['import', users, '--journal', inFolder('c.journal'), '--failed', inFolder('c.failed')]],
    ['import --dry-run', (users) => ['import', users, '--dry-run']],
    ['sync --out', (users) => ['sync', users, '--out', inFolder('c.plan')]],
    ['sync --plan', () => ['sync', '--plan', inFolder('c.plan'), '--apply']],
    ['export', () => ['export']],
    ['export --csv', () => ['export', '--csv']],
    ['doctor', (users) => ['doctor', users]],
  ])('%s', async (_, args) => {
    const users = file('canary.ndjson', rows);
    for (const more of [[], ['--json']]) {
      for (const name of ['c.failed', 'c.journal']) rmSync(inFolder(name), { force: true });
      if (args(users).includes('--out')) rmSync(inFolder('c.plan'), { force: true });
      const { stdout, stderr } = await command(...args(users), ...more);
      expect(stdout + stderr).not.toBe('');
      const files = readdirSync(folder).flatMap((name) =>
        name.startsWith('c.') ? [readFileSync(inFolder(name))] : [],
      );
      expect([stdout, stderr, ...files].join('\n')).not.toContain(CANARY);
    }
  });

  test.each(['import', 'sync', 'export', 'doctor'])('%s with a key that is refused', async (name) => {
    const other = 'deadbeef01'.repeat(4);
    const args = name === 'export' ? [name] : [name, file('canary.ndjson', rows)];
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await resultOf([...args, ...more], {
        env: { ...env(), COMETCHAT_EMULATOR_API_KEY: other },
      });
      expect(code).toBe(name === 'doctor' ? 1 : 4);
      expect(stdout + stderr).not.toContain(other);
    }
  });
});

function folderOf(name: string): string {
  mkdirSync(inFolder(name), { recursive: true });
  return inFolder(name);
}

/** A file of 2 GB that takes no room. */
function zeros(name: string): string {
  truncateSync(file(name, ''), 2 ** 31);
  return inFolder(name);
}
