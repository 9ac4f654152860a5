import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCollisions } from '../../../src/cli/doctor/collisions.js';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, commandFile, resultOf } from './cli-support.js';

buildCommand();

const emulator = createEmulator({ appId: 'mine' });
beforeAll(() => emulator.listen({ port: 0 }));
afterAll(() => emulator.close());

/** Replaces `fetch` in the process of the command: the service has the app `mine` in the region `eu`. */
const SERVICE = `
import { createEmulator } from './emulator.js';
const emulator = createEmulator({ appId: 'mine' });
const slow = Number(process.env.TEST_CLOCK_AHEAD_MS ?? 0);
globalThis.fetch = async (request) => {
  const { hostname } = new URL(request.url);
  if (!/^[a-z]+\\.api-(us|eu|in)\\.cometchat\\.io$/.test(hostname))
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
  const error = { code: 'AUTH_ERR_INVALID_APPID', message: 'The app id does not exist in this region.' };
  if (hostname !== 'mine.api-eu.cometchat.io') return Response.json({ error }, { status: 401 });
  const { status, headers, body } = await emulator.fetch(request);
  const more = new Headers(headers);
  more.set('date', new Date(Date.now() - slow).toUTCString());
  return new Response(body, { status, headers: more });
};
`;

async function doctorOf(env: Record<string, string>) {
  const preload = path.join(path.dirname(commandFile), 'service.js');
  writeFileSync(preload, SERVICE);
  const node = ['--import', preload];
  const all = { COMETCHAT_APP_ID: 'mine', COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: emulator.apiKey, ...env };
  const { code, stdout, stderr } = await resultOf(['doctor', '--json'], { node, env: all });
  expect(stderr).toBe('');
  const { ok, checks } = JSON.parse(stdout);
  const statuses = Object.fromEntries(checks.map((one: { check: string; status: string }) => [one.check, one.status]));
  const problem = checks.find((one: { status: string }) => one.status === 'failed');
  expect(code).toBe(ok ? 0 : 1);
  return { statuses, problem };
}

const ALL_OK = { service: 'ok', app: 'ok', region: 'ok', key: 'ok', clock: 'ok', quota: 'ok' };
const SKIPPED = { app: 'skipped', region: 'skipped', key: 'skipped', clock: 'skipped', quota: 'skipped' };

