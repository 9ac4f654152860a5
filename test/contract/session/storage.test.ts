import { describe, expect, test, vi } from 'vitest';
import type { SessionStorage } from '../../../src/index.js';
import { KEY, openStorage, serve, stored, uidOf } from '../../support/client-support.js';

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const reject = () => Promise.reject(new Error('blocked'));

describe('login works with a storage that fails', () => {
  test.each<[string, SessionStorage]>([
    ['throws', { getItem: refuse, setItem: refuse, removeItem: refuse }],
    ['rejects', { getItem: reject, setItem: reject, removeItem: reject }],
  ])('a storage that %s', async (_, storage) => {
    const { make, tokenOf } = await serve();
    const onWarning = vi.fn();
    const client = make({ storage, hooks: { onWarning } });
    expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    await client.login(await tokenOf('kevin'));
    expect(uidOf(client)).toBe('kevin');
    await client.updateCurrentUserDetails({ name: 'Kev' });
    await client.logout();
    // One warning for reading, one for all writes.
    const messages = onWarning.mock.calls.map(([{ message }]) => message);
    expect(messages).toEqual([expect.stringContaining('read'), expect.stringContaining('memory')]);
  });

  test('a storage that hangs on reads', { timeout: 5_000 }, async () => {
    const { make } = await serve();
    const onWarning = vi.fn();
    const client = make({
      storage: { ...openStorage(), getItem: () => new Promise(() => undefined) },
      hooks: { onWarning },
    });
    expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    expect(onWarning).toHaveBeenCalledOnce();
  });

  test('a storage that hangs on writes', { timeout: 5_000 }, async () => {
    const { make, tokenOf } = await serve();
    const onWarning = vi.fn();
    const client = make({
      storage: { ...openStorage(), setItem: () => new Promise(() => undefined) },
      hooks: { onWarning },
    });
    expect(await client.login(await tokenOf('kevin'))).toMatchObject({ uid: 'kevin' });
    expect(uidOf(client)).toBe('kevin');
    expect(onWarning).toHaveBeenCalledOnce();
  });
});

describe('a stored session', () => {
  test('is restored by the next client, from a text or from the object that some storages return', async () => {
    const { make, tokenOf } = await serve();
    const storage = openStorage();
    await make({ storage }).login(await tokenOf('kevin'));
    const text = storage.held[KEY] as string;
    for (const held of [text, JSON.parse(text)]) {
      const client = make({ storage: openStorage({ [KEY]: held }) });
      expect(await client.session.ready).toMatchObject({ status: 'signedIn', user: { uid: 'kevin' } });
    }
  });

  test.each<[string, unknown]>([
    ['invalid JSON', '{"v":1'],
    ['an older version', JSON.stringify({ ...stored('kevin', 't'), v: 0 })],
    ['a newer version', JSON.stringify({ ...stored('kevin', 't'), v: 2 })],
    ['wrong types', JSON.stringify({ ...stored('kevin', 't'), user: { uid: {} } })],
    ['an array', []],
    ['a number', 5],
  ])('that is not valid (%s) counts as none, sends nothing and stays until a login', async (_, held) => {
    const { make, tokenOf, wire } = await serve();
    const storage = openStorage({ [KEY]: held });
    const client = make({ storage });
    expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    expect(storage.held[KEY]).toBe(held);
    expect(wire()).toEqual([]);
    await client.login(await tokenOf('kevin'));
    expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ v: 1, user: { uid: 'kevin' } });
  });
});

describe('other keys', () => {
  test('are never changed, and nothing is cleared', async () => {
    const { make, tokenOf } = await serve();
    const others = { 'app-1:common_store/user': '"of the vendor"', theme: 'dark' };
    const clear = vi.fn();
    const storage = Object.assign(openStorage({ ...others }), { clear });
    const client = make({ storage });
    await client.login(await tokenOf('kevin'));
    expect(Object.keys(storage.held)).toEqual([...Object.keys(others), KEY]);
    await client.logout();
    expect(storage.held).toEqual(others);
    expect(clear).not.toHaveBeenCalled();
  });

  test("clients of two apps share a storage and do not see each other's session", async () => {
    const { make, emulator } = await serve();
    const storage = openStorage();
    const read = vi.spyOn(storage, 'getItem');
    const [one, two] = [make({ storage }), make({ storage, appId: 'app-2' })];
    await one.login('kevin', emulator.authKey);
    await two.login('andy', emulator.authKey);
    await one.logout();
    expect([uidOf(one), uidOf(two)]).toEqual([undefined, 'andy']);
    expect(Object.keys(storage.held)).toEqual(['cometchat-users:v1:app-2:us']);
    expect(read.mock.calls.map(([key]) => key)).toEqual([KEY, 'cometchat-users:v1:app-2:us']);
  });

  test('storageKey replaces the default key', async () => {
    const { make, tokenOf } = await serve();
    const storage = openStorage();
    await make({ storage, storageKey: 'mine' }).login(await tokenOf('kevin'));
    expect(Object.keys(storage.held)).toEqual(['mine']);
  });
});

test('a storage like AsyncStorage of React Native works', async () => {
  /** Stores texts only, always returns a promise, returns `null` for nothing, and needs its `this`. */
  class AsyncStorage {
    readonly #items = new Map<string, string>();
    async getItem(key: string, callback?: (error: Error | null, value: string | null) => void): Promise<string | null> {
      const value = this.#items.get(key) ?? null;
      callback?.(null, value);
      return value;
    }
    async setItem(key: string, value: string): Promise<void> {
      if (typeof value !== 'string') throw new TypeError('Only text can be stored.');
      this.#items.set(key, value);
    }
    async removeItem(key: string): Promise<void> {
      this.#items.delete(key);
    }
    async clear(): Promise<void> {
      throw new Error('The keys of others were to be cleared.');
    }
  }
  const { make, tokenOf } = await serve();
  const storage = new AsyncStorage();
  await make({ storage }).login(await tokenOf('kevin'));
  const next = make({ storage });
  expect(await next.session.ready).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin' } });
  await next.logout();
  expect(await storage.getItem(KEY)).toBeNull();
  expect(await make({ storage }).session.ready).toEqual({ status: 'signedOut', reason: 'none' });
});
