import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import {
  aWhile,
  deferred,
  eventsOf,
  KEY,
  make,
  openStorage,
  refusal,
  scripted,
  stored,
  uidOf,
} from '../../support/client-support.js';

/** A client with a slow storage. */
async function slowToStore() {
  const written = deferred();
  const storage = { ...openStorage(), setItem: () => written.promise };
  const { fetch } = scripted(() => ({ uid: 'kevin', name: 'Kevin' }));
  const client = make({ fetch, storage });
  await client.session.ready;
  const { names } = eventsOf(client);
  const committed = () => expect.poll(() => uidOf(client)).toBe('kevin');
  return { client, names, committed, written };
}

describe('a login that is committed and not stored yet resolves', () => {
  test('although the caller aborts', async () => {
    const { client, names, committed, written } = await slowToStore();
    const controller = new AbortController();
    const login = client.login('kevin_1', { signal: controller.signal });
    await committed();
    controller.abort();
    written.resolve();
    expect(await login).toBeInstanceOf(User);
    expect(names()).toEqual(['signedIn']);
  });

  test("although the caller's timeout is over", async () => {
    const { client, committed, written } = await slowToStore();
    const login = client.login('kevin_1', { timeout: 150 });
    await committed();
    await aWhile(200);
    written.resolve();
    expect(await login).toBeInstanceOf(User);
  });

  test('also for a caller who joins it then', async () => {
    const { client, committed, written } = await slowToStore();
    const first = client.login('kevin_1');
    await committed();
    const controller = new AbortController();
    const second = client.login('kevin_1', { signal: controller.signal });
    await aWhile(5);
    controller.abort();
    written.resolve();
    expect([await first, await second]).toMatchObject([{ uid: 'kevin' }, { uid: 'kevin' }]);
  });

  test('although one of its listeners aborts it', async () => {
    const { fetch } = scripted(() => ({ uid: 'kevin', name: 'Kevin' }));
    const client = make({ fetch });
    const controller = new AbortController();
    client.session.on('signedIn', () => controller.abort());
    expect(await client.login('kevin_1', { signal: controller.signal })).toMatchObject({ uid: 'kevin' });
    expect(uidOf(client)).toBe('kevin');
  });
});

test('a caller who aborts around the response is signed in or gets a rejection, never both', async () => {
  const outcomes = new Set<string>();
  for (let delay = 0; delay < 60; delay++) {
    const controller = new AbortController();
    const body = new ReadableStream({
      async pull(stream) {
        stream.enqueue(new TextEncoder().encode('{"data":{"uid":"kevin"}}'));
        stream.close();
        for (let turn = 0; turn < delay; turn++) await undefined;
        controller.abort();
      },
    });
    const client = make({ fetch: async () => new Response(body) });
    await client.session.ready;
    const login = client.login('kevin_1', { signal: controller.signal });
    const outcome = await login.then(
      () => 'resolved',
      ({ code }) => code,
    );
    expect([outcome, uidOf(client)]).toEqual(outcome === 'resolved' ? [outcome, 'kevin'] : [outcome, undefined]);
    outcomes.add(outcome);
  }
  expect([...outcomes].sort()).toEqual(['REQUEST_ABORTED', 'resolved']);
});

describe('a login that rejects does not change session and storage', () => {
  test.each<[string, (sent: { readonly method: string }) => unknown]>([
    ['the token is refused', () => refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND')],
    ['the key is refused', () => refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND')],
    ['the service fails', () => refusal(500, 'ERR_EXCEPTION')],
    ['the response is not a user', () => ({ name: 'Andy' })],
    ['the response is truncated', () => new Response('{"data":{"uid":"an')],
  ])('if %s', async (_, answer) => {
    const storage = openStorage({ [KEY]: stored('kevin', 'kevin_1') });
    const service = scripted((sent) => (sent.method === 'GET' ? { uid: 'kevin', name: 'kevin' } : answer(sent)));
    const client = make({ fetch: service.fetch, storage });
    await client.session.ready;
    await expect.poll(() => service.sent.length).toBe(1);
    await aWhile(5);
    const [state, held] = [client.session.getSnapshot(), { ...storage.held }];
    const { names } = eventsOf(client);
    await expect(client.login('andy_1')).rejects.toMatchObject({ name: 'CometChatException' });
    await expect(client.login('andy', 'key')).rejects.toMatchObject({ name: 'CometChatException' });
    expect(client.session.getSnapshot()).toBe(state);
    expect(storage.held).toEqual(held);
    expect(names()).toEqual(['loginFailed', 'loginFailed']);
  });
});
