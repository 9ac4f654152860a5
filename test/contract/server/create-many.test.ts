import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, KEY, lost, refusal, scripted, serve } from './admin-support.js';

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ uid: `p-${from + index}`, name: `Person ${from + index}` }));

/** The response to an import without problems. */
const imported = ({ users }: { users: Record<string, object> }) =>
  Object.fromEntries(Object.entries(users).map(([uid, data]) => [uid, { success: true, data }]));

describe('users.createMany', () => {
  test('imports fifty users per request, in the given order, and returns an outcome for each', async () => {
    const { admin, emulator, wire } = await serve();
    const users = people(120);
    const { created, failed, results } = await admin.users.createMany(users);
    expect([created, failed]).toEqual([120, 0]);
    expect(results.map(({ uid }) => uid)).toEqual(users.map(({ uid }) => uid));
    expect(results[7]?.user).toBeInstanceOf(User);
    expect(results[7]?.user).toMatchObject({ uid: 'p-7', name: 'Person 7', role: 'default' });
    expect(wire()).toEqual(Array(3).fill('POST /data_import/users'));
    const sizes = emulator.requests.map(({ body }) => Object.keys((body as { users: object }).users).length);
    expect(sizes.sort()).toEqual([20, 50, 50]);
  });

  test('fails alone a user that is not valid, is repeated, or exists already', async () => {
    const { admin, emulator, wire } = await serve();
    const given = [
      { uid: 'zoe', name: 'Zoë' },
      { uid: 'a b', avatar: 'x' },
      { uid: 'KEVIN', name: 'Other' },
      { uid: 'ZOE', name: 'Twice' },
      null,
      { uid: 'yan', name: 'Yan', createdAt: -5 },
      { uid: 'role', name: 'R', role: 'nobody' },
    ];
    const { created, failed, results } = await admin.users.createMany(given as never);
    expect([created, failed]).toEqual([1, 6]);
    expect(results.map(({ uid, error }) => [uid, error?.code, error?.kind])).toEqual([
      ['zoe', undefined, undefined],
      ['a b', 'INVALID_UID', 'validation'],
      ['kevin', 'ERR_UID_ALREADY_EXISTS', 'conflict'],
      ['zoe', 'DUPLICATE_UID', 'validation'],
      [undefined, 'UID_IS_COMPULSORY', 'validation'],
      ['yan', 'INVALID_PARAMETER', 'validation'],
      ['role', 'ERR_BAD_REQUEST', 'validation'],
    ]);
    expect(Object.keys(results[1]?.error?.details ?? {}).sort()).toEqual(['avatar', 'name', 'uid']);
    expect(results[6]?.error).toMatchObject({
      details: { role: [expect.any(String)] },
      hint: expect.stringContaining('roles.create'),
    });
    expect(emulator.users.get('zoe')?.name).toBe('Zoë');
    expect(wire()).toHaveLength(1);
  });

  test('sends dates, also of a deactivated user, and then the status message', async () => {
    const { admin, emulator, wire } = await serve();
    await admin.users.createMany([
      new User({ uid: 'zoe', name: 'Zoë', createdAt: 1_500_000_000, lastActiveAt: 1_600_000_000, statusMessage: 'Hi' }),
      { uid: 'yan', name: 'Yan', deactivatedAt: 1_700_000_000 },
    ]);
    expect(emulator.users.get('zoe')).toMatchObject({ createdAt: 1_500_000_000, statusMessage: 'Hi' });
    expect(emulator.users.get('yan')).toMatchObject({ deactivatedAt: 1_700_000_000 });
    expect(wire()).toEqual(['POST /data_import/users', 'PUT /users/zoe']);
  });

  test('takes any iterable, also an empty one', async () => {
    const { admin, wire } = await serve();
    expect(await admin.users.createMany([])).toEqual({ created: 0, failed: 0, results: [] });
    expect(wire()).toEqual([]);
    expect((await admin.users.createMany(new Set(people(2)))).created).toBe(2);
    expect((await admin.users.createMany(people(2, 5).values())).created).toBe(2);
  });

  test('treats the uid "__proto__" like any other', async () => {
    const { admin, emulator } = await serve();
    const { created } = await admin.users.createMany([{ uid: '__proto__', name: 'P' }]);
    expect([created, emulator.users.get('__proto__')?.name]).toEqual([1, 'P']);
  });

  test('rejects values that are not a list of users and wrong options, and sends nothing', async () => {
    const { admin, wire } = await serve();
    for (const bad of [undefined, null, 5, 'users', {}, { uid: 'a' }])
      await expectRefused(admin.users.createMany(bad as never, { concurrency: 0 }), 'users', 'concurrency');
    await expect(admin.users.createMany([], { timeout: -1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect(wire()).toEqual([]);
  });
});

describe('users.createMany with a source that throws', () => {
  function* rows(thrown: unknown) {
    yield* people(60);
    throw thrown;
  }

  test('rejects with the error of the source as the cause, and sends nothing', async () => {
    const { admin, wire } = scripted(({ body }) => imported(body));
    const cause = new RangeError('Line 61 is no JSON.');
    const error = await admin.users.createMany(rows(cause)).catch((reason) => reason);
    expect(error).toMatchObject({
      name: 'CometChatException',
      code: 'SOURCE_FAILED',
      kind: 'validation',
      operation: 'createMany',
      message: 'The source of users threw, and nothing was sent: Line 61 is no JSON.',
      hint: expect.stringContaining('cause'),
    });
    expect(error.cause).toBe(cause);
    expect(wire()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['a text', 'no more', 'no more'],
    ['nothing', undefined, 'undefined'],
    ['a symbol', Symbol('end'), 'Symbol(end)'],
    ['what has no text', Object.create(null), 'something that cannot be read.'],
    ['the key', new Error(`wrong key ${KEY}`), 'wrong key [redacted]'],
  ])('says what the source threw: %s', async (_, thrown, message) => {
    const { admin } = scripted(({ body }) => imported(body));
    const error = await admin.users.createMany(rows(thrown)).catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringMatching(/^The source of users threw/),
    });
    expect(error.message.endsWith(message)).toBe(true);
    expect(error.cause).toBe(thrown);
  });

  test('also rejects if the iterator is not one', async () => {
    const { admin } = scripted(({ body }) => imported(body));
    const source = { [Symbol.iterator]: () => ({}) };
    await expect(admin.users.createMany(source as never)).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
    await expectRefused(admin.users.createMany({ [Symbol.iterator]: 5 } as never), 'users');
  });
});

describe('users.createMany with failures', () => {
  test('reads the older form of a response, one level deeper', async () => {
    const { admin } = scripted(({ body }) =>
      Object.fromEntries(Object.entries(body.users).map(([uid, data]) => [uid, { success: true, data: { data } }])),
    );
    expect((await admin.users.createMany(people(1))).results[0]?.user?.name).toBe('Person 0');
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'BAD_RESPONSE'],
    ['no reason', { success: false }, 'ERR_BAD_REQUEST'],
    ['a text', { success: false, error: 'no' }, 'ERR_BAD_REQUEST'],
    ['a code that is not known', { success: false, error: { code: 'ERR_NEW', message: 'New' } }, 'ERR_NEW'],
  ])('counts a row that says %s as a failure of that user', async (_, row, code) => {
    const { admin } = scripted(({ body }) => ({ ...imported(body), 'p-1': row }));
    const { created, results } = await admin.users.createMany(people(3));
    expect(created).toBe(2);
    expect(results[1]?.error).toMatchObject({ code, operation: 'createMany', endpoint: 'POST /data_import/users' });
  });

  test('does not show a key that a row repeats', async () => {
    const error = { code: 'ERR_X', message: 'key canary-rest-key', details: { apikey: ['canary-rest-key'] } };
    const { admin } = scripted(() => ({ 'p-0': { success: false, error } }));
    const { results } = await admin.users.createMany(people(1));
    expect(JSON.stringify(results)).toContain('[redacted]');
    expect(JSON.stringify(results)).not.toContain('canary');
  });

  test('settles a lost response by reading the users that "exist already"', async () => {
    hurry();
    const taken = { success: false, error: { code: 'ERR_UID_ALREADY_EXISTS', message: 'Taken' } };
    const { admin, wire } = scripted(({ method, path, body }, count) => {
      if (count === 1) lost();
      if (method === 'GET') {
        if (path === '/users/p-0') return { uid: 'p-0', name: 'Person 0' };
        return path === '/users/p-1' ? { uid: 'p-1', name: 'Somebody else' } : refusal(404, 'ERR_UID_NOT_FOUND');
      }
      return { ...imported(body), 'p-0': taken, 'p-1': taken, 'p-2': taken };
    });
    const { results } = await admin.users.createMany(people(4));
    expect(results.map(({ error }) => error?.code)).toEqual([
      undefined,
      'ERR_UID_ALREADY_EXISTS',
      'CREATE_UNCONFIRMED',
      undefined,
    ]);
    expect(wire().slice(2)).toEqual(['GET /users/p-0', 'GET /users/p-1', 'GET /users/p-2']);
  });

  test('counts a failed chunk as a failure of its users only', async () => {
    const { admin } = scripted(({ body }) => ('p-0' in body.users ? refusal(500, 'ERR_EXCEPTION') : imported(body)), {
      retry: { limit: 0 },
    });
    const { created, failed, results } = await admin.users.createMany(people(70));
    expect([created, failed]).toEqual([20, 50]);
    expect(results[0]?.error).toMatchObject({ code: 'ERR_EXCEPTION', kind: 'server', retryable: true });
  });

  test('rejects with a wrong key, and sends nothing more', async () => {
    const { make, wire } = await serve();
    const made = make({ apiKey: 'b0'.repeat(20) }).users.createMany(people(500), { concurrency: 1 });
    await expect(made).rejects.toMatchObject({ code: 'AUTH_ERR_APIKEY_NOT_FOUND', kind: 'authentication' });
    expect(wire()).toHaveLength(1);
  });

  test('fails the remaining users if the key is revoked meanwhile', async () => {
    const { admin, wire } = scripted(({ body }, count) =>
      count === 1 ? imported(body) : refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND'),
    );
    const { created, failed, results } = await admin.users.createMany(people(250), { concurrency: 1 });
    expect([created, failed]).toEqual([50, 200]);
    expect(results.at(-1)?.error?.code).toBe('AUTH_ERR_APIKEY_NOT_FOUND');
    expect(wire()).toHaveLength(2);
  });

  test('waits as long as a rate limit asks, and continues', async () => {
    hurry();
    let refusals = 2;
    const { admin, wire } = scripted(
      ({ body }) =>
        refusals-- > 0 ? refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, { 'retry-after': '0.05' }) : imported(body),
      { retry: { limit: 0 } },
    );
    expect((await admin.users.createMany(people(60))).created).toBe(60);
    expect(wire()).toHaveLength(4);
  });

  test('sends no more requests in a minute than the rate allows, and an abort ends the wait', async () => {
    const controller = new AbortController();
    const { admin, wire } = scripted(({ body }) => imported(body), { rate: { import: 2 } });
    const made = admin.users.createMany(people(200), { signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    await expect(made).rejects.toMatchObject({ code: 'REQUEST_ABORTED', operation: 'createMany' });
    expect(wire()).toHaveLength(2);
  });

  test('has no more requests in progress than concurrency allows', async () => {
    let [now, most] = [0, 0];
    const { admin } = scripted(async ({ body }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now--;
      return imported(body);
    });
    await admin.users.createMany(people(500), { concurrency: 3 });
    expect(most).toBe(3);
  });

  test('sends nothing if it is aborted before it begins', async () => {
    const { admin, wire } = scripted(({ body }) => imported(body));
    const made = admin.users.createMany(people(5), { signal: AbortSignal.abort() });
    await expect(made).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(wire()).toEqual([]);
  });
});
