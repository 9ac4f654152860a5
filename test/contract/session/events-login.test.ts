import { describe, expect, test } from 'vitest';
import { eventsOf, openStorage, serve } from '../../support/client-support.js';

describe('ready', () => {
  test('is emitted once with the state, also if no user is signed in', async () => {
    const { make } = await serve();
    const client = make();
    const { told } = eventsOf(client);
    const state = await client.session.ready;
    expect(told).toEqual([['ready', { status: 'signedOut', reason: 'none' }]]);
    expect(state).toBe(client.session.getSnapshot());
  });
});

describe('signedIn', () => {
  test('is emitted at the first login, with the user and without a previous uid', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    await client.session.ready;
    const { told } = eventsOf(client);
    await client.login(await tokenOf('kevin'));
    const state = client.session.getSnapshot();
    expect(state).toMatchObject({ status: 'signedIn', source: 'login', user: { uid: 'kevin', status: 'online' } });
    expect(told).toEqual([['signedIn', { user: (state as { user?: unknown }).user }]]);
  });

  test('is emitted after signedOut when another user logs in, with the previous uid', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    await client.login(await tokenOf('kevin'));
    const { told } = eventsOf(client);
    await client.login(await tokenOf('andy'));
    expect(told).toEqual([
      ['signedOut', { uid: 'kevin', reason: 'switched' }],
      ['signedIn', { user: expect.objectContaining({ uid: 'andy' }), previousUid: 'kevin' }],
    ]);
  });

  test('is not emitted when the same session is restored', async () => {
    const { make, tokenOf, wire } = await serve();
    const storage = openStorage();
    await make({ storage }).login(await tokenOf('kevin'));
    wire();
    const reloaded = make({ storage });
    const { names } = eventsOf(reloaded);
    expect(await reloaded.session.ready).toMatchObject({
      status: 'signedIn',
      source: 'storage',
      user: { uid: 'kevin' },
    });
    await expect.poll(wire).toEqual(['GET /users/kevin']);
    expect(names()).toEqual(['ready']);
  });

  test('is not emitted when the same user logs in again', async () => {
    const { make, tokenOf, emulator } = await serve({ clock: () => 1_700_000_000_000 });
    const client = make();
    const token = await tokenOf('kevin');
    await client.login(token);
    const { told } = eventsOf(client);
    await client.login(token);
    await client.login('kevin', emulator.authKey);
    expect(told).toEqual([]);
  });
});

describe('tokenChanged', () => {
  test('is emitted when the same user gets another token, and does not contain the token', async () => {
    const { make, tokenOf } = await serve({ clock: () => 1_700_000_000_000 });
    const client = make();
    await client.login(await tokenOf('kevin'));
    const { told } = eventsOf(client);
    await client.login(await tokenOf('kevin'));
    expect(told).toEqual([['tokenChanged', { uid: 'kevin', source: 'client' }]]);
  });
});

describe('userUpdated', () => {
  test('is emitted with the user and the names of the changed fields, only if something changed', async () => {
    const { make, tokenOf } = await serve({ clock: () => 1_700_000_000_000 });
    const client = make();
    await client.login(await tokenOf('kevin'));
    const { told } = eventsOf(client);
    await client.updateCurrentUserDetails({ name: 'Kev', tags: ['a'] });
    expect(told).toEqual([
      [
        'userUpdated',
        {
          user: expect.objectContaining({ name: 'Kev' }),
          changed: expect.arrayContaining(['name', 'tags', 'updatedAt']),
          source: 'client',
        },
      ],
    ]);
    const [, { changed }] = told[0] as [string, { changed: string[] }];
    expect(changed).toHaveLength(3);
    await client.updateCurrentUserDetails({ name: 'Kev' });
    expect(told).toHaveLength(1);
  });
});
