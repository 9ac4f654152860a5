import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import { aWhile, deferred, eventsOf, make as makeAlone, scripted, serve } from '../../support/client-support.js';

async function signedIn() {
  const service = await serve({ clock: () => 1_700_000_000_000 });
  const client = service.make();
  const token = await service.tokenOf('kevin');
  await client.login(token);
  service.wire();
  return { ...service, client, token };
}

const HOSTILE = [
  '../me',
  '..',
  '.',
  'a/b',
  'a?x',
  'a#x',
  'a%2fb',
  '%2e%2e',
  'a\\b',
  'a b',
  'ünï',
  '\u212A',
  '',
  ' ',
  'a'.repeat(101),
];

describe('getUser', () => {
  test('returns a new User, for a uid in any case', async () => {
    const { client, wire } = await signedIn();
    const user = await client.getUser('ANDY');
    expect(user).toBeInstanceOf(User);
    expect(user.toJSON()).toMatchObject({ uid: 'andy', name: 'Andy', status: 'offline' });
    expect(user.getAuthToken()).toBe('');
    expect(wire()).toEqual(['GET /users/andy']);
  });

  test('accepts a User or any object with a uid', async () => {
    const { client } = await signedIn();
    expect(await client.getUser(new User('andy'))).toMatchObject({ uid: 'andy' });
    expect(await client.getUser({ uid: 'Andy' } as User)).toMatchObject({ uid: 'andy' });
  });

  test.each(HOSTILE)('of %j sends nothing', async (uid) => {
    const { client, wire, emulator } = await signedIn();
    for (const given of [uid, { uid } as User]) {
      await expect(client.getUser(given)).rejects.toMatchObject({ code: 'INVALID_UID', operation: 'getUser' });
    }
    await expect(client.updateUser({ uid, name: 'N' }, emulator.authKey)).rejects.toMatchObject({
      code: 'INVALID_UID',
    });
    await expect(client.login(uid, emulator.authKey)).rejects.toMatchObject({ code: 'INVALID_UID' });
    expect(wire()).toEqual([]);
  });

  test.each([undefined, null, {}, []])('of %j asks for a uid', async (given) => {
    const { client, wire } = await signedIn();
    await expect(client.getUser(given as unknown as string)).rejects.toMatchObject({ code: 'UID_IS_COMPULSORY' });
    expect(wire()).toEqual([]);
  });

  test('without a signed-in user rejects and sends nothing', async () => {
    const { make, wire } = await serve();
    await expect(make().getUser('andy')).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN' });
    expect(wire()).toEqual([]);
  });

  test('of an unknown user says so', async () => {
    const { client } = await signedIn();
    await expect(client.getUser('nobody')).rejects.toMatchObject({
      code: 'ERR_UID_NOT_FOUND',
      kind: 'notFound',
      attempts: 1,
    });
  });

  test('of the signed-in user refreshes the session', async () => {
    const { client, admin } = await signedIn();
    await admin('PUT', '/users/kevin', { name: 'Kev' });
    const { told } = eventsOf(client);
    await client.getUser('Kevin');
    expect(told).toEqual([['userUpdated', expect.objectContaining({ changed: ['name', 'updatedAt'] })]]);
    expect(client.session.getSnapshot()).toMatchObject({ user: { name: 'Kev' } });
  });
});

test('of the signed-in user before an update does not overwrite the update', async () => {
  const read = deferred<object>();
  const { fetch } = scripted(({ method, body }) =>
    method === 'GET' ? read.promise : { uid: 'kevin', name: body.name ?? 'Old' },
  );
  const client = makeAlone({ fetch });
  await client.login('kevin_1');
  const got = client.getUser('kevin');
  await aWhile(5);
  await client.updateCurrentUserDetails({ name: 'New' });
  read.resolve({ uid: 'kevin', name: 'Old' });
  expect(await got).toMatchObject({ name: 'Old' });
  expect(client.session.getSnapshot()).toMatchObject({ user: { name: 'New' } });
});
