import { describe, expect, test, vi } from 'vitest';
import { internalsOf } from '../../../src/client/internals.js';
import { User } from '../../../src/index.js';
import { markOf } from '../../../src/session/agreement.js';
import { authTokenOf, eventsOf, KEY, openStorage, serve, uidOf } from '../../support/client-support.js';

async function signedIn() {
  const service = await serve();
  const storage = openStorage();
  const client = service.make({ storage });
  const token = await service.tokenOf('kevin');
  await client.login(token);
  service.wire();
  const { take } = eventsOf(client);
  return { ...service, storage, client, token, take, vendor: internalsOf(client).vendor };
}

const named = (uid: string, name: string) => User.from({ uid, name });

test('the internals are not seen by a spread, a log or a loop', async () => {
  const { client } = await signedIn();
  expect(Object.getOwnPropertySymbols({ ...client })).toEqual([]);
  expect(Object.getOwnPropertyDescriptor(client, Symbol.for('cometchat-users.internal'))?.enumerable).toBe(false);
});

describe('a login of the vendor’s SDK', () => {
  test('becomes our session without a request', async () => {
    const { client, vendor, take, wire, storage } = await signedIn();
    const onLogin = vi.fn();
    internalsOf(client).onLoginSuccess(onLogin);
    await vendor.takeOver(named('andy', 'Andy'), 'andy_token');
    expect([uidOf(client), authTokenOf(client)]).toEqual(['andy', 'andy_token']);
    expect(take().map(([event]) => event)).toEqual(['signedOut', 'signedIn']);
    expect(onLogin).toHaveBeenCalledOnce();
    expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ authToken: 'andy_token' });
    expect(wire()).toEqual([]);
  });

  test('with another token of the same user says where the token came from', async () => {
    const { vendor, take, client } = await signedIn();
    const state = client.session.getSnapshot();
    const user = state.status === 'signedIn' ? state.user : named('kevin', 'Kevin');
    await vendor.takeOver(user, 'kevin_token');
    expect(take()).toEqual([['tokenChanged', { uid: 'kevin', source: 'vendor' }]]);
  });
});

test('a profile of the vendor’s SDK becomes ours without a request; other users are ignored', async () => {
  const { vendor, take, wire } = await signedIn();
  await vendor.update(named('andy', 'Andrew'));
  expect(take()).toEqual([]);
  const ours = vendor.current()?.user ?? named('kevin', 'Kevin');
  await vendor.update(User.from({ ...ours.toJSON(), name: 'Kev' }));
  const user = expect.objectContaining({ name: 'Kev', createdAt: expect.any(Number) });
  expect(take()).toEqual([['userUpdated', { user, changed: ['name'], source: 'vendor' }]]);
  expect(wire()).toEqual([]);
});

test('a logout of the vendor’s SDK ends our session without a request, and a login in progress', async () => {
  const { client, vendor, tokenOf, take, wire } = await signedIn();
  const login = client.login(await tokenOf('andy'));
  await vendor.end();
  await expect(login).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED' });
  expect(take()).toContainEqual(['signedOut', { uid: 'kevin', reason: 'logout' }]);
  expect(wire()).not.toContain('DELETE /me');
});

describe('a check', () => {
  test('is one request, and changes nothing if the token is good', async () => {
    const { client, vendor, take, wire } = await signedIn();
    await vendor.check();
    expect(wire()).toEqual(['GET /users/kevin']);
    expect(take()).toEqual([]);
    expect(uidOf(client)).toBe('kevin');
  });

  test('ends the session if the token was revoked', async () => {
    const { vendor, revoke, take, wire } = await signedIn();
    await revoke('kevin');
    await vendor.check();
    expect(wire()).toEqual(['GET /users/kevin']);
    expect(take()).toEqual([['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }]]);
  });

  test('never rejects', async () => {
    const { vendor, emulator, client } = await signedIn();
    await emulator.close();
    await vendor.check();
    expect(uidOf(client)).toBe('kevin');
  });
});

test('the agreement is remembered in our stored value, without the token', async () => {
  const { vendor, storage, token } = await signedIn();
  await vendor.agree(token);
  expect(vendor.agreed()).toBe(markOf(token));
  expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ agreed: markOf(token) });
  expect(Object.keys(storage.held)).toEqual([KEY]);
});

test('the session that the vendor’s SDK stored can be read and removed', async () => {
  const { vendor, storage } = await signedIn();
  const key = 'app-1:common_store/user';
  storage.held[key] = JSON.stringify(JSON.stringify({ uid: 'andy', authToken: 't2' }));
  expect(await vendor.stored.read()).toMatchObject({ authToken: 't2', user: { uid: 'andy' } });
  await vendor.stored.remove();
  expect(storage.held[key]).toBeUndefined();
  expect(await vendor.stored.read()).toBeUndefined();
});
