import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { createAdmin, type NewUser } from '../../../src/server.js';
import { buildCommand, commandFile, result, resultOf, run } from './cli-support.js';

buildCommand();

/** Users are made one minute ago, so that they are older than a plan. */
let age = 0;
const emulator = createEmulator({ rateLimits: false, clock: () => Date.now() - age });
const folder = mkdtempSync(path.join(tmpdir(), 'cli-import-'));
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  await emulator.listen({ port: 0 });
});
beforeEach(async () => {
  emulator.reset();
  await Promise.all(emulator.users.list().map(({ uid }) => admin().users.delete(uid, { permanent: true })));
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const admin = () =>
  createAdmin({ appId: 'emulator-app', region: 'us', apiKey: emulator.apiKey, emulator: emulator.url, rate: false });

/** Gives the emulator users, who are older than a plan. */
async function haveUsers(...users: NewUser[]): Promise<void> {
  age = 60_000;
  for (const user of users) await admin().users.create(user);
  age = 0;
}

const onEmulator = () => ['--emulator', emulator.url];
const writes = () => emulator.requests.filter(({ method }) => method !== 'GET').length;
const names = () => Object.fromEntries(emulator.users.list().map(({ uid, name }) => [uid, name]));

function file(name: string, content: string): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

describe('import', () => {
  test('a file of Excel: good rows are sent, the others are reported with their lines, and can be imported again', async () => {
    const users = file(
      'users.csv',
      '\ufeffid;name;tags;metadata.team\r\nann;Ännchen;"a,b";x\r\nbob;"\'=1+1";;\r\nBad uid;B;;\r\nann;Anna;;\r\nCem;X;;\r\ncem;Y;;\r\n',
    );
    const failed = inFolder('failed.csv');
    const first = await result('import', users, '--map', 'id=uid', '--failed', failed, ...onEmulator());
    expect(first.code).toBe(1);
    expect(names()).toEqual({ ann: 'Anna', bob: '=1+1' });
    expect(emulator.users.list().find(({ uid }) => uid === 'ann')).toMatchObject({
      tags: ['a', 'b'],
      metadata: { team: 'x' },
    });
    expect(first.stderr.split('\n')).toEqual([
      'Line 5: "ann" is in line 2 too. The last row counts.',
      'Line 4: Bad uid: uid may not contain a space.',
      ...[6, 7].map((line) =>
        expect.stringContaining(`Line ${line}: The uids "Cem" in line 6 and "cem" in line 7 differ only`),
      ),
      '',
    ]);
    expect(first.stdout).toMatch(
      /^Done: 6 rows of .*users\.csv in .* s, \d+ requests: 2 created, 1 updated, 3 failed\.\n/,
    );
    expect(first.stdout).toContain(`The failed rows are in ${failed}.`);
    expect(readFileSync(failed, 'utf8')).toBe('id;name;tags;metadata.team\r\nBad uid;B;;\r\nCem;X;;\r\ncem;Y;;\r\n');

    writeFileSync(failed, readFileSync(failed, 'utf8').replace('Bad uid', 'good').replace('Cem;X;;\r\n', ''));
    const second = await result('import', failed, '--map', 'id=uid', '--json', ...onEmulator());
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(second.stdout)).toMatchObject({
      summary: { rows: 2, counts: { created: 2, updated: 0, unchanged: 0, failed: 0 } },
    });
  });

  test('--json prints each failed row, then the summary', async () => {
    const users = file('users.ndjson', '{"uid":"ann","name":"A"}\n{"uid":"bob","name":""}\n\n{"uid"\n');
    const { code, stdout } = await result('import', users, '--json', ...onEmulator());
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines.slice(0, -1).sort((a, b) => a.line - b.line)).toMatchObject([
      { line: 2, uid: 'bob', status: 'failed', error: { code: 'USER_NAME_IS_COMPULSORY' } },
      { line: 4, column: 7, status: 'failed', error: { message: 'The line is not valid JSON.' } },
    ]);
    expect(lines.at(-1)).toMatchObject({ summary: { rows: 3, counts: { created: 1, failed: 2 } } });
  });

  test.each<[string, string | Buffer, string]>([
    ['unknown.csv', 'uid,nam\na,A\n', 'Line 1: The column "nam" is not a field of a user.\nHint:  Did you mean name?'],
    [
      'unknown.ndjson',
      '{"uid":"a","name":"A"}\n{"uid":"b","rolle":"x"}\n',
      'Line 2: "rolle" is not a field of a user.\nHint:  Did you mean role?',
    ],
    ['nouid.json', '[{"name":"A"}]', 'The file has no uid. It has "name".'],
    [
      'latin1.csv',
      Buffer.from('uid,name\na,Zo\xe9 M\n', 'latin1'),
      'Line 2, column 5: The byte 0xE9 is not valid UTF-8.',
    ],
    ['utf16.csv', Buffer.from('\ufeffuid,name\na,A\n', 'utf16le'), 'The file is UTF-16 (little-endian), not UTF-8.'],
    ['empty.ndjson', '', 'The file has no rows.'],
    ['quote.csv', 'uid,name\na,A\nb,"B\n', 'Line 3: A quote is opened in this row and never closed.'],
    [
      'cut.json',
      '[{"uid":"a","name":"A"},\n{"uid"',
      'Line 2, column 7: The file ends within the JSON array: it is not complete.',
    ],
    [
      'wrong.json',
      '[{"uid":"a","name":"A"},\n{"uid":"b" "name":"B"}]',
      'Line 2, column 12: The JSON array is not valid here.',
    ],
  ])('%s: a fault of the whole file is found before the first request', async (name, content, problem) => {
    writeFileSync(inFolder(name), content);
    const before = emulator.requests.length;
    const { code, stdout, stderr } = await result('import', inFolder(name), ...onEmulator());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`Error: ${inFolder(name)}: ${problem}`);
    expect(emulator.requests.length).toBe(before);
  });

  test.each([
    [['import', folder, '--format', 'csv'], 1, `${folder} cannot be read: it is a folder, not a file.`],
    [['import', inFolder('none.csv')], 1, 'none.csv cannot be read: there is no such file or folder.'],
    [['import', inFolder('users')], 2, 'does not tell the format of the file.'],
    [['import', '-', '--api-key-stdin'], 2, 'Standard input cannot give both'],
    [['import', 'x.csv', '--map', 'id=uuid'], 2, '--map id=uuid: there is no field uuid.'],
    [['import', 'x.csv', '--concurrency', '65'], 2, '--concurrency must be a whole number from 1 to 64, not 65.'],
    [['sync', 'x.csv', '--missing', 'delete'], 2, '--missing must be keep, deactivate or erase'],
    [['sync', 'x.csv', '--max-removed', '101%'], 2, '--max-removed must be a number of users or a percentage'],
    [['sync'], 2, 'Give either a FILE of users or --plan'],
    [['sync', '--plan', inFolder('none.plan')], 1, 'none.plan cannot be read: there is no such file or folder.'],
    [['sync', '--plan', folder], 1, `${folder} cannot be read: it is a folder, not a file.`],
    [['sync', '--plan', 'x.plan', '--missing', 'erase'], 2, '--missing has no meaning for a saved plan'],
    [['import', 'x.csv', '--no-precheck=1'], 2, '--no-precheck takes no value.'],
    [['import', 'x.csv', '--dry-run', '--no-precheck'], 2, '--dry-run reads the file several times.'],
    [['import', 'x.csv', '--dry-run', '--failed', 'f'], 2, '--dry-run writes no file of failed rows.'],
    [['import', 'x.csv', '--dry-run', '--journal', 'j'], 2, '--dry-run does not read the journal.'],
    [['import', 'x.csv', '--dry-run', '--journal', 'j', '--restart'], 2, '--dry-run does not read the journal.'],
  ])('%j exits with %i', async (args, code, problem) => {
    const found = await result(...args, ...onEmulator());
    expect(found).toMatchObject({ code, stdout: '' });
    expect(found.stderr).toContain(problem);
  });

  test('--dry-run prints the changes, and changes nothing', async () => {
    await haveUsers({ uid: 'ann', name: 'Ann' });
    const sent = writes();
    const users = file('dry.csv', 'uid,name\nann,Anna\nbob,Bob\n');
    const { code, stdout } = await result('import', users, '--dry-run', ...onEmulator());
    expect({ code, writes: writes() - sent }).toEqual({ code: 0, writes: 0 });
    expect(stdout).toContain('~ update     ann  name: Ann → Anna\n');
    expect(stdout).toContain('+ create     bob  Bob\n');
    expect(stdout).toContain('Plan: 1 to create, 1 to update. 2 rows, 1 user in CometChat.');
  });

  test('--dry-run refuses the rows that the import would refuse, with the same messages', async () => {
    const users = file(
      'dry-bad.csv',
      'uid,name,createdAt,lastActiveAt\nann,Ann,2026-01-02,\nbob,Bob,,-5\ncem,Cem,1700000000,1700000000\nB ad,X,,\ndan,,,\n,Eve,,\n',
    );
    const sent = writes();
    const dry = await result('import', users, '--dry-run', '--json', ...onEmulator());
    expect({ code: dry.code, writes: writes() - sent }).toEqual({ code: 1, writes: 0 });
    const steps = dry.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    expect(steps.at(-1)).toMatchObject({ plan: { counts: { create: 1, invalid: 5 } } });
    const real = await result('import', users, '--json', ...onEmulator());
    const results = real.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    expect(real.code).toBe(1);
    expect(results.at(-1)).toMatchObject({ summary: { counts: { created: 1, failed: 5 } } });
    const problems = (rows: typeof steps) =>
      rows
        .flatMap(({ line, error }) => (error ? [[line, error.code, error.message]] : []))
        .sort(([one], [other]) => one - other);
    expect(problems(steps)).toEqual(problems(results));
    expect(problems(steps).map(([line]) => line)).toEqual([2, 3, 5, 6, 7]);
  });

  test('--dry-run says how an import treats a row with a time of deactivation', async () => {
    const users = file('dry-times.csv', 'uid,name,deactivatedAt\nann,Ann,1700000000\n');
    const { code, stdout } = await result('import', users, '--dry-run', ...onEmulator());
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Line 2: it has a deactivatedAt: created as a deactivated user; if the user exists and is active, the row fails\n',
    );
    const planned = await result('sync', users, ...onEmulator());
    expect(planned.stdout).toContain('Line 2: the file has a deactivatedAt, but the user is active or does not exist');
  });

  test('--dry-run counts the rows that cannot be read, and names only options of import', async () => {
    await haveUsers({ uid: 'old', name: 'Old' });
    const rows = Array.from({ length: 21 }, (_, index) => `{"uid":"u${index}","name":"N"}\n`).join('');
    const { code, stdout } = await result(
      'import',
      file('dry.ndjson', `${rows}{"uid"\n`),
      '--dry-run',
      ...onEmulator(),
    );
    expect(code).toBe(1);
    expect(stdout).toContain('\n… and 1 more step. To see all, add --json.\n');
    expect(stdout).toContain('\nPlan: 21 to create, 1 invalid. 22 rows, 1 user in CometChat.\n');
    expect(stdout).toContain('\n1 user of CometChat is not in the file and stays.\n');
  });

  test('if rows failed before Ctrl+C, the advice is another file for --failed: the first one is not overwritten', async () => {
    const failed = inFolder('stopped.ndjson');
    const rows = Array.from({ length: 400 }, (_, index) => `{"uid":"s${index}","name":"${index === 3 ? '' : 'N'}"}\n`);
    const users = file('stop.ndjson', rows.join(''));
    const first = run('import', users, '--failed', failed, '--concurrency', '2', ...onEmulator());
    await expect.poll(() => emulator.users.list().length, { timeout: 15_000, interval: 5 }).toBeGreaterThan(50);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    const [, done = ''] = /^Stopped: (\d+) of 400 rows of /.exec(first.stdout()) ?? [];
    // Two rows were in progress, and one failed.
    const created = emulator.users.list().length;
    expect(Number(done)).toBeGreaterThanOrEqual(created - 1);
    expect(Number(done)).toBeLessThanOrEqual(created + 1);
    expect(first.stdout()).toContain(
      `To go on, run the same command again, but give --failed another path: ${failed} has the rows that failed.`,
    );
  });

  test('Ctrl+C ends with the summary and says how to go on; the journal knows the rest; nothing of standard input is left', async () => {
    const journal = inFolder('users.journal');
    const rows = Array.from({ length: 400 }, (_, index) => `{"uid":"u${index}","name":"User ${index}"}\n`).join('');
    const args = ['import', '-', '--journal', journal, '--concurrency', '2', ...onEmulator()];
    const first = run(...args);
    first.child.stdin.end(rows);
    await expect.poll(() => emulator.users.list().length, { timeout: 15_000, interval: 5 }).toBeGreaterThan(50);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    expect(first.stdout()).toContain('To go on, run the same command again');
    expect([first.stderr(), first.stdout()].join()).not.toMatch(/failed|aborted this/);
    expect(readdirSync(tmpdir()).filter((name) => /^cometchat-users-\w{6}$/.test(name))).toEqual([]);
    const done = emulator.users.list().length;
    expect(done).toBeLessThan(400);

    const before = emulator.requests.length;
    const second = run(...args, '--json');
    second.child.stdin.end(rows);
    expect([await second.ended, second.stderr()]).toEqual([0, '']);
    const { summary } = JSON.parse(second.stdout());
    expect(summary.rows).toBe(400);
    expect(summary.fromJournal).toBeGreaterThan(done - 20);
    expect(emulator.users.list()).toHaveLength(400);
    expect(emulator.requests.length - before).toBeLessThan(400 - done + 40);
  });
});

