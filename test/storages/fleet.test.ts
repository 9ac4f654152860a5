import { createEmulator } from 'cometchat-users/emulator';
import {
  type Admin,
  createAdmin,
  createTokenEndpoint,
  createUserSyncEndpoint,
  type Handler,
} from 'cometchat-users/server';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { expect, onTestFinished, test } from 'vitest';
import { createClient, type SessionStorage } from '../../src/index.js';
import { startRedis } from './redis.js';

/** One process of a fleet: an admin and its own connection to Redis. */
type Instance = { readonly admin: Admin; readonly storage: SessionStorage };

async function startFleet(count: number) {
  const url = await startRedis();
  const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }] });
  const { url: service } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  const instances = Array.from({ length: count }, (): Instance => {
    const storage = createStorage({ driver: redisDriver({ url, base: 'app' }) });
    onTestFinished(() => storage.dispose());
    const admin = createAdmin({ appId: 'app-1', region: 'us', apiKey: emulator.apiKey, emulator: service });
    return { admin, storage };
  });
  return { emulator, service, instances };
}

test('instances that share a Redis give a visitor one token, and never a revoked one', async () => {
  const { emulator, instances } = await startFleet(3);
  const endpoints = instances.map(({ admin, storage }) =>
    createTokenEndpoint({ admin, authenticate: () => ({ uid: 'kevin' }), reuse: { storage } }),
  );
  const ask = async (index: number) => {
    const request = new Request('http://app.example/token', { method: 'POST' });
    return (await (endpoints[index] as Handler)(request).then((answer) => answer.json())).authToken as string;
  };
  const first = await ask(0);
  expect(await Promise.all([ask(0), ask(1), ask(2)])).toEqual([first, first, first]);
  expect(emulator.users.authTokens('kevin')).toEqual([first]);
  await instances[1]?.admin.authTokens.delete('kevin', first);
  const second = await ask(2);
  expect(second).not.toBe(first);
  expect(await ask(0)).toBe(second);
});

test('an event that one instance has processed is known to the others', async () => {
  const { emulator, instances } = await startFleet(2);
  const [one, two] = instances.map(({ admin, storage }) =>
    createUserSyncEndpoint<{ name: string; at: number }>({
      admin,
      verify: () => true,
      storage,
      map: ({ name, at }) => ({ action: 'ensure', user: { uid: 'andy', name }, at }),
    }),
  ) as [Handler, Handler];
  const send = async (endpoint: Handler, name: string, at: number) => {
    const body = JSON.stringify({ name, at });
    const request = new Request('http://app.example/events', { method: 'POST', body });
    return (await endpoint(request).then((answer) => answer.json())).outcome as string;
  };
  expect(await send(one, 'Andrew', 2_000)).toBe('created');
  expect(await send(two, 'Andrew', 2_000)).toBe('repeated');
  expect(await send(two, 'Andy', 1_000)).toBe('old');
  expect(emulator.users.get('andy')?.name).toBe('Andrew');
});

test("an unstorage instance stores a client's session", async () => {
  const { emulator, service, instances } = await startFleet(1);
  const storage = instances[0]?.storage as SessionStorage;
  const options = { appId: 'app-1', region: 'us', emulator: service, storage };
  const client = createClient(options);
  await client.login('kevin', emulator.authKey);
  client.dispose();
  const next = createClient(options);
  expect(await next.session.ready).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin' } });
  await next.logout();
  next.dispose();
  const last = createClient(options);
  expect(await last.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
  last.dispose();
});
