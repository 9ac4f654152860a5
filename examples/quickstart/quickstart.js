// A guided demo against the local emulator, from creating a user to logging out. Run it with `npm start`.
// Each step checks its own result. The exit code is 1 if a check fails.
import assert from 'node:assert/strict';
import { CometChat, createClient, isCometChatException, memoryStorage } from 'cometchat-users';
import { createEmulator } from 'cometchat-users/emulator';
import { failure, say, step } from './story.js';

const emulator = createEmulator({ appId: 'quickstart' });
const { url } = await emulator.listen({ port: 0 });
const { authKey } = emulator;

try {
  await step('Start the local emulator, and call init', async () => {
    const appSettings = new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(url).build();
    await CometChat.init('quickstart', appSettings);
    say(`emulator at ${url}; requests sent by init: ${emulator.requests.length}`);
    assert.equal(emulator.requests.length, 0);
  });

  await step('createUser with three mistakes: one error reports all three, and no request is sent', async () => {
    const user = new CometChat.User('Kevin Fernandez', 'Kevin').setAvatar('kevin.png').setTags(['beta', '']);
    const error = await failure(CometChat.createUser(user, authKey));
    for (const [field, messages] of Object.entries(error.details ?? {})) say(`${field}: ${messages.join(' ')}`);
    assert.deepEqual(Object.keys(error.details ?? {}), ['uid', 'avatar', 'tags']);
    assert.equal(emulator.requests.length, 0);
  });

  await step('createUser with a correct user', async () => {
    const user = await CometChat.createUser(new CometChat.User('Kevin', 'Kevin'), authKey);
    say(`${user.getName()} has the uid ${user.getUid()} and the role ${user.getRole()}`);
    assert.equal(user.getUid(), 'kevin');
  });

  await step('createUser with the same uid again', async () => {
    const error = await failure(CometChat.createUser(new CometChat.User('kevin', 'Another'), authKey));
    say(`${error.code} (${error.kind}): ${error.hint}`);
    assert.equal(error.code, 'ERR_UID_ALREADY_EXISTS');
  });

  await step('updateUser sends only the fields that were changed', async () => {
    const user = new CometChat.User('kevin').setName('Kevin Fernandez').setTags(['beta']);
    const updated = await CometChat.updateUser(user, authKey);
    say(`request body: ${JSON.stringify(emulator.requests.at(-1)?.body)}`);
    assert.equal(updated.getName(), 'Kevin Fernandez');
    assert.deepEqual(emulator.requests.at(-1)?.body, { name: 'Kevin Fernandez', tags: ['beta'] });
  });

  // Your server does this with its REST API key. The browser gets only the auth token.
  const authToken = await step('Create an auth token with the REST API key, as your server would', async () => {
    const response = await fetch(`${url}/v3/users/kevin/auth_tokens`, {
      method: 'POST',
      headers: { apikey: emulator.apiKey },
    });
    const { data } = await response.json();
    say(`got an auth token of ${data.authToken.length} characters`);
    return data.authToken;
  });

  const storage = memoryStorage();
  const client = createClient({ appId: 'quickstart', region: 'us', emulator: url, storage });
  client.session.on('signedIn', ({ user }) => say(`event signedIn: ${user.name}`));
  client.session.on('userUpdated', ({ changed }) => say(`event userUpdated: ${changed.join(', ')}`));
  client.session.on('signedOut', ({ uid, reason }) => say(`event signedOut: ${uid}, ${reason}`));

  await step('Log in with the auth token: one request', async () => {
    const before = emulator.requests.length;
    const user = await client.login(authToken);
    say(`logged in as ${user.name}; requests: ${emulator.requests.length - before}`);
    assert.equal(emulator.requests.length - before, 1);
  });

  await step('updateCurrentUserDetails changes the profile, but not the role', async () => {
    await client.updateCurrentUserDetails({ statusMessage: 'On the train', metadata: { department: 'Sales' } });
    const error = await failure(client.updateCurrentUserDetails({ role: 'admin' }));
    say(`${error.code}: ${error.hint}`);
    assert.equal(error.code, 'ROLE_NOT_EDITABLE');
    const state = client.session.getSnapshot();
    assert.equal(state.status === 'signedIn' && state.user.statusMessage, 'On the train');
  });

  const second = createClient({ appId: 'quickstart', region: 'us', emulator: url, storage });
  second.session.on('signedOut', ({ uid, reason }) => say(`event signedOut, second client: ${uid}, ${reason}`));

  await step('A second client with the same storage is logged in, too', async () => {
    const state = await second.session.ready;
    assert.ok(state.status === 'signedIn' && state.source === 'storage');
    say(`${state.user.name} is signed in without a new login`);
    assert.equal((await second.getUser('kevin')).statusMessage, 'On the train');
  });

  await step('Revoke the auth token: the next request ends the session', async () => {
    await fetch(`${url}/v3/users/kevin/auth_tokens`, { method: 'DELETE', headers: { apikey: emulator.apiKey } });
    const error = await failure(second.getUser('cometchat-uid-1'));
    say(`${error.code}: ${error.hint}`);
    assert.deepEqual(second.session.getSnapshot(), { status: 'signedOut', reason: 'tokenRevoked' });
  });

  await step('logout works even though the token was revoked', async () => {
    await client.logout();
    assert.deepEqual(client.session.getSnapshot(), { status: 'signedOut', reason: 'logout' });
  });

  say(`\nAll steps passed. They sent ${emulator.requests.length} requests over real HTTP.`);
} catch (error) {
  say(`\nA step failed: ${isCometChatException(error) ? `${error.code}: ${error.message}` : error}`);
  process.exitCode = 1;
} finally {
  await emulator.close();
}
