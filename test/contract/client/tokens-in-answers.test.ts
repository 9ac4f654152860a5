import { expect, test } from 'vitest';
import type { CometChatClient, User } from '../../../src/index.js';
import { authTokenOf, eventsOf, KEY, make, openStorage, scripted } from '../../support/client-support.js';

const AUTH_KEY = 'a0'.repeat(20);

/** A service that puts a token into every response, as the vendor's does for `withAuthToken`. */
function generous() {
  return scripted(({ method, path, headers, body }) => {
    if (path === '/me' && body.platform) return { uid: 'kevin', name: 'Kevin' };
    const uid = path === '/me' ? 'kevin' : (path.split('/')[2] ?? body?.uid);
    return { uid, name: `by ${method}`, authToken: `stray_${headers.apikey ? 'admin' : 'own'}` };
  });
}

test.each<[string, (client: CometChatClient) => Promise<User>, string]>([
  ['createUser', (client) => client.createUser({ uid: 'andy', name: 'A' }, AUTH_KEY), 'stray_admin'],
  [
    'createUser for the signed-in user',
    (client) => client.createUser({ uid: 'kevin', name: 'K' }, AUTH_KEY),
    'stray_admin',
  ],
  ['updateUser', (client) => client.updateUser({ uid: 'andy', name: 'A' }, AUTH_KEY), 'stray_admin'],
  [
    'updateUser for the signed-in user',
    (client) => client.updateUser({ uid: 'kevin', name: 'K' }, AUTH_KEY),
    'stray_admin',
  ],
  ['getUser', (client) => client.getUser('andy'), 'stray_own'],
  ['getUser for the signed-in user', (client) => client.getUser('kevin'), 'stray_own'],
  ['updateCurrentUserDetails', (client) => client.updateCurrentUserDetails({ name: 'K' }), 'stray_own'],
])('a token in the response of %s is kept on that user only', async (_, call, stray) => {
  const { fetch, sent } = generous();
  const storage = openStorage();
  const client = make({ fetch, storage });
  await client.login('kevin_1');
  const { names } = eventsOf(client);
  const user = await call(client);
  expect(user.getAuthToken()).toBe(stray);
  expect(JSON.stringify(user)).not.toContain(stray);
  expect(authTokenOf(client)).toBe('kevin_1');
  expect(JSON.stringify(storage.held[KEY])).not.toContain('stray');
  expect(names()).not.toContain('tokenChanged');
  await client.getUser('andy');
  expect(sent.at(-1)?.headers.authtoken).toBe('kevin_1');
});