test('--no-precheck sends the rows before a fault, and writes no copy of standard input', async () => {
  const rows = '{"uid":"ann","name":"Ann"}\n{"uid":"bob","nam":"Bob"}\n';
  const args = ['import', '-', '--no-precheck', ...onEmulator()];
  const env = { TMPDIR: inFolder('none') };
  const sent = await resultOf(args, { input: rows.split('\n')[0] ?? '', env });
  expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining('Done: 1 row of standard input') });
  expect(names()).toEqual({ ann: 'Ann' });
  const wrong = await resultOf(args, { input: rows, env });
  expect(wrong.code).toBe(1);
  expect(wrong.stdout + wrong.stderr).toContain('Line 2: "nam" is not a field of a user.');
  const checked = await resultOf(
    args.filter((word) => word !== '--no-precheck'),
    { input: rows, env },
  );
  expect(checked).toMatchObject({ code: 1, stderr: expect.stringContaining('A copy of standard input cannot be') });
  expect(checked.stderr).not.toContain('--no-precheck');
});

test('import --json | head sends all users, and exits as if the output were read', async () => {
  const bad = Array.from({ length: 3000 }, (_, index) => `{"uid":"u ${index}","name":"U"}\n`).join('');
  const { child, firstLine, ended } = run(
    'import',
    file('head.ndjson', `${bad}{"uid":"ann","name":"Ann"}\n`),
    '--json',
    ...onEmulator(),
  );
  await firstLine;
  child.stdout.destroy();
  expect(await ended).toBe(1);
  expect(names()).toEqual({ ann: 'Ann' });
});

