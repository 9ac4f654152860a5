import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, resultOf, start } from './cli-support.js';

buildCommand();

const emulator = createEmulator({ users: [{ uid: 'mod', name: 'Mo', role: 'moderator' }], roles: ['moderator'] });
beforeAll(() => emulator.listen({ port: 0 }));
afterAll(() => emulator.close());

/** Runs a command line against the emulator. */
const cli = (line: string, more: { env?: Record<string, string>; input?: string } = {}) =>
  resultOf(line.split(' '), { ...more, env: { COMETCHAT_EMULATOR: emulator.url, ...more.env } });

const lines = (text: string) => text.trimEnd().split('\n');
const rows = (text: string) => lines(text).map((line) => JSON.parse(line));

describe('user', () => {
  test('create, get, update, ensure and erase one user, for people and for programs', async () => {
    const created = await cli('user create kevin --name Kevin --tag a --tag b --metadata {"team":1}');
    expect(created).toEqual({ code: 0, stdout: expect.stringMatching(/^Created\.\n\n {2}uid +kevin\n/), stderr: '' });
    expect(emulator.users.get('kevin')).toMatchObject({ name: 'Kevin', tags: ['a', 'b'], metadata: { team: 1 } });

    const got = await cli('user get kevin --json');
    expect(rows(got.stdout)).toEqual([expect.objectContaining({ uid: 'kevin', name: 'Kevin', metadata: { team: 1 } })]);

    const again = await cli('user create kevin --name Kevin');
    expect(again).toMatchObject({ code: 7, stdout: '' });
    expect(again.stderr).toContain('Hint:  Use "user ensure" or "user update".');

    const updated = await cli('user update kevin --role moderator --clear tags --clear metadata --json');
    expect(rows(updated.stdout)).toEqual([expect.objectContaining({ role: 'moderator' })]);
    expect(emulator.users.get('kevin')).toMatchObject({ name: 'Kevin', tags: [] });
    expect(emulator.users.get('kevin')?.metadata).toBeUndefined();

    const [same, other] = await Promise.all([
      cli('user ensure kevin --name Kevin --json'),
      cli('user ensure lea --name Lea --json'),
    ]);
    expect([...rows(same.stdout), ...rows(other.stdout)]).toMatchObject([
      { outcome: 'unchanged', user: { uid: 'kevin' } },
      { outcome: 'created', user: { uid: 'lea' } },
    ]);

    const refused = await cli('user erase kevin');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('Pass --yes if you are sure.');
    expect(emulator.users.get('kevin')).toBeDefined();
    const erased = await cli('user erase kevin nobody lea --yes --json');
    expect(erased.code).toBe(6);
    expect(rows(erased.stdout)).toMatchObject([
      { uid: 'kevin', status: 'erased' },
      { uid: 'nobody', status: 'failed', error: { kind: 'notFound' } },
      { uid: 'lea', status: 'erased' },
    ]);
    expect(emulator.users.get('kevin')).toBeUndefined();
  });

  test('list filters, counts, limits, and gives lines with tabs or JSON', async () => {
    const [plain, some, moderators, number] = await Promise.all([
      cli('user list --search cometchat-uid-'),
      cli('user list --search cometchat-uid- --limit 2 --json'),
      cli('user list --role moderator --json'),
      cli('user list --search cometchat-uid- --count'),
    ]);
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(lines(plain.stdout)).toHaveLength(5);
    expect(lines(plain.stdout)[0]).toBe('cometchat-uid-1\tdefault\toffline\tAndrew Joseph');
    expect(rows(some.stdout).map(({ uid }) => uid)).toEqual(['cometchat-uid-1', 'cometchat-uid-2']);
    expect(rows(moderators.stdout)).toEqual([expect.objectContaining({ uid: 'mod', tags: [] })]);
    expect(number.stdout).toBe('5\n');
  });

  test('deactivate and reactivate report each uid, and exit with 1 if one did not change', async () => {
    const first = await cli('user deactivate cometchat-uid-5 nobody');
    expect(first).toEqual({
      code: 1,
      stdout: 'cometchat-uid-5: deactivated\nnobody: unchanged, no active user has this uid\n',
      stderr: '',
    });
    const ensured = await cli('user ensure cometchat-uid-5 --name John');
    expect(ensured).toMatchObject({ code: 5, stderr: expect.stringContaining('Pass --reactivate') });
    const back = await cli('user reactivate cometchat-uid-5 --json');
    expect(back).toMatchObject({ code: 0, stdout: '{"uid":"cometchat-uid-5","status":"reactivated"}\n' });
  });

  test('a name with control characters cannot change the terminal', async () => {
    const name = 'Eve\u001b[2J\u202e';
    await emulator.fetch(
      new Request(`${emulator.url}/v3/users`, {
        method: 'POST',
        headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ uid: 'eve', name }),
      }),
    );
    const [text, json] = await Promise.all([cli('user get eve'), cli('user get eve --json')]);
    expect(text.stdout).toContain('Eve\ufffd[2J\ufffd\n');
    expect(rows(json.stdout)[0].name).toBe(name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape character may reach the terminal.
    expect(text.stdout).not.toMatch(/\u001b/);
  });
});

