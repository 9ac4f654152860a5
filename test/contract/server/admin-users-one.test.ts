import { CometChatException, User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { OPERATION_HINTS } from '../../../src/errors/server-codes.js';
import * as operations from '../../../src/server/resources/users/endpoints.js';
import { expectRefused, hurry, lost, refusal, type Service, scripted, serve } from './admin-support.js';

const FULL = {
  name: 'Zoë',
  avatar: 'https://a.example/1.png',
  link: 'https://a.example/zoe',
  role: 'guide',
  metadata: { '@private': { email: 'z@example.com' }, rank: 1 },
  statusMessage: 'Hi',
  tags: ['a', 'b'],
};

describe('users.create', () => {
  test('sends every field that is set, and returns the user of the response', async () => {
    const { admin, emulator, wire } = await serve({ roles: ['guide'] });
    const made = await admin.users.create({ uid: 'Zoe', ...FULL });
    expect(made).toBeInstanceOf(User);
    expect(made.toJSON()).toEqual({ uid: 'zoe', ...FULL, status: 'offline', createdAt: expect.any(Number) });
    expect(made.authToken).toBeUndefined();
    expect(emulator.users.get('zoe')).toMatchObject(FULL);
    expect(wire()).toEqual(['POST /users']);
  });

  test('with withAuthToken returns a token too, which no JSON contains', async () => {
    const { admin, emulator, body } = await serve();
    const made = await admin.users.create(new User('zoe', 'Zoë'), { withAuthToken: true });
    expect(body()).toEqual({ uid: 'zoe', name: 'Zoë', withAuthToken: true });
    expect(emulator.users.authTokens('zoe')).toEqual([made.getAuthToken()]);
    expect(JSON.stringify(made)).not.toContain(made.getAuthToken());
  });

  test('rejects with every issue at once and sends nothing', async () => {
    const { admin, wire } = await serve();
    const user = new User('a b').setAvatar('x').setTags(['']);
    const options = { withAuthToken: 'yes' as unknown as boolean };
    await expectRefused(admin.users.create(user, options), 'uid', 'name', 'avatar', 'tags', 'withAuthToken');
    for (const bad of [undefined, null, 'zoe', 5, [], {}])
      await expectRefused(admin.users.create(bad as never), 'uid', 'name');
    await expectRefused(admin.users.create({ uid: 'zoe', name: 'Z', metadata: { x: 'y'.repeat(6_000) } }), 'metadata');
    expect(wire()).toEqual([]);
  });

  test('with a uid that is taken is a conflict, also by a deactivated user', async () => {
    const { admin } = await serve();
    const conflict = { code: 'ERR_UID_ALREADY_EXISTS', kind: 'conflict', hint: expect.stringContaining('ensure()') };
    await expect(admin.users.create({ uid: 'KEVIN', name: 'K' })).rejects.toMatchObject(conflict);
    await admin.users.deactivate('kevin');
    await expect(admin.users.create({ uid: 'kevin', name: 'K' })).rejects.toMatchObject(conflict);
  });

  test('with an unknown role says to create the role', async () => {
    const { admin } = await serve();
    const made = admin.users.create({ uid: 'zoe', name: 'Z', role: 'nobody' });
    await expect(made).rejects.toMatchObject({
      code: 'ERR_BAD_REQUEST',
      kind: 'validation',
      details: { role: [expect.any(String)] },
      hint: 'Create the role first, with roles.create().',
    });
  });

  test('is settled by a read if the response was lost, with the token', async () => {
    hurry();
    const zoe = { uid: 'zoe', name: 'Zoë', metadata: { since: new Date(0) } };
    const token = `zoe_1700000000${'a'.repeat(30)}`;
    const { admin, wire } = scripted(({ method, path }, count) => {
      if (count === 1) lost();
      if (path === '/users') return refusal(400, 'ERR_UID_ALREADY_EXISTS');
      return method === 'GET' ? JSON.parse(JSON.stringify(zoe)) : { uid: 'zoe', authToken: token };
    });
    const made = await admin.users.create(zoe, { withAuthToken: true });
    expect(made.getAuthToken()).toBe(token);
    expect(wire()).toEqual(['POST /users', 'POST /users', 'GET /users/zoe', 'POST /users/zoe/auth_tokens']);
  });
});

describe('users.get', () => {
  test('reads a user by a uid in any letter case or by a User, below /v3 with the key and the app', async () => {
    const { admin, emulator, wire } = await serve();
    expect(await admin.users.get('KEVIN')).toMatchObject({ uid: 'kevin', name: 'Kevin' });
    expect(await admin.users.get(new User('kevin'))).toBeInstanceOf(User);
    expect(wire()).toEqual(['GET /users/kevin', 'GET /users/kevin']);
    expect(emulator.requests[0]).toMatchObject({
      url: expect.stringMatching(/\/v3\/users\/kevin$/),
      headers: { apikey: emulator.apiKey, appid: 'app-1' },
    });
  });

  test('with onBehalfOf reads as another user', async () => {
    const { admin } = await serve();
    await admin.users.update({ uid: 'kevin', metadata: { '@private': { email: 'k@example.com' }, rank: 1 } });
    await admin.blockedUsers.block('andy', 'kevin');
    expect((await admin.users.get('kevin')).metadata).toHaveProperty('@private');
    const seen = await admin.users.get('kevin', { onBehalfOf: 'andy' });
    expect(seen).toMatchObject({ metadata: { rank: 1 }, blockedByMe: true });
    expect(seen.metadata).not.toHaveProperty('@private');
  });

  test('of an unknown or deactivated user is not found and says how to reactivate it', async () => {
    const { admin } = await serve();
    await admin.users.delete('kevin');
    for (const uid of ['nobody', 'kevin'])
      await expect(admin.users.get(uid)).rejects.toMatchObject({
        code: 'ERR_UID_NOT_FOUND',
        kind: 'notFound',
        status: 404,
        operation: 'getUser',
        endpoint: 'GET /users/{uid}',
        hint: expect.stringContaining('users.reactivate()'),
      });
  });

  test.each([undefined, null, '', ' ', '../me', 'a/b', '..', 'x'.repeat(101), 5, {}, [], Symbol('s')])(
    'of %s rejects before a request',
    async (uid) => {
      const { admin, wire } = await serve();
      await expectRefused(admin.users.get(uid as string), 'uid');
      await expectRefused(admin.users.get(uid as string, { onBehalfOf: 'a b' }), 'uid', 'onBehalfOf');
      expect(wire()).toEqual([]);
    },
  );
});

describe('users.update', () => {
  test('sends the changed fields, clears the fields of unset, and returns the updated user', async () => {
    const { admin, emulator, body } = await serve({ users: [{ uid: 'zoe', ...FULL, role: 'default' }] });
    const user = (await admin.users.get('zoe')).setName('Z').setAvatar(null);
    const updated = await admin.users.update(user);
    expect(body()).toEqual({ name: 'Z', unset: ['avatar'] });
    expect(updated).toMatchObject({ uid: 'zoe', name: 'Z', link: FULL.link });
    expect(emulator.users.get('zoe')).not.toHaveProperty('avatar');
  });

  test('rejects a bad field and an unknown user', async () => {
    const { admin, wire } = await serve();
    await expectRefused(admin.users.update({ uid: 'a b', link: 'x', role: 'my role' }), 'uid', 'link', 'role');
    expect(wire()).toEqual([]);
    await expect(admin.users.update({ uid: 'nobody', name: 'N' })).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
  });
});

describe('users.delete of a user that is not active', () => {
  const wayOut = /^(?!.*(?:users\.create|Create the user)).*permanent: true.*users\.reactivate\(\)/;

  test.each<[string, (service: Service) => Promise<unknown>]>([
    ['deactivated', ({ admin }) => admin.users.deactivate('kevin')],
    ['erased', ({ admin }) => admin.users.delete('kevin', { permanent: true })],
  ])('%s, suggests possible next steps, not to create the user', async (_, before) => {
    const told: unknown[] = [];
    const service = await serve();
    const admin = service.make({ hooks: { onError: ({ error }) => told.push(error.hint) } });
    await before(service);
    const error = await admin.users.delete('kevin').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'ERR_UID_NOT_FOUND', kind: 'notFound', hint: expect.stringMatching(wayOut) });
    expect(told).toEqual([error.hint]);
  });

  test('the hint of deactivate is alike if the service refuses it; other operations suggest users.create()', async () => {
    const { admin } = scripted(() => refusal(404, 'ERR_UID_NOT_FOUND'));
    const hintOf = (call: Promise<unknown>) =>
      call.then(
        () => expect.fail('It resolved.'),
        ({ hint }) => hint,
      );
    expect(await hintOf(admin.users.deactivate('kevin'))).toMatch(wayOut);
    expect(await hintOf(admin.users.reactivate('kevin'))).toMatch(/^No user has this uid/);
    expect(await hintOf(admin.users.get('kevin'))).toContain('users.create()');
  });

  test('each operation with its own hint exists', () => {
    const names = Object.values(operations).map((endpoint) => ('name' in endpoint ? endpoint.name : undefined));
    for (const hints of Object.values(OPERATION_HINTS))
      expect(names).toEqual(expect.arrayContaining(Object.keys(hints)));
  });
});