test('the second Ctrl+C ends an import at once, even if nobody reads its output', async () => {
  const bad = Array.from({ length: 20_000 }, (_, index) => `{"uid":"u ${index}","name":"U"}\n`).join('');
  const args = [commandFile, 'import', file('bad.ndjson', bad), '--json', ...onEmulator()];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  // The pipe is full soon, because nothing reads further.
  await once(child.stdout, 'readable');
  const begin = performance.now();
  child.kill('SIGINT');
  child.kill('SIGTERM');
  expect(await ended).toEqual([130, null]);
  // After the first one alone, the command has 5 seconds to end.
  expect(performance.now() - begin).toBeLessThan(4_500);
});

describe('export, import and sync', () => {
  const ODD = [
    { uid: 'formula', name: "=cmd|' /C calc'!A0", tags: ['=a', '+b'], statusMessage: '@x' },
    { uid: '-minus', name: "'quoted", statusMessage: "''=x", tags: ["'t"] },
    {
      uid: 'lines',
      name: 'a "b"\r\nc, d; e\n',
      metadata: { 'a.b': 1, nested: { deep: ['=', null, { x: '\n' }] }, empty: {}, text: '7' },
    },
    { uid: 'emoji', name: '🙂 Zoé 𝒳 \u202e', tags: ['a,b', 'c;d', ' e', '[f'] },
    { uid: 'none', name: 'None', metadata: {}, tags: [] },
    {
      uid: 'null',
      name: 'null',
      avatar: 'https://example.com/a?b=1,2',
      link: 'https://example.com/"q"',
      role: 'default',
    },
  ] satisfies NewUser[];

  test('a file that was exported changes nothing, as NDJSON and as CSV, with odd values', async () => {
    await haveUsers(...ODD, { uid: 'gone', name: 'Gone' });
    await admin().users.deactivate('gone');
    const before = JSON.stringify(emulator.users.list());
    const count = ODD.length + 1;
    for (const [name, args] of [
      ['out.ndjson', []],
      ['out.csv', ['--csv']],
      ['excel.csv', ['--csv', '--bom', '--delimiter', ';']],
    ] as const) {
      const exported = await result('export', ...args, ...onEmulator());
      expect({ code: exported.code, stderr: exported.stderr }).toEqual({
        code: 0,
        stderr: `${count} users exported.\n`,
      });
      if (args.length > 0)
        for (const cell of ["'=cmd", "'-minus", "'@x", "'=a"]) expect(exported.stdout).toContain(cell);
      const sent = writes();
      const imported = await result('import', file(name, exported.stdout), '--json', ...onEmulator());
      expect(imported).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(imported.stdout)).toMatchObject({
        summary: { rows: count, counts: { unchanged: count, created: 0, updated: 0 } },
      });
      expect(writes()).toBe(sent);
    }
    expect(JSON.stringify(emulator.users.list())).toBe(before);
  });

  test('export | head ends quietly', async () => {
    const users = Array.from({ length: 3000 }, (_, index) => ({ uid: `u${index}`, name: 'x'.repeat(100) }));
    const large = createEmulator({ users, rateLimits: false });
    await large.listen({ port: 0 });
    onTestFinished(() => large.close());
    const { child, firstLine, ended, stderr } = run('export', '--emulator', large.url);
    await firstLine;
    child.stdout.destroy();
    expect([await ended, stderr()]).toEqual([0, '']);
  });

  test('sync prints the plan and changes nothing; --apply applies it; a plan can be saved', async () => {
    await haveUsers(...['ann', 'bob', 'cem'].map((uid) => ({ uid, name: uid })));
    const sent = writes();
    const users = file('all.ndjson', '{"uid":"ann","name":"Anna"}\n{"uid":"dan","name":"Dan"}\n');
    const args = ['sync', users, '--missing', 'deactivate', ...onEmulator()];
    const refused = await result(...args);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('2 of 3 users');
    expect(refused.stderr).toContain('add --max-removed LIMIT.');

    const printed = await result(...args, '--max-removed', '2');
    expect(printed).toMatchObject({ code: 0, stderr: 'Nothing was changed. To apply the plan, add --apply.\n' });
    expect(printed.stdout).toContain('~ update     ann  name: ann → Anna\n');
    expect(printed.stdout).toContain('- deactivate bob  bob\n');
    expect(printed.stdout).toContain('Plan: 1 to create, 1 to update, 2 to deactivate. 2 rows, 3 users in CometChat.');
    const json = await result(...args, '--max-removed', '70%', '--json');
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .at(-1),
    ).toMatchObject({
      plan: { counts: { create: 1, update: 1, deactivate: 2 }, missing: 'deactivate' },
    });
    expect(writes()).toBe(sent);

    const plan = inFolder('plan.ndjson');
    expect(await result(...args, '--max-removed', '2', '--out', plan)).toMatchObject({ code: 0 });
    const again = await result(...args, '--max-removed', '2', '--out', plan);
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining('plan.ndjson cannot be written: it exists already.'),
    ]);
    const applied = await result('sync', '--plan', plan, '--apply', ...onEmulator());
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toMatch(/Done: 1 created, 1 updated, 2 deactivated in/);
    expect(applied.stdout).not.toContain('--missing');
    expect(await result(...args, '--max-removed', '2')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Plan: 2 unchanged.'),
      stderr: 'There is nothing to change.\n',
    });
  });

  test('a plan shows which keys of the metadata differ, and always some users whom it removes', async () => {
    const metadata = { customer: 1, address: { city: 'Ulm' }, plan: 'free' };
    await haveUsers({ uid: 'ann', name: 'Ann', metadata, tags: ['a', 'b'] }, { uid: 'gone', name: 'Gone' });
    const changed = { uid: 'ann', name: 'Ann', metadata: { ...metadata, plan: 'paid', team: 7 }, tags: ['b'] };
    const added = Array.from({ length: 25 }, (_, index) => ({ uid: `n${index}`, name: 'New' }));
    const users = file('meta.ndjson', [changed, ...added].map((user) => `${JSON.stringify(user)}\n`).join(''));
    const args = ['sync', users, '--missing', 'deactivate', '--max-removed', '1', ...onEmulator()];
    const { stdout } = await result(...args);
    expect(stdout).toContain('~ update     ann  metadata.plan: free → paid, metadata.team: none → 7, tags: a, b → b\n');
    expect(stdout).toContain('- deactivate gone  Gone\n… and 6 more steps. To see all, add --json or --out PATH.\n');
  });

  test('sync --apply exits with 1 if a row cannot be read', async () => {
    const users = file('half.ndjson', '{"uid":"bob","name":"B"}\n{"uid":"ann"\n');
    const { code, stdout } = await result('sync', users, '--apply', ...onEmulator());
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Done: 1 created, 1 failed in/m);
  });

  test('sync --missing leaves users alone who registered after the file was saved', async () => {
    await haveUsers({ uid: 'ann', name: 'Ann' }, { uid: 'old', name: 'Old' });
    const users = file('before.csv', 'uid,name\nann,Ann\n');
    utimesSync(users, new Date(), new Date(Date.now() - 40_000));
    age = 20_000;
    await admin().users.create({ uid: 'new', name: 'New' });
    age = 0;
    const args = ['sync', users, '--missing', 'erase', '--max-removed', '100%', '--apply', ...onEmulator()];
    const { code, stdout } = await result(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /1 user of CometChat is not in the file and stays: .* created after the file was saved \(\d{4}-.* UTC\)\./,
    );
    expect(Object.keys(names()).sort()).toEqual(['ann', 'new']);
  });

  test('sync with a row that cannot be read removes nobody', async () => {
    await haveUsers({ uid: 'ann', name: 'Ann' });
    const sent = writes();
    const users = file('part.ndjson', '{"uid":"bob","name":"B"}\n{"uid":"ann"\n');
    const { code, stderr } = await result(
      'sync',
      users,
      '--missing',
      'erase',
      '--max-removed',
      '100%',
      '--apply',
      ...onEmulator(),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('1 row cannot be read, so the file does not tell which users are missing.');
    expect(writes()).toBe(sent);
  });
});
