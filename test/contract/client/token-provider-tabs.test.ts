import { beforeEach, expect, test, vi } from 'vitest';
import type { TokenProvider } from '../../../src/index.js';
import { authTokenOf, aWhile, deferred, openStorage, serve, uidOf } from '../../support/client-support.js';
import { fakeLocks } from '../../support/fake-locks.js';

let locks: ReturnType<typeof fakeLocks>;
beforeEach(() => {
  locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
});

/** Three tabs in which kevin is signed in with a token that was revoked since. */
async function threeTabs(tokenProvider: TokenProvider) {
  const service = await serve();
  const storage = openStorage();
  const open = () => service.make({ storage, tabs: true, tokenProvider });
  const first = open();
  await first.login(await service.tokenOf('kevin'));
  const tabs = [first, open(), open()];
  await Promise.all(tabs.map(({ session }) => session.ready));
  // Both later tabs check the session that they restored. It must end before the token is revoked.
  await expect.poll(() => service.emulator.requests.filter(({ method }) => method === 'GET').length).toBe(2);
  await aWhile();
  await service.revoke('kevin');
  service.wire();
  return { ...service, tabs };
}

test('all tabs that find the token revoked share one request to the tokenProvider', async () => {
  const answer = deferred<string>();
  const tokenProvider = vi.fn<TokenProvider>(() => answer.promise);
  const { tabs, tokenOf, wire } = await threeTabs(tokenProvider);
  const reads = tabs.map((tab) => tab.getUser('andy'));
  await expect.poll(() => locks.requests.length).toBe(5);
  const token = await tokenOf('kevin');
  answer.resolve(token);
  for (const read of reads) expect(await read).toMatchObject({ uid: 'andy' });
  expect(tokenProvider).toHaveBeenCalledOnce();
  expect(wire().filter((line) => line === 'PUT /me')).toHaveLength(1);
  expect(tabs.map(authTokenOf)).toEqual([token, token, token]);
});

test('if the tab that asks gets no token, the next tab asks', async () => {
  let isDown = true;
  const tokenProvider = vi.fn<TokenProvider>(async () => {
    if (!isDown) return tokenOf('kevin');
    isDown = false;
    throw new Error('server down');
  });
  const { tabs, tokenOf } = await threeTabs(tokenProvider);
  const reads = await Promise.allSettled(tabs.map((tab) => tab.getUser('andy')));
  expect(reads.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(tokenProvider).toHaveBeenCalledTimes(2);
  expect(tabs.map(uidOf)).toEqual(['kevin', 'kevin', 'kevin']);
});

test('a tab that hangs holds the calls of other tabs no longer than their timeout', async () => {
  const { tabs } = await threeTabs(() => new Promise(() => undefined));
  const [one, two] = tabs as [(typeof tabs)[0], (typeof tabs)[0]];
  void one.getUser('andy').catch(() => undefined);
  await expect.poll(() => locks.held.size).toBe(1);
  await expect(two.getUser('andy', { timeout: 100 })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
});

test('a logout in another tab ends the wait, and asks for no token', async () => {
  const answer = deferred<string>();
  const tokenProvider = vi.fn<TokenProvider>(() => answer.promise);
  const { tabs, tokenOf } = await threeTabs(tokenProvider);
  const [one, two, three] = tabs as [(typeof tabs)[0], (typeof tabs)[0], (typeof tabs)[0]];
  const reads = [one.getUser('andy'), two.getUser('andy')];
  await expect.poll(() => locks.requests.length).toBe(3);
  await three.logout();
  answer.resolve(await tokenOf('kevin'));
  for (const read of reads) await expect(read).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
  expect(tokenProvider).toHaveBeenCalledOnce();
  expect(tabs.map(uidOf)).toEqual([undefined, undefined, undefined]);
});

test('a client that shares its storage with no tab takes no lock', async () => {
  const service = await serve();
  const client = service.make({ tokenProvider: () => service.tokenOf('kevin') });
  await client.login(await service.tokenOf('kevin'));
  await service.revoke('kevin');
  await client.getUser('andy');
  expect(locks.requests).toEqual([]);
});
