import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { hurry, lost, refusal, scripted } from './admin-support.js';
import { finish, inOrder, NONE, serveFast } from './import-support.js';

/** Users with a time, which only the import endpoint takes. */
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    uid: `p-${from + index}`,
    name: `Person ${from + index}`,
    createdAt: 1_500_000_000,
  }));

/** The response to an import without problems. */
const imported = ({ users }: { users: Record<string, object> }) =>
  Object.fromEntries(Object.entries(users).map(([uid, data]) => [uid, { success: true, data }]));

/** An empty app whose import endpoint responds with a function. */
function importing(answer: Parameters<typeof scripted>[0], options: Parameters<typeof scripted>[1] = {}) {
  let imports = 0;
  return scripted((sent) => {
    if (sent.path.includes('count=true')) return { count: 0 };
    if (sent.path === '/data_import/users') imports += 1;
    return answer(sent, imports);
  }, options);
}

describe('rows with times', () => {
  test('are imported, fifty users in a request', async () => {
    const { admin, emulator, wire } = await serveFast();
    const { counts, requests } = await admin.sync.importUsers(people(120)).summary;
    expect([counts, requests]).toEqual([{ ...NONE, created: 120 }, 5]);
    expect(wire().slice(2)).toEqual(Array(3).fill('POST /data_import/users'));
    const sizes = emulator.requests.slice(2).map(({ body }) => Object.keys((body as { users: object }).users).length);
    expect(sizes.sort()).toEqual([20, 50, 50]);
    expect(emulator.users.get('p-99')).toMatchObject({ createdAt: 1_500_000_000 });
  });

  test('keep their times, also of a deactivated user, and the status message follows', async () => {
    const { admin, emulator, wire } = await serveFast();
    const rows = [
      new User({ uid: 'zoe', name: 'Zoë', createdAt: 1_500_000_000, lastActiveAt: 1_600_000_000, statusMessage: 'Hi' }),
      { uid: 'yan', name: 'Yan', deactivatedAt: 1_700_000_000, statusMessage: 'Gone' },
    ];
    const { summary } = await finish(admin.sync.importUsers(rows));
    expect(summary.counts).toEqual({ ...NONE, created: 2 });
    expect(emulator.users.get('zoe')).toMatchObject({ createdAt: 1_500_000_000, statusMessage: 'Hi' });
    expect(emulator.users.get('yan')).toMatchObject({ deactivatedAt: 1_700_000_000 });
    expect(wire().slice(-2)).toEqual(['POST /data_import/users', 'PUT /users/zoe']);
    // The same import again changes nothing.
    expect((await admin.sync.importUsers(rows).summary).counts).toEqual({ ...NONE, unchanged: 2 });
  });

  test('of users who exist are compared, and their times stay', async () => {
    const { admin, emulator } = await serveFast({ users: [{ uid: 'p-0', name: 'Old' }] });
    const { counts } = await admin.sync.importUsers(people(2)).summary;
    expect(counts).toEqual({ ...NONE, created: 1, updated: 1 });
    expect(emulator.users.get('p-0')).toMatchObject({ name: 'Person 0' });
    expect(emulator.users.get('p-0')?.createdAt).toBeGreaterThan(1_600_000_000);
  });

  test('of users who were created meanwhile are compared', async () => {
    const taken = { success: false, error: { code: 'ERR_UID_ALREADY_EXISTS', message: 'Taken' } };
    const { admin, wire } = importing(({ method, path }) => {
      if (method === 'GET') return { uid: path.slice(7), name: 'Person 0' };
      return method === 'PUT' ? { uid: path.slice(7), name: 'Person 1' } : { 'p-0': taken, 'p-1': taken };
    });
    expect((await admin.sync.importUsers(people(2)).summary).counts).toEqual({ ...NONE, unchanged: 1, updated: 1 });
    expect(wire().slice(2).sort()).toEqual(['GET /users/p-0', 'GET /users/p-1', 'PUT /users/p-1']);
  });

  test('do not deactivate an active user: such a row fails', async () => {
    const { admin, emulator } = await serveFast({ users: people(1).map(({ uid, name }) => ({ uid, name })) });
    const rows = [{ uid: 'p-0', name: 'New', deactivatedAt: 1_700_000_000 }];
    const { results } = await finish(admin.sync.importUsers(rows));
    expect(results).toMatchObject([{ status: 'failed', error: { code: 'USER_ACTIVE', kind: 'conflict' } }]);
    expect(emulator.users.get('p-0')).toMatchObject({ name: 'Person 0' });
    expect(emulator.users.get('p-0')?.deactivatedAt).toBeUndefined();
  });

  test('do not reactivate a user who is deactivated in the row, too', async () => {
    const { admin, emulator } = await serveFast();
    const rows = [{ uid: 'p-0', name: 'P', deactivatedAt: 1_700_000_000 }];
    await admin.sync.importUsers(rows).summary;
    const { counts } = await admin.sync.importUsers(rows, { reactivate: true }).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 1 });
    expect(emulator.users.get('p-0')?.deactivatedAt).toBe(1_700_000_000);
  });

  test('of one uid do not wait for each other for ever', async () => {
    const { admin } = await serveFast();
    const rows = Array.from({ length: 300 }, (_, index) => ({ ...people(1)[0], name: `Name ${index}` }));
    const { counts } = await admin.sync.importUsers(rows as never).summary;
    expect(counts).toEqual({ ...NONE, created: 1, updated: 299 });
  });

  test('of a slow source wait one second at most', async () => {
    stopClock();
    const { admin } = importing(({ body }) => imported(body));
    const source = (async function* () {
      for (const person of people(4)) {
        yield person;
        await new Promise((resolve) => setTimeout(resolve, 5_000));
      }
    })();
    const at: number[] = [];
    const begunAt = performance.now();
    const read = (async () => {
      for await (const _ of admin.sync.importUsers(source)) at.push(Math.round((performance.now() - begunAt) / 1000));
    })();
    await settleInFakeTime(read);
    expect(at).toEqual([1, 6, 11, 16]);
  });
});

