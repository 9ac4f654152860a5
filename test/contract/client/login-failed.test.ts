import { expect, test } from 'vitest';
import { authTokenOf, eventsOf, openStorage, serve } from '../../support/client-support.js';

test.each<[string, unknown[]]>([
  ['an unknown token', ['no-such-token']],
  ['an unknown uid', ['nobody', 'a0'.repeat(20)]],
  ['an unknown key', ['andy', 'b0'.repeat(20)]],
  ['invalid input', ['', '']],
])('a login with %s keeps the session of the signed-in user', async (_, args) => {
  const { make, tokenOf } = await serve();
  const storage = openStorage();
  const client = make({ storage });
  const token = await tokenOf('kevin');
  await client.login(token);
  const [state, held] = [client.session.getSnapshot(), { ...storage.held }];
  const { names } = eventsOf(client);
  await expect((client.login as (...given: unknown[]) => Promise<unknown>)(...args)).rejects.toThrow();
  expect(client.session.getSnapshot()).toBe(state);
  expect(storage.held).toEqual(held);
  expect(names()).toEqual(['loginFailed']);
  expect(await client.getUser('andy')).toMatchObject({ uid: 'andy' });
  expect(authTokenOf(client)).toBe(token);
});

test('a login that cannot reach the service says so and keeps the session', async () => {
  const { make, tokenOf, emulator } = await serve();
  const client = make();
  await client.login(await tokenOf('kevin'));
  const state = client.session.getSnapshot();
  await emulator.close();
  await expect(client.login('other-token')).rejects.toMatchObject({
    code: 'FAILED_TO_FETCH',
    kind: 'network',
    operation: 'login',
  });
  expect(client.session.getSnapshot()).toBe(state);
});

test('no error of a login shows the token or the key', async () => {
  const { make } = await serve();
  const client = make();
  const key = 'b0'.repeat(20);
  for (const login of [client.login('secret-token-1'), client.login('kevin', key)]) {
    const error = (await login.catch((reason: unknown) => reason)) as Error;
    const shown = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(shown).not.toContain('secret-token-1');
    expect(shown).not.toContain(key);
  }
});
