import { describe, expect, test, vi } from 'vitest';
import {
  authTokenOf,
  aWhile,
  deferred,
  KEY,
  make as makeAlone,
  openStorage,
  refusal,
  scripted,
  stored,
  uidOf,
} from '../../support/client-support.js';

describe('a late token does not overwrite anything newer', () => {
  async function renewing() {
    const provided = deferred<string>();
    const login = deferred<object>();
    const service = scripted(({ path, headers }) => {
      if (headers.authtoken === 'kevin_old') return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
      if (headers.authtoken === 'kevin_bad') return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
      if (path !== '/me') return { uid: 'x' };
      return headers.authtoken === 'andy_1' ? login.promise : { uid: 'kevin' };
    });
    const tokenProvider = vi.fn(() => provided.promise);
    const storage = openStorage({ [KEY]: stored('kevin', 'kevin_old') });
    const client = makeAlone({ storage, fetch: service.fetch, tokenProvider });
    await client.session.ready;
    return { client, tokenProvider, provided, login };
  }

  test("if another user's login began before and ended meanwhile", async () => {
    const { client, tokenProvider, provided, login } = await renewing();
    const andy = client.login('andy_1');
    await expect.poll(() => tokenProvider.mock.calls.length).toBe(1);
    login.resolve({ uid: 'andy' });
    await andy;
    provided.resolve('kevin_new');
    await aWhile(10);
    expect([uidOf(client), authTokenOf(client)]).toEqual(['andy', 'andy_1']);
  });

  test('if the user has logged out', async () => {
    const { client, tokenProvider, provided } = await renewing();
    await expect.poll(() => tokenProvider.mock.calls.length).toBe(1);
    await client.logout();
    provided.resolve('kevin_new');
    await aWhile(10);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
  });

  test('and is used if a login began meanwhile and failed', async () => {
    const { client, tokenProvider, provided, login } = await renewing();
    await expect.poll(() => tokenProvider.mock.calls.length).toBe(1);
    const andy = client.login('andy_1');
    login.reject(new Error('offline'));
    await expect(andy).rejects.toMatchObject({ code: 'FAILED_TO_FETCH' });
    provided.resolve('kevin_new');
    await expect.poll(() => authTokenOf(client)).toBe('kevin_new');
  });

  test('and a refused one ends nothing if the user has logged in again meanwhile', async () => {
    const { client, tokenProvider, provided } = await renewing();
    await expect.poll(() => tokenProvider.mock.calls.length).toBe(1);
    await client.login('kevin_again');
    provided.resolve('kevin_bad');
    await aWhile(10);
    expect(authTokenOf(client)).toBe('kevin_again');
  });
});