test('a source that throws ends the import at once, also while rows wait for their batch', async () => {
  stopClock();
  const { admin, sent } = importing(({ body }) => imported(body));
  const source = (async function* () {
    yield* people(4);
    throw new Error('The connection was closed.');
  })();
  const { stoppedBy, durationMs } = await settleInFakeTime(admin.sync.importUsers(source).summary);
  expect(stoppedBy?.code).toBe('SOURCE_FAILED');
  expect(durationMs).toBeLessThan(500);
  expect(sent.filter(({ path }) => path === '/data_import/users')).toEqual([]);
});

describe('where the service allows few core requests', () => {
  test('new users are imported as soon as that is known', async () => {
    stopClock();
    const { make, wire } = await serveFast({ limits: { corePerMinute: 600 }, rateLimits: true });
    const admin = make({ rate: {} });
    const rows = people(500).map(({ uid, name }) => ({ uid, name }));
    const begunAt = performance.now();
    const { counts } = await settleInFakeTime(admin.sync.importUsers(rows).summary);
    expect(counts).toEqual({ ...NONE, created: 500 });
    const sent = wire();
    expect(sent.filter((one) => one === 'POST /users').length).toBeLessThan(50);
    expect(sent.filter((one) => one === 'POST /data_import/users').length).toBeGreaterThan(8);
    // Alone, 480 core requests a minute would take more than a minute.
    expect(performance.now() - begunAt).toBeLessThan(20_000);
  });
});

