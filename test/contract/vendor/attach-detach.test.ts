import { afterEach, describe, expect, test, vi } from 'vitest';
import { attachVendor } from '../../../src/vendor.js';
import { deferred, KEY, openStorage, uidOf } from '../../support/client-support.js';
import { fakeLocks } from '../../support/fake-locks.js';
import { openPair, pass } from './vendor-support.js';

const VENDOR_KEY = 'app-1:common_store/user';
const storedByVendor = (authToken: string) => {
  const uid = authToken.slice(0, authToken.indexOf('_'));
  return JSON.stringify(JSON.stringify({ uid, name: uid, authToken }));
};

afterEach(() => vi.unstubAllGlobals());

describe('a vendor’s SDK that cannot be wrapped', () => {
  test.each<[string, (chat: ReturnType<typeof openPair>['fake']['chat']) => void]>([
    ['it is frozen', (chat) => void Object.freeze(chat)],
    [
      'one of its functions cannot be replaced',
      (chat) => void Object.defineProperty(chat, 'logout', { value: chat.logout, writable: false }),
    ],
    [
      'it takes no listener',
      (chat) => {
        chat.addLoginListener = () => {
          throw new TypeError('broken');
        };
      },
    ],
  ])('%s: a clear error, and nothing is left', (_, change) => {
    const { client, fake } = openPair();
    const login = fake.chat.login;
    change(fake.chat);
    const timers = vi.getTimerCount();
    expect(() => attachVendor(client, fake.options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining('chat must let attachVendor replace its functions'),
      }),
    );
    expect(fake.chat.login).toBe(login);
    expect([vi.getTimerCount() - timers, fake.listeners.size]).toEqual([0, 0]);
  });
});

describe('after detach', () => {
  test('nothing is left: no listener, no wrapped function, and no timer or lock once a step in progress has ended', async () => {
    const locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
    const { client, fake } = openPair({ tabs: true });
    const before = { ...fake.chat };
    const attachment = attachVendor(client, fake.options);
    await fake.chat.init('app-1');
    fake.behaviour.login = 'hangs';
    await client.login('ann_1');
    await pass(100);
    expect([...locks.held]).toEqual([`${KEY}:vendor`]);
    attachment.detach();
    expect({ ...fake.chat }).toEqual(before);
    expect(Object.getOwnPropertySymbols(fake.chat)).toEqual([]);
    expect(fake.listeners.size).toBe(0);
    // A step that hangs counts as ended after 10 s.
    await pass(10_000);
    expect([[...locks.held], vi.getTimerCount()]).toEqual([[], 0]);
  });

  test('a wait for another tab ends too', async () => {
    const locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
    const { client, fake } = openPair({ tabs: true });
    const other = deferred();
    void locks.request(`${KEY}:vendor`, { ifAvailable: true }, () => other.promise);
    const attachment = attachVendor(client, fake.options);
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    attachment.detach();
    await pass(0);
    expect(vi.getTimerCount()).toBe(0);
    other.resolve();
    await pass(100);
    expect(fake.calls()).toEqual([]);
  });

  test('at once: the comparison of both stored sessions changes nothing any more', async () => {
    const storage = openStorage({ [VENDOR_KEY]: storedByVendor('bo_1') });
    const { client, fake } = openPair({}, storage);
    attachVendor(client, fake.options).detach();
    await pass(100);
    expect([client.session.getSnapshot().status, fake.storedUid()]).toEqual(['signedOut', 'bo']);
  });

  test('a session of the vendor’s whose token is good stays in storage', async () => {
    const storage = openStorage({ [VENDOR_KEY]: storedByVendor('bo_1') });
    const { client, fake } = openPair({}, storage);
    await client.login('ann_1');
    attachVendor(client, fake.options).detach();
    await pass(100);
    await client.logout();
    await pass(60_000);
    expect(fake.storedUid()).toBe('bo');
  });

  test('a second detach of a replaced attachment does not touch the one that took its place', async () => {
    const { fake, attach } = openPair();
    const first = attach();
    const other = openPair();
    const second = attachVendor(other.client, fake.options);
    first.detach();
    expect(fake.listeners.size).toBe(1);
    second.detach();
    expect(fake.listeners.size).toBe(0);
  });

  test('a function that another library has wrapped on top works, and so does attaching again', async () => {
    const { client, fake, attach } = openPair();
    const first = attach();
    await fake.chat.init('app-1');
    const inner = fake.chat.login;
    const outer = vi.fn((token: string) => inner(token));
    fake.chat.login = outer as never;
    first.detach();
    await fake.chat.login('ann_1');
    expect([uidOf(client), fake.calls()]).toEqual([undefined, ['login ann_1']]);
    const { ready } = attach();
    await pass(100);
    expect(await ready).toBe('inStep');
    await fake.chat.login('bo_1');
    expect(uidOf(client)).toBe('bo');
    expect(outer).toHaveBeenCalledWith('bo_1');
  });
});
