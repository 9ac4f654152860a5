import { type Admin, createTokenEndpoint, createUserSyncEndpoint, type Identity, User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { createSpellings, refuseOtherSpelling, spellingOf } from '../../../src/server/uids/spelling.js';
import { scripted, serve } from './admin-support.js';

const collision = (first: string, second: string) =>
  expect.objectContaining({
    name: 'CometChatException',
    code: 'UID_COLLISION',
    kind: 'validation',
    message: expect.stringMatching(new RegExp(`${second}.* ${first}`)),
    details: { uid: [expect.any(String)] },
    hint: expect.stringContaining('toUid'),
    retryable: false,
  });

describe('users.ensure of ids that differ only in letter case', () => {
  test.each([
    ['Ann', 'ann'],
    ['ann', 'Ann'],
    ['ANN', 'Ann'],
  ])('%s, then %s: the second one is refused before a request', async (first, second) => {
    const { admin, emulator, wire } = await serve();
    await admin.users.ensure({ uid: first, name: 'Ann Lee' });
    wire();
    await expect(admin.users.ensure({ uid: second, name: 'Ann Ray' })).rejects.toEqual(collision(first, second));
    await expect(admin.users.ensure({ uid: second, name: 'Ann Ray' })).rejects.toMatchObject({
      operation: 'ensureUser',
    });
    expect(wire()).toEqual([]);
    expect(emulator.users.get('ann')).toMatchObject({ name: 'Ann Lee' });
  });

  test('at the same time: one is refused', async () => {
    const { admin } = await serve();
    const both = [admin.users.ensure({ uid: 'Ann', name: 'Lee' }), admin.users.ensure({ uid: 'ann', name: 'Ray' })];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('the same spelling is fine, however often', async () => {
    const { admin } = await serve();
    for (const outcome of ['created', 'unchanged', 'unchanged'])
      expect((await admin.users.ensure({ uid: 'Ann', name: 'Lee' })).outcome).toBe(outcome);
  });

  test('a User has no spelling: its uid is in lower case', async () => {
    const { admin } = await serve();
    const { user } = await admin.users.ensure({ uid: 'Ann', name: 'Lee' });
    expect((await admin.users.ensure(user)).outcome).toBe('unchanged');
    expect((await admin.users.ensure(new User('ANN', 'Lee'))).outcome).toBe('unchanged');
    expect((await admin.users.ensure({ uid: 'Ann', name: 'Lee' })).outcome).toBe('unchanged');
  });

  test('input that is refused is not remembered', async () => {
    const { admin } = await serve();
    await expect(admin.users.ensure({ uid: 'Ann', name: '' })).rejects.toMatchObject({ kind: 'validation' });
    expect((await admin.users.ensure({ uid: 'ann', name: 'Ray' })).outcome).toBe('created');
  });

  test('an erased user may come back in another spelling, a deactivated one may not', async () => {
    const { admin } = await serve();
    await admin.users.ensure({ uid: 'Ann', name: 'Lee' });
    await admin.users.delete('ann');
    await expect(admin.users.ensure({ uid: 'ann', name: 'Ray' })).rejects.toEqual(collision('Ann', 'ann'));
    await admin.users.delete('Ann', { permanent: true });
    expect((await admin.users.ensure({ uid: 'ann', name: 'Ray' })).outcome).toBe('created');
  });

  test('another admin knows nothing of it', async () => {
    const { admin, make } = await serve();
    await admin.users.ensure({ uid: 'Ann', name: 'Lee' });
    expect((await make().users.ensure({ uid: 'ann', name: 'Lee' })).outcome).toBe('unchanged');
  });
});

test('a webhook of such an id is a 422, and nothing is sent', async () => {
  const { admin, wire } = scripted(({ path }) => ({ uid: path.split('/')[2] ?? 'ann', name: 'Lee' }));
  const errors: unknown[] = [];
  const endpoint = createUserSyncEndpoint({
    admin: admin as Admin,
    verify: () => true,
    map: (user: { uid: string; name: string }) => ({ action: 'ensure', user, at: Date.now() }),
    onError: (error) => errors.push(error),
  });
  const send = (uid: string) =>
    endpoint(new Request('https://a.example', { method: 'POST', body: JSON.stringify({ uid, name: 'Lee' }) }));
  expect((await send('Ann')).status).toBe(200);
  const before = wire().length;
  expect((await send('ann')).status).toBe(422);
  expect(errors).toEqual([collision('Ann', 'ann')]);
  expect(wire()).toHaveLength(before);
});

describe('a token endpoint whose authenticate returns such ids', () => {
  async function open(more: Partial<Parameters<typeof createTokenEndpoint>[0]> = {}) {
    const service = await serve();
    const errors: unknown[] = [];
    const endpoint = createTokenEndpoint({
      admin: service.admin,
      authenticate: async (request) => ({ uid: await request.clone().text() }),
      profile: ({ uid }) => ({ name: `Name of ${uid}` }),
      onError: (error) => errors.push(error),
      ...more,
    });
    const ask = (uid: string) => endpoint(new Request('https://a.example', { method: 'POST', body: uid }));
    return { ...service, ask, errors };
  }

  test.each([undefined, true])('gives no token to the second one (reuse: %s)', async (reuse) => {
    const { ask, errors, wire, emulator } = await open({ reuse });
    expect((await ask('Kevin')).status).toBe(200);
    wire();
    const refused = await ask('kevin');
    expect(refused.status).toBe(422);
    expect(await refused.json()).toEqual({ error: { code: 'UID_COLLISION', message: expect.any(String) } });
    expect(errors).toEqual([collision('Kevin', 'kevin')]);
    expect(wire()).toEqual([]);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
    expect((await ask('Kevin')).status).toBe(200);
  });

  test('the response does not name the other id', async () => {
    const { ask } = await open();
    await ask('ANN');
    expect(await (await ask('ann')).text()).not.toMatch(/ann/i);
  });

  test('at the same time: one gets a token', async () => {
    const { ask } = await open();
    const both = await Promise.all([ask('Ann'), ask('ann')]);
    expect(both.map(({ status }) => status)).toEqual([200, 422]);
  });

  test('it shares the memory of its admin', async () => {
    const { ask, admin } = await open();
    await admin.users.ensure({ uid: 'Ann', name: 'Lee' });
    expect((await ask('ann')).status).toBe(422);
    expect((await ask('Bo')).status).toBe(200);
    await expect(admin.users.ensure({ uid: 'bo', name: 'Ray' })).rejects.toEqual(collision('Bo', 'bo'));
    await admin.users.delete('bo', { permanent: true });
    expect((await ask('bo')).status).toBe(200);
  });

  test('with an admin that the app made itself, it has a memory of its own', async () => {
    const { admin } = await serve();
    const { ask } = await open({ admin: { appId: admin.appId, users: admin.users, authTokens: admin.authTokens } });
    expect((await ask('Ann')).status).toBe(200);
    expect((await ask('ann')).status).toBe(422);
  });

  test('a User has no spelling, and an invalid uid is not remembered', async () => {
    const { admin } = await serve();
    const answers: (Identity | null)[] = [{ uid: 'A N N' }, { uid: 'Ann' }, new User('ANN') as Identity, null];
    const { ask } = await open({ admin, authenticate: () => answers.shift() });
    const statuses = [];
    for (const _ of [...answers]) statuses.push((await ask('')).status);
    expect(statuses).toEqual([500, 200, 200, 401]);
  });
});

describe('the parts that webhooks use', () => {
  test('spellingOf is the uid as it was given, and nothing for a User', () => {
    expect(spellingOf({ uid: 'Ann' })).toBe('Ann');
    for (const input of [new User('Ann'), {}, { uid: 5 }, null, undefined, 'Ann'])
      expect(spellingOf(input)).toBeUndefined();
  });

  test('refuseOtherSpelling compares with what a storage remembers', () => {
    expect(() => refuseOtherSpelling(undefined, 'Ann')).not.toThrow();
    expect(() => refuseOtherSpelling('Ann', 'Ann')).not.toThrow();
    expect(() => refuseOtherSpelling('Ann', 'ann')).toThrow(collision('Ann', 'ann'));
  });

  test('the newest 10,000 spellings are remembered', () => {
    const spellings = createSpellings();
    for (let index = 0; index <= 10_000; index++) spellings.remember(`User-${index}`);
    expect(() => spellings.remember('user-10000')).toThrow(collision('User-10000', 'user-10000'));
    expect(() => spellings.remember('user-1')).toThrow(collision('User-1', 'user-1'));
    expect(() => spellings.remember('user-0')).not.toThrow();
  });
});

test('sync.apply reports such a uid as a change that failed, and knows the uids of users.ensure', async () => {
  const { admin, emulator } = await serve();
  await admin.users.ensure({ uid: 'Ann', name: 'Ann Lee' });
  const change = (uid: string) => ({ action: 'ensure', user: { uid, name: 'Ann Ray' }, at: 1 }) as const;
  const { counts, results } = await admin.sync.apply([change('ann'), change('Ann'), change('bo')]);
  expect(results.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
    ['failed', 'UID_COLLISION'],
    ['updated', undefined],
    ['created', undefined],
  ]);
  expect(counts.failed).toBe(1);
  expect(emulator.users.get('ann')).toMatchObject({ name: 'Ann Ray' });
});

test('after sync.apply has erased a user, the uid may come in another spelling', async () => {
  const { admin } = await serve();
  await admin.sync.apply({ action: 'ensure', user: { uid: 'Ann', name: 'Ann Lee' }, at: 1 });
  await admin.sync.apply({ action: 'erase', uid: 'Ann', at: 2 });
  const { outcome } = await admin.sync.apply({ action: 'ensure', user: { uid: 'ANN', name: 'Ann' }, at: 3 });
  expect(outcome).toBe('created');
});