test('all is well with an emulator: a line each, and nothing was written', async () => {
  const before = emulator.requests.length;
  const { code, stdout, stderr } = await resultOf(['doctor'], {
    env: { COMETCHAT_EMULATOR: emulator.url, COMETCHAT_APP_ID: 'mine' },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const host = emulator.url.slice('http://'.length);
  expect(stdout.replace(/\d+ ms/, 'N ms').split('\n')).toEqual([
    `ok       service  ${host} answered in N ms`,
    'ok       app      mine exists',
    'ok       region   the emulator has every region',
    'ok       key      valid, scope fullAccess',
    'ok       clock    in step with the service',
    expect.stringMatching(/^ok {7}quota {4}19,99\d of 20,000 requests left in this minute$/),
    '',
  ]);
  const methods = emulator.requests.slice(before).map(({ method }) => method);
  expect(methods).toEqual(['GET', 'GET']);
});

test('a right setup passes; each wrong setting is told apart from the others', async () => {
  const [right, region, app, key, authKey, host, clock] = await Promise.all([
    doctorOf({}),
    doctorOf({ COMETCHAT_REGION: 'us' }),
    doctorOf({ COMETCHAT_APP_ID: 'other' }),
    doctorOf({ COMETCHAT_API_KEY: 'e4'.repeat(20) }),
    doctorOf({ COMETCHAT_API_KEY: emulator.authKey }),
    doctorOf({ COMETCHAT_REGION: 'xx' }),
    doctorOf({ TEST_CLOCK_AHEAD_MS: '120000' }),
  ]);
  expect(right.statuses).toEqual(ALL_OK);
  expect(region).toEqual({
    statuses: { ...ALL_OK, region: 'failed', key: 'skipped', quota: 'skipped', clock: 'skipped' },
    problem: expect.objectContaining({ message: 'the app is in eu, not in us', hint: 'Set COMETCHAT_REGION=eu' }),
  });
  expect(app).toMatchObject({
    statuses: { app: 'failed', region: 'skipped', key: 'skipped' },
    problem: { message: 'no region has an app other' },
  });
  expect(key).toMatchObject({
    statuses: { app: 'ok', key: 'failed' },
    problem: { message: 'the app does not have this key' },
  });
  expect(authKey).toMatchObject({
    statuses: { key: 'failed' },
    problem: { hint: 'Use the REST API key (scope fullAccess).' },
  });
  expect(host).toMatchObject({
    statuses: { service: 'failed', ...SKIPPED },
    problem: { message: 'there is no host mine.api-xx.cometchat.io' },
  });
  expect(clock.statuses).toEqual({ ...ALL_OK, clock: 'failed' });
  expect(clock.problem.message).toMatch(/^1(?:19|20|21) seconds ahead of the service$/);
});

test('an emulator that does not run is named', async () => {
  const { code, stdout } = await resultOf(['doctor'], { env: { COMETCHAT_EMULATOR: 'http://127.0.0.1:1' } });
  expect(code).toBe(1);
  expect(stdout).toContain('failed   service  no answer from the emulator at http://127.0.0.1:1\n');
  expect(stdout).toContain('Hint: Is it running? Start it with: cometchat-users emulator\n');
});

async function* rowsOf(...uids: string[]) {
  for (const [index, uid] of uids.entries()) yield { uid, line: index + 2 };
}

test('a source: repeated uids and uids that differ only in letter case are found, with their lines', async () => {
  expect(await checkCollisions(rowsOf('a', 'b'), 'users.csv')).toEqual({
    check: 'source',
    status: 'ok',
    message: 'users.csv: 2 rows, every uid once',
  });
  expect(await checkCollisions(rowsOf('ann', 'bo', 'Ann', 'bo', 'cy'), 'users.csv')).toMatchObject({
    status: 'failed',
    message:
      'users.csv: 1 repeated uid, 1 uid that differs from another only in letter case: ann (line 2) and Ann (line 4); bo (lines 3 and 5)',
  });
  // CometChat lower-cases only A to Z. The first uid is the Kelvin sign.
  expect(await checkCollisions(rowsOf('\u212a', 'k'), 'users.csv')).toMatchObject({ status: 'ok' });
  const many = Array.from({ length: 2_000 }, () => 'x');
  expect((await checkCollisions(rowsOf(...many), 'x')).message).toMatch(/^x: 1,999 repeated uids: .*; and 1,994 more$/);
});

test('doctor FILE also looks for uids that collide; a file that cannot be read is an error', async () => {
  const folder = path.dirname(commandFile);
  writeFileSync(path.join(folder, 'twins.csv'), 'uid;name\nann;A\nbob;B\nAnn;C\nbob;D\n');
  writeFileSync(path.join(folder, 'users.csv'), 'uid,name\nann,A\nbob,B\n');
  const env = { COMETCHAT_EMULATOR: emulator.url, COMETCHAT_APP_ID: 'mine' };
  const before = emulator.requests.length;
  const [good, twins, none] = await Promise.all(
    ['users.csv', 'twins.csv', 'none.csv'].map((file) => resultOf(['doctor', file], { env })),
  );
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good?.stdout).toContain('ok       source   users.csv: 2 rows, every uid once\n');
  expect(twins?.code).toBe(1);
  expect(twins?.stdout + (twins?.stderr ?? '')).toContain('bob (lines 3 and 5)');
  expect(none).toMatchObject({ code: 1 });
  expect(none?.stdout + (none?.stderr ?? '')).toContain('none.csv cannot be read: there is no such file or folder.');
  expect(emulator.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
});