describe('token', () => {
  test('create prints only the token; list shows its end; revoke takes the end, standard input or --all', async () => {
    const uid = 'cometchat-uid-1';
    const { stdout, stderr } = await cli(`token create ${uid}`);
    const token = stdout.trimEnd();
    expect({ stdout, stderr }).toEqual({ stdout: `${token}\n`, stderr: '' });
    const second = (await cli(`token create ${uid}`)).stdout.trimEnd();
    expect(emulator.users.authTokens(uid)).toEqual([token, second]);

    const [plain, json] = await Promise.all([cli(`token list ${uid}`), cli(`token list ${uid} --json`)]);
    for (const text of [plain.stdout, json.stdout]) for (const one of [token, second]) expect(text).not.toContain(one);
    expect(
      rows(json.stdout)
        .map(({ ending }) => ending)
        .sort(),
    ).toEqual([token.slice(-6), second.slice(-6)].sort());

    expect((await cli(`token revoke ${uid}`)).code).toBe(2);
    expect(await cli(`token revoke ${uid} --ending ${token.slice(-6)}`)).toMatchObject({ code: 0, stderr: '' });
    expect(emulator.users.authTokens(uid)).toEqual([second]);
    const revoked = await cli(`token revoke ${uid} --token-stdin`, { input: `${second}\n` });
    expect(revoked).toMatchObject({ code: 0, stderr: '' });
    expect(revoked.stdout).not.toContain(second);
    expect(emulator.users.authTokens(uid)).toEqual([]);
    await cli(`token create ${uid} --json`);
    expect((await cli(`token revoke ${uid} --all`)).code).toBe(0);
    expect(emulator.users.authTokens(uid)).toEqual([]);
  });
});

test('Ctrl+C ends a command that waits for the service, within a second and with 130', async () => {
  emulator.faults.add({ operation: 'listUsers', delayMs: 60_000, times: 1 });
  const arrived = emulator.requests.length;
  const { child, ended, stdout, stderr } = start(['user', 'list'], { env: { COMETCHAT_EMULATOR: emulator.url } });
  await expect.poll(() => emulator.requests.length, { timeout: 10_000 }).toBe(arrived + 1);
  const begin = performance.now();
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(performance.now() - begin).toBeLessThan(1_000);
  expect({ stdout: stdout(), stderr: stderr() }).toEqual({
    stdout: '',
    stderr: expect.stringContaining('Error: Stopped.\n'),
  });
});

describe('settings and secrets', () => {
  const KEY = 'b1'.repeat(20);

  test('an emulator has defaults; an option wins over the environment; the key comes from standard input', async () => {
    const other = createEmulator({ apiKey: KEY, appId: 'other' });
    const { url } = await other.listen({ port: 0 });
    const [fromEnvironment, fromInput, byOption] = await Promise.all([
      cli('user get cometchat-uid-1 --app-id other', {
        env: { COMETCHAT_EMULATOR: url, COMETCHAT_EMULATOR_API_KEY: KEY },
      }),
      cli('user get cometchat-uid-1 --api-key-stdin', { env: { COMETCHAT_EMULATOR: url }, input: `${KEY}\n` }),
      cli(`user get cometchat-uid-1 --emulator ${url}`, {
        env: { COMETCHAT_EMULATOR: 'http://127.0.0.1:1', COMETCHAT_API_KEY: KEY },
      }),
    ]);
    await other.close();
    expect([fromEnvironment.code, fromInput.code, byOption.code]).toEqual([0, 0, 0]);
  });

  test('a wrong key is refused, and no output has it', async () => {
    const wrong = 'c2'.repeat(20);
    for (const line of ['user list', 'user list --json', 'doctor']) {
      const { code, stdout, stderr } = await cli(line, { env: { COMETCHAT_API_KEY: wrong } });
      expect([line, code]).toEqual([line, line === 'doctor' ? 1 : 4]);
      expect(stdout + stderr).not.toContain(wrong);
    }
  });
});
