import { describe, expect, test, vi } from 'vitest';
import type { CometChatClient } from '../../../src/index.js';
import { aWhile, eventsOf, KEY, make, openStorage, scripted, stored } from '../../support/client-support.js';

const calls: [string, (client: CometChatClient) => Promise<unknown>][] = [
  ['login', (client) => client.login('kevin_2')],
  ['login by uid', (client) => client.login('andy', 'key')],
  ['login by provider', (client) => client.login()],
  ['createUser', (client) => client.createUser({ uid: 'a', name: 'A' }, 'key')],
  ['updateUser', (client) => client.updateUser({ uid: 'a', name: 'A' }, 'key')],
  ['getUser', (client) => client.getUser('andy')],
  ['updateCurrentUserDetails', (client) => client.updateCurrentUserDetails({ name: 'K' })],
  ['generateCallToken', (client) => client.generateCallToken('standup')],
  ['logout', (client) => client.logout()],
];

function silent() {
  const { fetch, sent } = scripted(() => new Promise(() => undefined));
  const storage = openStorage({ [KEY]: stored('kevin', 'kevin_1') });
  const client = make({ fetch, storage, tokenProvider: () => 'kevin_3', hooks: {} });
  return { client, sent, storage };
}

describe.each(calls)('%s', (_, call) => {
  test('that is pending rejects', async () => {
    const { client, sent } = silent();
    await expect.poll(() => sent.length).toBe(1);
    const pending = call(client);
    const rejected = expect(pending).rejects.toMatchObject({ code: 'CLIENT_DISPOSED', kind: 'config' });
    await aWhile(5);
    client.dispose();
    await rejected;
  });

  test('that comes later rejects and sends nothing', async () => {
    const { client, sent } = silent();
    client.dispose();
    await expect(call(client)).rejects.toMatchObject({ code: 'CLIENT_DISPOSED' });
    await aWhile(5);
    expect(sent).toEqual([]);
  });
});

test('listeners get no more events', async () => {
  const { client } = silent();
  await client.session.ready;
  const { told } = eventsOf(client);
  const change = vi.fn();
  client.session.subscribe(change);
  const pending = client.login('kevin_2');
  client.dispose();
  await expect(pending).rejects.toThrow();
  expect(told).toEqual([]);
  expect(change).not.toHaveBeenCalled();
});

test('the stored session stays for the next client, and the last state can be read', async () => {
  const { client, storage } = silent();
  await client.session.ready;
  client.dispose();
  client.dispose();
  expect(KEY in storage.held).toBe(true);
  expect(client.session.getSnapshot()).toMatchObject({ status: 'signedIn' });
});

test('before storage was read, ready resolves and nothing is sent', async () => {
  const { client, sent } = silent();
  client.dispose();
  expect(await client.session.ready).toMatchObject({ status: 'signedIn' });
  await aWhile(5);
  expect(sent).toEqual([]);
});

test('neither pending nor finished operations keep the process running', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const { client } = silent();
  await client.session.ready;
  const pending = Promise.allSettled(calls.map(([, call]) => call(client)));
  await new Promise(setImmediate);
  expect(timers()).toBeGreaterThan(before);
  client.dispose();
  await pending;
  await new Promise(setImmediate);
  expect(timers()).toBeLessThanOrEqual(before);
});

test('a finished operation leaves no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const { fetch } = scripted(() => ({ uid: 'kevin' }));
  const client = make({ fetch });
  await client.login('kevin_1');
  await client.getUser('kevin');
  await client.logout();
  expect(timers()).toBeLessThanOrEqual(before);
});
