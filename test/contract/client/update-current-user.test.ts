import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import { authTokenOf, eventsOf, serve } from '../../support/client-support.js';

const KEVIN = { uid: 'kevin', name: 'Kevin', avatar: 'https://a.example/1.png', metadata: { a: 1 }, role: 'admin' };

async function signedIn() {
  const service = await serve({ users: [KEVIN], roles: ['admin'] });
  const client = service.make();
  const token = await service.tokenOf('kevin');
  const user = await client.login(token);
  service.wire();
  const body = () => service.emulator.requests.at(-1)?.body;
  return { ...service, client, token, user, body };
}

describe('updateCurrentUserDetails', () => {
  test('sends only the changed fields, and returns a new User', async () => {
    const { client, body, wire, emulator } = await signedIn();
    const given = new User('Kevin').setStatusMessage('On the train');
    const before = given.clone();
    const updated = await client.updateCurrentUserDetails(given);
    expect(wire()).toEqual(['PUT /me']);
    expect(body()).toStrictEqual({ statusMessage: 'On the train' });
    expect(updated).toBeInstanceOf(User);
    expect(updated).toMatchObject({ ...KEVIN, statusMessage: 'On the train' });
    expect(given).toEqual(before);
    expect(emulator.users.get('kevin')).toMatchObject({ ...KEVIN, statusMessage: 'On the train' });
  });

  test.each<[string, object]>([
    ['no uid', { name: 'Kev' }],
    ['an undefined uid', { uid: undefined, name: 'Kev' }],
    ['the own uid in capitals', { uid: 'KEVIN', name: 'Kev' }],
    ['the own uid, on a User', new User('Kevin').setName('Kev')],
  ])('with %s changes the signed-in user', async (_, given) => {
    const { client } = await signedIn();
    expect(await client.updateCurrentUserDetails(Object.freeze(given))).toMatchObject({ uid: 'kevin', name: 'Kev' });
  });

  test.each<[string, unknown]>([
    ['a plain object', { uid: 'cometchat-uid-1', name: 'K' }],
    ['a User', new User('cometchat-uid-1').setName('K')],
    ['a User that was read', User.from({ uid: 'cometchat-uid-1' }).setName('K')],
    ['an empty uid', { uid: '', name: 'K' }],
    ['a uid that is not a string', { uid: 5, name: 'K' }],
    ['a uid that is null', { uid: null, name: 'K' }],
    ['a path', { uid: '../me', name: 'K' }],
  ])('with another uid (%s) is refused and sends nothing', async (_, given) => {
    const { client, wire, emulator } = await signedIn();
    await expect(client.updateCurrentUserDetails(given as User)).rejects.toMatchObject({
      code: 'NOT_THE_SIGNED_IN_USER',
      kind: 'validation',
      operation: 'updateCurrentUserDetails',
      details: { uid: [expect.stringContaining('kevin is signed in')] },
    });
    expect(wire()).toEqual([]);
    expect(emulator.users.get('kevin')?.name).toBe('Kevin');
  });

  test('with a form that was filled in for the previous user is refused', async () => {
    const { client, user, tokenOf, wire } = await signedIn();
    const form = { ...user, name: 'Kev' };
    await client.login(await tokenOf('cometchat-uid-1'));
    wire();
    await expect(client.updateCurrentUserDetails(form)).rejects.toMatchObject({ code: 'NOT_THE_SIGNED_IN_USER' });
    expect(wire()).toEqual([]);
  });

  test('with the user of login() sends the fields that were set since', async () => {
    const { client, user, body } = await signedIn();
    await client.updateCurrentUserDetails(user.setName('Kev'));
    expect(body()).toStrictEqual({ name: 'Kev' });
    await client.updateCurrentUserDetails(user.setAvatar(null).setMetadata(null));
    expect(body()).toStrictEqual({ name: 'Kev', unset: ['avatar', 'metadata'] });
  });

  test('refreshes the session and keeps its token', async () => {
    const { client, token } = await signedIn();
    const { told } = eventsOf(client);
    await client.updateCurrentUserDetails({ name: 'Kev' });
    expect(told).toEqual([
      ['userUpdated', expect.objectContaining({ user: expect.objectContaining({ name: 'Kev' }) })],
    ]);
    expect(authTokenOf(client)).toBe(token);
    expect(client.session.getSnapshot()).toMatchObject({ user: { name: 'Kev' } });
  });

  test("leaves out a role that is the user's current one", async () => {
    const { client, user, body } = await signedIn();
    await client.updateCurrentUserDetails(user.clone().setRole('admin').setName('Kev'));
    expect(body()).toStrictEqual({ name: 'Kev' });
    await client.updateCurrentUserDetails({ role: 'admin', name: 'Kevin' });
    expect(body()).toStrictEqual({ name: 'Kevin' });
  });

  test('refuses another role, and sends nothing', async () => {
    const { client, wire } = await signedIn();
    const update = client.updateCurrentUserDetails({ role: 'default', name: 'K' });
    await expect(update).rejects.toMatchObject({
      code: 'ROLE_NOT_EDITABLE',
      kind: 'permission',
      details: { role: [expect.any(String)] },
    });
    expect(wire()).toEqual([]);
  });

  test('rejects with every issue at once and sends nothing', async () => {
    const { client, wire } = await signedIn();
    const update = client.updateCurrentUserDetails({ name: ' ', avatar: 'x', tags: 'x' as unknown as string[] });
    await expect(update).rejects.toMatchObject({
      code: 'INVALID_USER_NAME',
      operation: 'updateCurrentUserDetails',
      details: { name: [expect.any(String)], avatar: [expect.any(String)], tags: [expect.any(String)] },
    });
    expect(wire()).toEqual([]);
  });

  test.each([undefined, null, 'kevin', 5])('of %j rejects and sends nothing', async (given) => {
    const { client, wire } = await signedIn();
    await expect(client.updateCurrentUserDetails(given as unknown as User)).rejects.toMatchObject({
      code: 'MISSING_PARAMETERS',
    });
    expect(wire()).toEqual([]);
  });

  test('without a signed-in user rejects and sends nothing', async () => {
    const { make, wire } = await serve();
    await expect(make().updateCurrentUserDetails({ name: 'K' })).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN' });
    expect(wire()).toEqual([]);
  });
});

test('a missing role counts as "default"', async () => {
  const { make, tokenOf, wire } = await serve();
  const client = make();
  await client.login(await tokenOf('andy'));
  wire();
  await client.updateCurrentUserDetails({ role: 'default', name: 'A' });
  await expect(client.updateCurrentUserDetails({ role: 'admin' })).rejects.toMatchObject({ code: 'ROLE_NOT_EDITABLE' });
  expect(wire()).toEqual(['PUT /me']);
});
