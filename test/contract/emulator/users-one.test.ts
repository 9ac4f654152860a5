import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const NOT_FOUND = failure(404, 'ERR_UID_NOT_FOUND');

describe('GET /users/{uid}', () => {
  test('reads in any letter case, under both versions', async () => {
    const { call, emulator } = await start();
    for (const version of ['v3', 'v3.0']) {
      const { status, json } = await call('GET', `/${version}/users/CometChat-UID-1`);
      expect(status).toBe(200);
      expect(json).toStrictEqual({ data: emulator.users.get('cometchat-uid-1') });
      expect(json.data).toMatchObject({
        name: 'Andrew Joseph',
        avatar: 'https://assets.cometchat.io/sampleapp/v2/users/cometchat-uid-1.webp',
        role: 'default',
      });
    }
  });

  test.each(['nobody', 'a%2Fb', '%E0%A4', 'a b', '..%2Fme', '\u212Aevin'])('does not find %s', async (uid) => {
    const { call } = await start();
    expect(await call('GET', `/v3/users/${uid}`)).toMatchObject(NOT_FOUND);
  });

  test('does not find a deactivated user, but finds it after a reactivation', async () => {
    const { call } = await start();
    await call('DELETE', '/v3/users/cometchat-uid-2');
    expect(await call('GET', '/v3/users/cometchat-uid-2')).toMatchObject(NOT_FOUND);
    await call('PUT', '/v3/users', { body: { uidsToActivate: ['cometchat-uid-2'] } });
    expect(await call('GET', '/v3/users/cometchat-uid-2')).toMatchObject({ status: 200 });
  });

  test('on behalf of a user, returns the fields that this user may see', async () => {
    const { call } = await start();
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo', metadata: { '@private': { pin: 1 }, a: 1 } } });
    const read = async (onbehalfof: string) => call('GET', '/v3/users/bo', { headers: { onbehalfof } });
    expect((await read('bo')).json.data.metadata).toEqual({ '@private': { pin: 1 }, a: 1 });
    expect((await read('cometchat-uid-1')).json.data.metadata).toEqual({ a: 1 });
    expect(await read('nobody')).toMatchObject(NOT_FOUND);
  });
});

describe('PUT /users/{uid}', () => {
  test('changes the fields of the body, keeps the others, and sets updatedAt', async () => {
    const time = stoppedClock(1_700_000_000);
    const { call } = await start({ clock: time.clock, roles: ['admin'] });
    const before = { uid: 'bo', name: 'Bo', link: 'https://a.b', metadata: { a: 1, b: 2 }, tags: ['x', 'y'] };
    await call('POST', '/v3/users', { body: before });
    time.advance(60);
    const body = { name: 'Bob', role: 'admin', metadata: { c: 3 }, tags: ['z'], statusMessage: 'Hi' };
    const { json } = await call('PUT', '/v3/users/BO', { body, as: 'authKey' });
    expect(json).toStrictEqual({
      data: { ...before, ...body, status: 'offline', createdAt: 1_700_000_000, updatedAt: 1_700_000_060 },
    });
    expect((await call('GET', '/v3/users/bo')).json).toStrictEqual(json);
  });

  test('unsets avatar, link and metadata', async () => {
    const { call, emulator } = await start();
    const full = { uid: 'bo', name: 'Bo', avatar: 'https://a.b', link: 'https://a.b', metadata: { a: 1 } };
    await call('POST', '/v3/users', { body: full });
    await call('PUT', '/v3/users/bo', { body: { unset: ['avatar', 'link', 'metadata'] } });
    const user = emulator.users.get('bo');
    for (const field of ['avatar', 'link', 'metadata']) expect(user).not.toHaveProperty(field);
    expect(user?.name).toBe('Bo');
  });

  test('ignores a uid in the body', async () => {
    const { call, emulator } = await start();
    await call('PUT', '/v3/users/cometchat-uid-1', { body: { uid: 'other', name: 'A' } });
    expect(emulator.users.get('cometchat-uid-1')?.name).toBe('A');
    expect(emulator.users.get('other')).toBeUndefined();
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ avatar: null }, 'avatar'],
    [{ link: 'ftp://a.b' }, 'link'],
    [{ metadata: null }, 'metadata'],
    [{ tags: null }, 'tags'],
    [{ tags: [1] }, 'tags'],
    [{ role: 'ghost' }, 'role'],
    [{ unset: 'avatar' }, 'unset'],
    [{ unset: ['tags'] }, 'unset'],
    [{ unset: ['role'] }, 'unset'],
  ])('refuses %j and changes nothing', async (body, field) => {
    const { call, emulator } = await start();
    const before = emulator.users.get('cometchat-uid-1');
    expect(await call('PUT', '/v3/users/cometchat-uid-1', { body: { statusMessage: 'x', ...body } })).toMatchObject(
      invalid(field),
    );
    expect(emulator.users.get('cometchat-uid-1')).toEqual(before);
  });

  test('keeps updatedAt if nothing changes', async () => {
    const { call, emulator } = await start();
    const before = emulator.users.get('cometchat-uid-1');
    for (const body of [undefined, {}, { uid: 'other', hasBlockedMe: true }, { unset: [] }]) {
      expect((await call('PUT', '/v3/users/cometchat-uid-1', { body })).json).toStrictEqual({ data: before });
    }
  });

  test('creates no user', async () => {
    const { call, emulator } = await start();
    expect(await call('PUT', '/v3/users/nobody', { body: { name: 'N' } })).toMatchObject(NOT_FOUND);
    expect(emulator.users.list()).toHaveLength(5);
  });
});

describe('DELETE /users/{uid}', () => {
  test('deactivates by default, once', async () => {
    const { call, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const { status, json } = await call('DELETE', '/v3/users/Cometchat-uid-1');
    expect(status).toBe(200);
    expect(json).toStrictEqual({ data: { success: true, message: expect.stringContaining('cometchat-uid-1') } });
    expect(emulator.users.get('cometchat-uid-1')?.deactivatedAt).toBe(1_700_000_000);
    expect(await call('DELETE', '/v3/users/cometchat-uid-1')).toMatchObject(NOT_FOUND);
  });

  test.each([
    ['the body', '/v3/users/cometchat-uid-1', { permanent: true }],
    ['the query', '/v3/users/cometchat-uid-1?permanent=true', undefined],
  ])('deletes permanently if %s says so, also a deactivated user', async (_, path, body) => {
    const { call, emulator, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    await call('DELETE', '/v3/users/cometchat-uid-1');
    expect(await call('DELETE', path, { body })).toMatchObject({ status: 200 });
    expect(emulator.users.get('cometchat-uid-1')).toBeUndefined();
    expect(emulator.users.list()).toHaveLength(4);
    await call('POST', '/v3/users', { body: { uid: 'cometchat-uid-1', name: 'New' } });
    const old = await call('GET', '/v3/users/cometchat-uid-1', { as: { token } });
    expect(old).toMatchObject(failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'));
  });

  test('refuses an invalid flag, and a user who does not exist', async () => {
    const { call, emulator } = await start();
    const flagged = await call('DELETE', '/v3/users/cometchat-uid-1', { body: { permanent: 'yes' } });
    expect(flagged).toMatchObject(invalid('permanent'));
    expect(await call('DELETE', '/v3/users/cometchat-uid-1?permanent=maybe')).toMatchObject(invalid('permanent'));
    expect(await call('DELETE', '/v3/users/nobody?permanent=true')).toMatchObject(NOT_FOUND);
    expect(emulator.users.list().filter((user) => user.deactivatedAt !== undefined)).toEqual([]);
  });
});
