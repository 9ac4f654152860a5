import { describe, expect, test, vi } from 'vitest';
import { aWhile, eventsOf, serve, uidOf } from '../../support/client-support.js';

describe('a listener may use the client', () => {
  test('logout() in a signedIn listener leaves no user signed in', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    const { names } = eventsOf(client);
    client.session.on('signedIn', () => client.logout());
    await client.login(await tokenOf('kevin')).catch(() => undefined);
    await expect.poll(() => uidOf(client)).toBe(undefined);
    expect(names().filter((event) => event.startsWith('signed'))).toEqual(['signedIn', 'signedOut']);
  });

  test('another login() in a signedIn listener signs in that user', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    const next = await tokenOf('andy');
    const { told } = eventsOf(client);
    const switched = new Promise((resolve) => {
      client.session.once('signedIn', () => resolve(client.login(next)));
    });
    await client.login(await tokenOf('kevin')).catch(() => undefined);
    await switched;
    expect(uidOf(client)).toBe('andy');
    const told2 = told.filter(([event]) => event.startsWith('signed'));
    expect(told2.map(([event, { uid, user }]) => [event, uid ?? (user as { uid?: string }).uid])).toEqual([
      ['signedIn', 'kevin'],
      ['signedOut', 'kevin'],
      ['signedIn', 'andy'],
    ]);
  });

  test('a listener may await it; nothing waits for the listener', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    const seen: string[] = [];
    client.session.on('signedIn', async () => {
      seen.push((await client.getUser('andy')).getName());
    });
    await client.login(await tokenOf('kevin'));
    await expect.poll(() => seen).toEqual(['Andy']);
  });

  test('every listener gets one event before any listener gets the next', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    const told: string[] = [];
    const left = new Promise((resolve) => {
      client.session.on('signedIn', () => {
        told.push('first signedIn');
        resolve(client.logout());
      });
    });
    client.session.on('signedOut', () => told.push('signedOut'));
    client.session.on('signedIn', () => told.push('second signedIn'));
    await client.login(await tokenOf('kevin')).catch(() => undefined);
    await left;
    expect(told).toEqual(['first signedIn', 'second signedIn', 'signedOut']);
  });
});

describe('a listener that throws', () => {
  test('fails no login, stops no other listener and is reported', async () => {
    const { make, tokenOf } = await serve();
    const onWarning = vi.fn();
    const client = make({ hooks: { onWarning } });
    const [failure, next, told] = [new Error('mine'), vi.fn(), vi.fn()];
    client.session.on('signedIn', () => {
      throw failure;
    });
    client.session.on('signedIn', () => Promise.reject(failure));
    client.session.on('signedIn', next);
    client.session.on('listenerError', told);
    expect(await client.login(await tokenOf('kevin'))).toMatchObject({ uid: 'kevin' });
    expect(next).toHaveBeenCalledOnce();
    expect(told.mock.calls).toEqual([[{ event: 'signedIn', error: failure }], [{ event: 'signedIn', error: failure }]]);
    expect(onWarning.mock.calls.map(([{ error }]) => error)).toEqual([failure, failure]);
  });

  test('is not reported if it listens for listenerError', async () => {
    const { make, tokenOf } = await serve();
    const client = make();
    const failing = vi.fn(() => {
      throw new Error('again');
    });
    client.session.on('listenerError', failing);
    client.session.on('signedIn', failing);
    await client.login(await tokenOf('kevin'));
    await aWhile(5);
    expect(failing).toHaveBeenCalledTimes(2);
  });

  test('breaks nothing together with a warning hook that throws', async () => {
    const { make, tokenOf } = await serve();
    const fail = () => {
      throw new Error('broken');
    };
    const client = make({ hooks: { onWarning: fail, onRequest: fail, onResponse: fail } });
    client.session.on('signedIn', fail);
    expect(await client.login(await tokenOf('kevin'))).toMatchObject({ uid: 'kevin' });
  });
});