describe('the import endpoint', () => {
  test('reads the older form of a response, one level deeper', async () => {
    const { admin } = importing(({ body }) =>
      Object.fromEntries(Object.entries(body.users).map(([uid, data]) => [uid, { success: true, data: { data } }])),
    );
    expect((await admin.sync.importUsers(people(1)).summary).counts.created).toBe(1);
  });

  test('treats the uid "__proto__" like any other', async () => {
    const { admin, emulator } = await serveFast();
    await admin.sync.importUsers([{ uid: '__proto__', name: 'P', createdAt: 5 }]).summary;
    expect(emulator.users.get('__proto__')?.name).toBe('P');
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'BAD_RESPONSE'],
    ['no reason', { success: false }, 'ERR_BAD_REQUEST'],
    ['a text', { success: false, error: 'no' }, 'ERR_BAD_REQUEST'],
    ['a code that is not known', { success: false, error: { code: 'ERR_NEW', message: 'New' } }, 'ERR_NEW'],
  ])('counts a row that says %s as a failure of that user', async (_, row, code) => {
    const { admin } = importing(({ body }) => ({ ...imported(body), 'p-1': row }));
    const { results, summary } = await finish(admin.sync.importUsers(people(3)));
    expect(summary.counts).toEqual({ ...NONE, created: 2, failed: 1 });
    const error = inOrder(results)[1]?.error;
    expect(error).toMatchObject({ code, operation: 'importUsers', endpoint: 'POST /data_import/users' });
  });

  test('does not show a key that a row repeats', async () => {
    const error = { code: 'ERR_X', message: 'key canary-rest-key', details: { apikey: ['canary-rest-key'] } };
    const { admin } = importing(() => ({ 'p-0': { success: false, error } }));
    const told = JSON.stringify(await finish(admin.sync.importUsers(people(1))));
    expect(told).toContain('[redacted]');
    expect(told).not.toContain('canary');
  });

  test('settles a lost response by reading the users that "exist already"', async () => {
    hurry();
    const taken = { success: false, error: { code: 'ERR_UID_ALREADY_EXISTS', message: 'Taken' } };
    const { admin } = importing(({ method, path, body }, imports) => {
      if (method === 'GET') return path === '/users/p-0' ? people(1)[0] : { uid: 'p-1', name: 'Somebody else' };
      if (method === 'PUT') return { uid: 'p-1', name: 'Person 1' };
      if (imports === 1) lost();
      return { ...imported(body), 'p-0': taken, 'p-1': taken };
    });
    const { results } = await finish(admin.sync.importUsers(people(3)));
    expect(inOrder(results).map(({ status }) => status)).toEqual(['created', 'updated', 'created']);
  });

  test('sends a batch again after an outage', async () => {
    stopClock();
    const { admin } = importing(({ body, method }, imports) => {
      if (method === 'POST' && imports < 12) return refusal(503, 'SERVICE_UNAVAILABLE');
      return imported(body);
    });
    const { counts } = await settleInFakeTime(admin.sync.importUsers(people(70)).summary);
    expect(counts).toEqual({ ...NONE, created: 70 });
  });

  test('sends no more than the rate allows, and an abort ends the wait', async () => {
    stopClock();
    const controller = new AbortController();
    const { admin, wire } = importing(({ body }) => imported(body), { rate: { import: 2 } });
    setTimeout(() => controller.abort(), 5_000);
    const run = admin.sync.importUsers(people(200), { signal: controller.signal });
    const { counts, stoppedBy } = await settleInFakeTime(run.summary);
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'importUsers' });
    expect(counts.created).toBe(100);
    expect(wire()).toHaveLength(3);
  });

  test('refuses what the key may not do, and ends', async () => {
    const { admin } = importing(() => refusal(403, 'AUTH_ERR_NO_ACCESS'));
    const { counts, stoppedBy } = await admin.sync.importUsers(people(70)).summary;
    expect(stoppedBy?.code).toBe('AUTH_ERR_NO_ACCESS');
    expect(counts.failed).toBeGreaterThan(0);
  });
});