describe('users.delete', () => {
  test('deactivates; with permanent in the body it erases', async () => {
    const { admin, emulator, wire, body } = await serve();
    expect(await admin.users.delete('kevin')).toBeUndefined();
    expect(body()).toEqual({ permanent: false });
    expect(emulator.users.get('kevin')?.deactivatedAt).toEqual(expect.any(Number));
    await admin.users.delete(new User('kevin'), { permanent: true });
    expect(body()).toEqual({ permanent: true });
    expect(emulator.users.get('kevin')).toBeUndefined();
    expect(wire()).toEqual(['DELETE /users/kevin', 'DELETE /users/kevin']);
    await expect(admin.users.delete('kevin')).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
  });

  test('resolves if the response was lost and the user is not found', async () => {
    hurry();
    const { admin, wire } = scripted((_, count) => (count === 1 ? lost() : refusal(404, 'ERR_UID_NOT_FOUND')));
    await admin.users.delete('kevin', { permanent: true });
    expect(wire()).toHaveLength(2);
    const other = scripted((_, count) => (count === 1 ? lost() : refusal(403, 'AUTH_ERR_NO_ACCESS')));
    await expect(other.admin.users.delete('kevin')).rejects.toMatchObject({ code: 'AUTH_ERR_NO_ACCESS' });
  });

  test('rejects wrong arguments before a request: a typo must not erase a user', async () => {
    const { admin, wire } = await serve();
    await expectRefused(admin.users.delete('', { permanent: 'false' as never }), 'uid', 'permanent');
    expect(wire()).toEqual([]);
  });
});

test('every rejection is a CometChatException', async () => {
  const { admin } = await serve();
  await expect(admin.users.get('nobody')).rejects.toBeInstanceOf(CometChatException);
});
