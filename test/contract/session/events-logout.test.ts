import { describe, expect, test } from 'vitest';
import { eventsOf, serve } from '../../support/client-support.js';

async function signedIn() {
  const service = await serve();
  const client = service.make();
  await client.login(await service.tokenOf('kevin'));
  const { told } = eventsOf(client);
  return { ...service, client, told };
}

describe('signedOut', () => {
  test('is emitted after a logout', async () => {
    const { client, told } = await signedIn();
    await client.logout();
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'logout' }]]);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
  });

  test('is emitted when the token was revoked', async () => {
    const { client, told, revoke } = await signedIn();
    await revoke('kevin');
    await expect(client.getUser('andy')).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }]]);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'tokenRevoked' });
  });

  test('is emitted when the user was deactivated', async () => {
    const { client, told, admin } = await signedIn();
    await admin('DELETE', '/users/kevin', {});
    await expect(client.getUser('kevin')).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'userGone' }]]);
  });

  test('is emitted when the user was deactivated during an update of the own profile', async () => {
    const { client, told, admin } = await signedIn();
    await admin('DELETE', '/users/kevin', {});
    const update = client.updateCurrentUserDetails({ name: 'K' });
    await expect(update).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'userGone' }]]);
  });

  test('is not emitted when another user does not exist', async () => {
    const { client, told } = await signedIn();
    await expect(client.getUser('nobody')).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
    expect(told).toEqual([]);
  });

  test('is emitted once if several operations find the token revoked', async () => {
    const { client, told, revoke } = await signedIn();
    await revoke('kevin');
    await Promise.allSettled(Array.from({ length: 5 }, () => client.getUser('andy')));
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }]]);
  });
});

describe('loginFailed', () => {
  test.each<[string, unknown[], string]>([
    ['the input is wrong', [''], 'MISSING_PARAMETERS'],
    ['the service refuses', ['kevin_0000000000'], 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'],
    ['there is no such user', ['nobody', 'a0'.repeat(20)], 'ERR_UID_NOT_FOUND'],
  ])('is emitted before the operation rejects: %s', async (_, args, code) => {
    const { client, told } = await signedIn();
    const login = client.login as (...given: unknown[]) => Promise<unknown>;
    const error = await login(...args).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(told).toEqual([['loginFailed', { error }]]);
    expect(told[0]?.[1].error).toBe(error);
    expect(JSON.stringify(told)).not.toContain(args.at(-1) || 'nothing');
  });

  test('is emitted before code that awaits the operation continues', async () => {
    const { client } = await signedIn();
    const order: string[] = [];
    client.session.on('loginFailed', () => order.push('event'));
    await client.login('no-such-token').catch(() => order.push('rejection'));
    expect(order).toEqual(['event', 'rejection']);
  });
});

describe('logoutFailed', () => {
  test('is emitted when no user is signed in', async () => {
    const { make } = await serve();
    const client = make();
    await client.session.ready;
    const { told } = eventsOf(client);
    const error = await client.logout().catch((reason: unknown) => reason);
    expect(told).toEqual([['logoutFailed', { error }]]);
    expect(error).toMatchObject({ code: 'USER_NOT_LOGED_IN', operation: 'logout' });
  });

  test('is not emitted for a logout that the service did not confirm', async () => {
    const { client, told, emulator } = await signedIn();
    await emulator.close();
    await client.logout();
    expect(told.map(([event]) => event)).toEqual(['signedOut']);
  });
});
