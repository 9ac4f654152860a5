import { describe, expect, test } from 'vitest';
import { authTokenOf, eventsOf, KEY, openStorage, serve, uidOf } from '../../support/client-support.js';

/** The key under which the vendor's Chat SDK stores its user. Source: Chat SDK 4.2.0 as observed in a browser. */
const VENDOR_KEY = 'app-1:common_store/user';

/** The vendor's format: JSON inside JSON, with the token and the keys of the realtime service among the fields. */
const left = (user: object) => JSON.stringify(JSON.stringify(user));

const full = (authToken: string) => ({
  hasBlockedMe: false,
  blockedByMe: false,
  deactivatedAt: 0,
  uid: 'kevin',
  name: 'Kevin',
  status: 'online',
  role: 'default',
  authToken,
  wsChannel: { identity: 'x' },
  jwt: 'a.jwt',
  fat: 'a.fat',
});

describe("a session of the vendor's SDK", () => {
  test('is adopted, checked in the background, and stored as ours', async () => {
    const { make, tokenOf, wire } = await serve();
    const token = await tokenOf('kevin');
    const storage = openStorage({ [VENDOR_KEY]: left(full(token)) });
    const client = make({ storage, adoptVendorSession: true });
    const events = eventsOf(client);
    expect(await client.session.ready).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin' } });
    expect(authTokenOf(client)).toBe(token);
    expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ v: 1, authToken: token, user: { uid: 'kevin' } });
    // Neither the keys of the realtime service nor other fields of the vendor are stored.
    expect(storage.held[KEY]).not.toMatch(/jwt|fat|wsChannel/);
    expect(storage.held[VENDOR_KEY]).toBe(left(full(token)));
    await client.updateCurrentUserDetails({ statusMessage: 'Moved over' });
    expect(wire()).toContain('GET /users/kevin');
    expect(events.names()).not.toContain('signedIn');
  });

  test('is ignored without the option', async () => {
    const { make, tokenOf, wire } = await serve();
    const storage = openStorage({ [VENDOR_KEY]: left(full(await tokenOf('kevin'))) });
    const client = make({ storage });
    expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    expect(wire()).toEqual([]);
  });

  test('is ignored if there is a session of ours', async () => {
    const { make, tokenOf } = await serve();
    const storage = openStorage({ [VENDOR_KEY]: left(full(await tokenOf('kevin'))) });
    await make({ storage }).login(await tokenOf('andy'));
    const client = make({ storage, adoptVendorSession: true });
    await client.session.ready;
    expect(uidOf(client)).toBe('andy');
  });

  test('is not adopted again after a logout', async () => {
    const { make, tokenOf } = await serve();
    const storage = openStorage({ [VENDOR_KEY]: left(full(await tokenOf('kevin'))) });
    const client = make({ storage, adoptVendorSession: true });
    await client.logout();
    const next = make({ storage, adoptVendorSession: true });
    expect(await next.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    await next.login(await tokenOf('andy'));
    expect(uidOf(next)).toBe('andy');
  });

  test('ends like any other session if its token was revoked', async () => {
    const { make, tokenOf, revoke } = await serve();
    const storage = openStorage({ [VENDOR_KEY]: left(full(await tokenOf('kevin'))) });
    await revoke('kevin');
    const client = make({ storage, adoptVendorSession: true });
    const signedOut = new Promise((resolve) => client.session.on('signedOut', resolve));
    expect(await signedOut).toEqual({ uid: 'kevin', reason: 'tokenRevoked' });
    await expect.poll(() => storage.held[VENDOR_KEY]).toBeUndefined();
  });

  test('is not removed if its token is good, or if its token is another one', async () => {
    const { make, tokenOf, revoke } = await serve();
    const vendors = left(full(await tokenOf('kevin')));
    const storage = openStorage({ [VENDOR_KEY]: vendors });
    await make({ storage }).login(await tokenOf('andy'));
    await revoke('andy');
    const client = make({ storage, adoptVendorSession: true });
    await expect.poll(() => client.session.getSnapshot().status).toBe('signedOut');
    expect(storage.held[VENDOR_KEY]).toBe(vendors);
  });
});

describe('a logout whose tombstone cannot be stored, and whose response is lost', () => {
  /** The storage is full: no value of ours can be written. */
  function fullStorage(held: Record<string, unknown>, isAsync: boolean) {
    const storage = openStorage(held);
    const quotaExceeded = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    const sync = {
      ...storage,
      setItem(): void {
        throw quotaExceeded();
      },
    };
    const async = { ...storage, setItem: async () => Promise.reject(quotaExceeded()) };
    return isAsync ? async : sync;
  }

  /** Requests of a logout get no response, so the token stays valid. */
  const fetchWithoutLogout = async (request: Request) => {
    if (request.method === 'DELETE') throw new TypeError('fetch failed');
    return fetch(request);
  };

  test.each([false, true])(
    'removes the vendor’s session, so that the user does not come back (asynchronous storage: %s)',
    async (isAsync) => {
      const { make, tokenOf } = await serve();
      const token = await tokenOf('kevin');
      const storage = fullStorage({ [VENDOR_KEY]: left(full(token)) }, isAsync);
      const options = { storage, adoptVendorSession: true, fetch: fetchWithoutLogout };
      const client = make(options);
      await client.session.ready;
      expect(uidOf(client)).toBe('kevin');
      await client.logout();
      expect(storage.held).toEqual({});
      expect(await make(options).session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    },
  );

  test('also if our session had another token, or another user', async () => {
    const { make, tokenOf } = await serve();
    const storage = fullStorage({ [VENDOR_KEY]: left(full(await tokenOf('kevin'))) }, false);
    const options = { storage, adoptVendorSession: true, fetch: fetchWithoutLogout };
    const client = make(options);
    await client.session.ready;
    await client.login(await tokenOf('andy'));
    await client.logout();
    expect(await make(options).session.ready).toEqual({ status: 'signedOut', reason: 'none' });
  });

  test('leaves the vendor’s session to a client that does not adopt it', async () => {
    const { make, tokenOf } = await serve();
    const vendors = left(full(await tokenOf('kevin')));
    const storage = fullStorage({ [VENDOR_KEY]: vendors }, false);
    const client = make({ storage, fetch: fetchWithoutLogout });
    await client.login(await tokenOf('andy'));
    await client.logout();
    expect(storage.held).toEqual({ [VENDOR_KEY]: vendors });
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['invalid JSON', 'kevin'],
  ['JSON that is not a user', '{}'],
  ['a number', '5'],
  ['an empty user', left({})],
  ['a user without a token', left({ uid: 'kevin', name: 'Kevin' })],
  ['a user without a uid', left({ name: 'Kevin', authToken: 'kevin_1' })],
  ['a token with a line break', left({ uid: 'kevin', authToken: 'kevin\r\n1' })],
  ['an array', left([])],
])('is ignored if it is not valid: %s', async (_, held) => {
  const { make, wire } = await serve();
  const storage = openStorage(held === undefined ? {} : { [VENDOR_KEY]: held });
  const before = { ...storage.held };
  const client = make({ storage, adoptVendorSession: true });
  expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
  expect(storage.held).toEqual(before);
  expect(wire()).toEqual([]);
});

test("login works if the vendor's storage cannot be read", async () => {
  const { make, tokenOf } = await serve();
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const client = make({ storage: { ...openStorage(), getItem: refuse }, adoptVendorSession: true });
  await client.login(await tokenOf('kevin'));
  expect(uidOf(client)).toBe('kevin');
});
