import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

describe('POST /users', () => {
  test('stores every field, lower-cases the uid and returns the row', async () => {
    const { call, emulator } = await start({ roles: ['admin'], clock: stoppedClock(1_700_000_000).clock });
    const user = {
      uid: 'Kevin_01-A',
      name: 'Kevin 🎉',
      avatar: 'https://example.com/a.png',
      link: 'http://example.com/kevin',
      role: 'admin',
      metadata: { '@private': { email: 'k@example.com' }, nested: { list: [1, null] } },
      tags: ['one', 'two'],
      statusMessage: '',
    };
    const { status, json } = await call('POST', '/v3/users', { body: user });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      data: { ...user, uid: 'kevin_01-a', status: 'offline', createdAt: 1_700_000_000 },
    });
    expect(emulator.users.get('KEVIN_01-A')).toStrictEqual(json.data);
  });

  test('leaves out what was not given', async () => {
    const { call } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const { json } = await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    expect(json.data).toStrictEqual({
      uid: 'bo',
      name: 'Bo',
      role: 'default',
      status: 'offline',
      tags: [],
      createdAt: 1_700_000_000,
    });
  });

  test('creates a valid token if requested', async () => {
    const { call, emulator } = await start();
    const { json } = await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo', withAuthToken: true } });
    expect(json.data.authToken).toMatch(/^bo_\d{10}[0-9a-f]{30}$/);
    expect(emulator.users.authTokens('bo')).toEqual([json.data.authToken]);
    expect(await call('GET', '/v3/users/bo', { as: { token: json.data.authToken } })).toMatchObject({ status: 200 });
    expect(emulator.users.get('bo')).not.toHaveProperty('withAuthToken');
  });

  test('ignores unknown fields, as the vendor sends them', async () => {
    const { call } = await start();
    const body = { uid: 'bo', name: 'Bo', hasBlockedMe: false, blockedByMe: false, deactivatedAt: 0, status: 'online' };
    const { json } = await call('POST', '/v3.0/users', { body, as: 'authKey' });
    expect(json.data).toMatchObject({ uid: 'bo', status: 'offline' });
    expect(json.data).not.toHaveProperty('deactivatedAt');
    expect(json.data).not.toHaveProperty('hasBlockedMe');
  });

  test('refuses a taken uid, in any case and also while deactivated', async () => {
    const { call } = await start();
    const again = () => call('POST', '/v3/users', { body: { uid: 'COMETCHAT-UID-1', name: 'Other' } });
    const taken = failure(400, 'ERR_UID_ALREADY_EXISTS');
    expect(await again()).toMatchObject(taken);
    await call('DELETE', '/v3/users/cometchat-uid-1');
    expect(await again()).toMatchObject(taken);
    await call('DELETE', '/v3/users/cometchat-uid-1', { body: { permanent: true } });
    expect(await again()).toMatchObject({ status: 200, json: { data: { name: 'Other' } } });
  });

  test.each([
    ['nothing', {}, ['uid', 'name']],
    ['no name', { uid: 'a' }, ['name']],
    ['an empty uid', { uid: '', name: 'A' }, ['uid']],
    ['a space in the uid', { uid: 'a b', name: 'A' }, ['uid']],
    ['a letter that only looks like k', { uid: '\u212Aevin', name: 'A' }, ['uid']],
    ['101 characters of uid', { uid: 'a'.repeat(101), name: 'A' }, ['uid']],
    ['a number for a uid', { uid: 7, name: 'A' }, ['uid']],
    ['a blank name', { uid: 'a', name: '  ' }, ['name']],
    ['101 characters of name', { uid: 'a', name: '🎉'.repeat(101) }, ['name']],
    ['a null avatar', { uid: 'a', name: 'A', avatar: null }, ['avatar']],
    ['an empty avatar', { uid: 'a', name: 'A', avatar: '' }, ['avatar']],
    ['a script for an avatar', { uid: 'a', name: 'A', avatar: 'javascript:alert(1)' }, ['avatar']],
    ['a link without a host', { uid: 'a', name: 'A', link: 'https://' }, ['link']],
    ['3,001 characters of link', { uid: 'a', name: 'A', link: `https://a.b/${'x'.repeat(2989)}` }, ['link']],
    ['a role that does not exist', { uid: 'a', name: 'A', role: 'ghost' }, ['role']],
    ['a role named as a prototype method', { uid: 'a', name: 'A', role: 'constructor' }, ['role']],
    ['metadata as text', { uid: 'a', name: 'A', metadata: '{}' }, ['metadata']],
    ['metadata as an array', { uid: 'a', name: 'A', metadata: [] }, ['metadata']],
    ['5,121 bytes of metadata', { uid: 'a', name: 'A', metadata: { a: 'é'.repeat(2557) } }, ['metadata']],
    ['tags as text', { uid: 'a', name: 'A', tags: 'x' }, ['tags']],
    ['26 tags', { uid: 'a', name: 'A', tags: Array(26).fill('x') }, ['tags']],
    ['a tag of 101 characters', { uid: 'a', name: 'A', tags: ['x'.repeat(101)] }, ['tags']],
    ['a null status message', { uid: 'a', name: 'A', statusMessage: null }, ['statusMessage']],
    ['a flag as text', { uid: 'a', name: 'A', withAuthToken: 'true' }, ['withAuthToken']],
    ['much at once', { uid: '!', avatar: 1, tags: {} }, ['uid', 'name', 'avatar', 'tags']],
  ])('refuses %s and names the fields', async (_, body, fields) => {
    const { call, emulator } = await start();
    const reply = await call('POST', '/v3/users', { body });
    expect({ status: reply.status, json: reply.json }).toEqual(invalid(...fields));
    expect(emulator.users.list()).toHaveLength(5);
  });

  test('accepts values exactly at the limits', async () => {
    const { call } = await start();
    const metadata = { a: 'é'.repeat(2556) }; // {"a":"…"} is 8 bytes more
    const body = {
      uid: 'a'.repeat(100),
      name: '🎉'.repeat(100),
      link: `https://a.b/${'x'.repeat(2988)}`,
      metadata,
      tags: Array(25).fill('🎉'),
    };
    expect(await call('POST', '/v3/users', { body })).toMatchObject({ status: 200, json: { data: body } });
    const tag = { uid: 'b', name: 'B', tags: ['🎉'.repeat(100)] };
    expect(await call('POST', '/v3/users', { body: tag })).toMatchObject({ status: 200 });
  });

  test.each(['__proto__', 'constructor', 'tostring', 'hasownproperty'])(
    'treats this name like any other: %s',
    async (uid) => {
      const { call } = await start();
      expect(await call('GET', `/v3/users/${uid}`)).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
      const body = `{"uid":"${uid}","name":"N","metadata":{"__proto__":{"a":1}}}`;
      expect((await call('POST', '/v3/users', { body })).status).toBe(200);
      const { json } = await call('GET', `/v3/users/${uid}`);
      expect(json.data.uid).toBe(uid);
      expect(JSON.stringify(json.data.metadata)).toBe('{"__proto__":{"a":1}}');
      expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
    },
  );

  test('a test that changes a recorded body does not change the user', async () => {
    const { call, emulator } = await start();
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo', metadata: { a: { b: 1 } }, tags: ['x'] } });
    const sent = emulator.requests[0]?.body as { metadata: { a: { b: number } }; tags: string[] };
    sent.metadata.a.b = 2;
    sent.tags.push('y');
    expect(emulator.users.get('bo')).toMatchObject({ metadata: { a: { b: 1 } }, tags: ['x'] });
  });
});
