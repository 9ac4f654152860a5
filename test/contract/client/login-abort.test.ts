import { expect, test } from 'vitest';
import { aWhile, deferred, eventsOf, make, scripted, uidOf } from '../../support/client-support.js';

async function underWay() {
  const answer = deferred<unknown>();
  const { fetch, sent } = scripted(() => answer.promise);
  const client = make({ fetch });
  await client.session.ready;
  const { names } = eventsOf(client);
  const arrived = async () => {
    answer.resolve({ uid: 'kevin', name: 'Kevin' });
    await aWhile(10);
  };
  return { client, sent, names, arrived };
}

test('a caller who aborts does not affect the others', async () => {
  const { client, arrived, sent } = await underWay();
  const controller = new AbortController();
  const first = client.login('kevin_1', { signal: controller.signal });
  const second = client.login('kevin_1');
  await aWhile(5);
  controller.abort();
  await expect(first).rejects.toMatchObject({ code: 'REQUEST_ABORTED', kind: 'aborted' });
  await arrived();
  expect(await second).toMatchObject({ uid: 'kevin' });
  expect(sent).toHaveLength(1);
});

test('a caller whose timeout is over does not affect the others', async () => {
  const { client, arrived } = await underWay();
  const first = client.login('kevin_1', { timeout: 5 });
  const second = client.login('kevin_1');
  await expect(first).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT', kind: 'timeout' });
  // The request that both share was begun with the short timeout, which is over now.
  await aWhile(20);
  await arrived();
  expect(await second).toMatchObject({ uid: 'kevin' });
});

test('each caller that joins a login has its own timeout', async () => {
  const { client } = await underWay();
  const timeouts = [40, 5, 80];
  const messages = timeouts.map((timeout) => client.login('kevin_1', { timeout }).catch(({ message }) => message));
  expect(await Promise.all(messages)).toEqual(timeouts.map((ms) => `login took longer than ${ms} ms.`));
});

test('after all callers have aborted, no user is signed in later', async () => {
  const { client, arrived, names } = await underWay();
  const controllers = [new AbortController(), new AbortController()];
  const logins = controllers.map(({ signal }) => client.login('kevin_1', { signal }));
  await aWhile(5);
  for (const controller of controllers) controller.abort();
  for (const login of logins) await expect(login).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  await arrived();
  expect(uidOf(client)).toBe(undefined);
  expect(names()).toEqual(['loginFailed', 'loginFailed']);
});

test('after all callers have aborted, the next login starts again', async () => {
  const { client, arrived, sent } = await underWay();
  const controller = new AbortController();
  const login = client.login('kevin_1', { signal: controller.signal });
  await aWhile(5);
  controller.abort();
  await expect(login).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  const again = client.login('kevin_1');
  await arrived();
  expect(await again).toMatchObject({ uid: 'kevin' });
  expect(sent).toHaveLength(2);
});

test('a caller who joins in the tick of the last abort is signed in', async () => {
  const { client, arrived } = await underWay();
  const controller = new AbortController();
  const login = client.login('kevin_1', { signal: controller.signal });
  await aWhile(5);
  controller.abort();
  const again = client.login('kevin_1');
  await expect(login).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  await arrived();
  expect(await again).toMatchObject({ uid: 'kevin' });
});

test('a login that is already aborted sends nothing', async () => {
  const { client, sent } = await underWay();
  const signal = AbortSignal.abort('enough');
  await expect(client.login('kevin_1', { signal })).rejects.toMatchObject({ code: 'REQUEST_ABORTED', cause: 'enough' });
  await expect(client.login('kevin', 'a0'.repeat(20), { signal })).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  await expect(client.createUser({ uid: 'a', name: 'A' }, 'key', { signal })).rejects.toMatchObject({
    kind: 'aborted',
  });
  await aWhile(10);
  expect(sent).toEqual([]);
});

test('a login that is aborted before storage was read sends nothing', async () => {
  const { fetch, sent } = scripted(() => ({ uid: 'kevin' }));
  const read = deferred<unknown>();
  const storage = { getItem: () => read.promise, setItem: () => undefined, removeItem: () => undefined };
  let asked = 0;
  const client = make({ fetch, storage, tokenProvider: () => `kevin_${++asked}` });
  const controller = new AbortController();
  const { signal } = controller;
  const calls = [client.login('kevin_1', { signal }), client.login({ signal }), client.getUser('andy', { signal })];
  controller.abort();
  await Promise.allSettled(calls);
  read.resolve(null);
  await aWhile(10);
  expect(sent).toEqual([]);
  expect(asked).toBe(0);
});
