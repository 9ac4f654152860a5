import { describe, expect, test, vi } from 'vitest';
import type { SessionState } from '../../../src/index.js';
import { initialize, load, noUnhandledRejections, outcome, start, startEmulator, tokenOf } from './facade-support.js';

noUnhandledRejections();

/** A state as short text: the status, or the uid of the signed-in user. */
const short = (state: SessionState) => (state.status === 'signedIn' ? state.user.uid : state.status);

/** Records the states that a subscriber reads and the events with their most important field. */
function record(session: Awaited<ReturnType<typeof load>>['CometChat']['session']): string[] {
  const seen: string[] = [];
  session.subscribe(() => seen.push(`change ${short(session.getSnapshot())}`));
  session.on('ready', (state) => seen.push(`ready ${short(state)}`));
  session.on('signedIn', ({ user, previousUid }) => seen.push(`signedIn ${user.uid} ${previousUid ?? ''}`.trim()));
  session.on('signedOut', ({ uid, reason }) => seen.push(`signedOut ${uid} ${reason}`));
  session.on('userUpdated', ({ changed }) => seen.push(`userUpdated ${changed}`));
  session.on('loginFailed', ({ error }) => seen.push(`loginFailed ${error.code}`));
  return seen;
}

describe('CometChat.session', () => {
  test('is unknown before init, the same snapshot each time, and ready is pending', async () => {
    const { CometChat } = await load();
    const { session } = CometChat;
    expect(session.getSnapshot()).toEqual({ status: 'unknown' });
    expect(session.getSnapshot()).toBe(session.getSnapshot());
    expect(session.getSnapshot()).toBe(session.getServerSnapshot());
    expect(await Promise.race([session.ready, Promise.resolve('pending')])).toBe('pending');
    expect(CometChat.session).toBe(session);
  });

  test('listeners that came before init get everything after it, in order', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { session } = all.CometChat;
    const seen = record(session);
    const stores: string[] = [];
    session.toStore().subscribe((state) => stores.push(short(state)));
    await initialize(all, emulator.url);
    await all.CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(session.getSnapshot()).toBe(all.CometChat.getClient().session.getSnapshot());
    await all.CometChat.updateCurrentUserDetails({ statusMessage: 'Here' });
    await outcome(() => all.CometChat.login('nobody-here', emulator.authKey));
    await all.CometChat.logout();
    expect(seen).toEqual([
      'change signedOut',
      'ready signedOut',
      'change cometchat-uid-1',
      'signedIn cometchat-uid-1',
      'change cometchat-uid-1',
      'userUpdated statusMessage,updatedAt',
      'loginFailed ERR_UID_NOT_FOUND',
      'change signedOut',
      'signedOut cometchat-uid-1 logout',
    ]);
    expect(stores).toEqual(['unknown', 'signedOut', 'cometchat-uid-1', 'cometchat-uid-1', 'signedOut']);
    expect(await session.ready).toEqual({ status: 'signedOut', reason: 'none' });
  });

  test('a listener that was removed or aborted is not called', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { session } = all.CometChat;
    const listener = vi.fn();
    const stop = session.subscribe(listener);
    const abort = new AbortController();
    session.on('signedIn', listener, { signal: abort.signal });
    session.on('ready', listener);
    session.off('ready', listener);
    stop();
    abort.abort();
    await initialize(all, emulator.url);
    await all.CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(listener).not.toHaveBeenCalled();
  });

  test('an error of a listener goes to listenerError and does not disturb the client', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { session } = all.CometChat;
    const failures: string[] = [];
    session.on('signedIn', () => {
      throw new Error('broken');
    });
    session.on('listenerError', ({ event, error }) => failures.push(`${event}: ${error}`));
    await initialize(all, emulator.url);
    expect(await outcome(() => all.CometChat.login('cometchat-uid-1', emulator.authKey))).toBe('ok');
    expect(failures).toEqual(['signedIn: Error: broken']);
  });

  test('an init with another app is seen by subscribers, and the snapshot stays the same between changes', async () => {
    const { emulator, tokenOf: _, ...all } = await start();
    const { session } = all.CometChat;
    await all.CometChat.login('cometchat-uid-1', emulator.authKey);
    const seen = record(session);
    const switching = initialize(all, emulator.url, 'app2');
    expect(session.getSnapshot()).toEqual({ status: 'unknown' });
    expect(session.getSnapshot()).toBe(session.getSnapshot());
    await switching;
    await all.CometChat.login(await tokenOf(emulator, 'cometchat-uid-2', 'app2'));
    expect(seen).toEqual([
      'change unknown',
      'change signedOut',
      'ready signedOut',
      'change cometchat-uid-2',
      'signedIn cometchat-uid-2',
    ]);
  });

  test('ready resolves once, with the session of the init that came last', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { session } = all.CometChat;
    const first = initialize(all, emulator.url);
    const second = initialize(all, emulator.url, 'app2');
    await Promise.all([first, second, session.ready]);
    expect(await session.ready).toBe(session.getSnapshot());
    await all.CometChat.login(await tokenOf(emulator, 'cometchat-uid-2', 'app2'));
    expect(short(await session.ready)).toBe('signedOut');
  });

  test('ready resolves with a state that is known, also if the app disposes of the client during init', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { session } = all.CometChat;
    const init = initialize(all, emulator.url);
    all.CometChat.getClient().dispose();
    await init;
    await initialize(all, emulator.url);
    expect(short(await session.ready)).toBe('signedOut');
    expect(session.getSnapshot()).toBe(await session.ready);
  });

  test('a later init that adds a setting of the same app does not make the user disappear', async () => {
    const emulator = await startEmulator();
    const all = await load();
    const { CometChat, CometChatCalls } = all;
    const settings = {
      appId: 'emulator-app',
      region: 'us',
      adminHost: emulator.url,
      clientHost: emulator.url,
    } as const;
    await CometChatCalls.init(settings);
    await CometChat.login(await tokenOf(emulator, 'cometchat-uid-1'));
    const first = CometChat.getClient();
    const seen = record(CometChat.session);
    await CometChatCalls.init({ ...settings, host: emulator.url });
    expect(CometChat.getClient()).not.toBe(first);
    expect(seen).toEqual(['change cometchat-uid-1', 'ready cometchat-uid-1']);
    await CometChat.logout();
    expect(seen.slice(2)).toEqual(['change signedOut', 'signedOut cometchat-uid-1 logout']);
  });
});

describe('CometChat.getClient', () => {
  test('throws before init', async () => {
    const { CometChat } = await load();
    expect(() => CometChat.getClient()).toThrow(
      expect.objectContaining({ code: 'COMETCHAT_INITIALIZATION_NOT_DONE', kind: 'config' }),
    );
  });

  test('is the client of the facade, and of the latest init', async () => {
    const { emulator, tokenOf: _, ...all } = await start();
    const client = all.CometChat.getClient();
    await client.login('cometchat-uid-1', emulator.authKey);
    expect((await all.CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
    expect(all.CometChat.getClient()).toBe(client);
    await initialize(all, emulator.url, 'app2');
    expect(all.CometChat.getClient()).not.toBe(client);
    expect(await outcome(() => client.getUser('cometchat-uid-1'))).toBe('CLIENT_DISPOSED');
  });

  test('after the app disposed of it, init makes another one with the same session', async () => {
    const { emulator, tokenOf: _, ...all } = await start();
    await all.CometChat.login('cometchat-uid-1', emulator.authKey);
    all.CometChat.getClient().dispose();
    await initialize(all, emulator.url);
    expect((await all.CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
  });
});
