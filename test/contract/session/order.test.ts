import { expect, test } from 'vitest';
import { aWhile, deferred, KEY, openStorage, serve, uidOf } from '../../support/client-support.js';

test('a listener finds memory and storage as the event says', async () => {
  const { make, tokenOf } = await serve();
  const storage = openStorage();
  const client = make({ storage });
  const seen: unknown[] = [];
  const look = (event: string) => () => seen.push([event, uidOf(client), KEY in storage.held]);
  client.session.on('signedIn', look('signedIn'));
  client.session.on('signedOut', look('signedOut'));
  await client.login(await tokenOf('kevin'));
  await client.logout();
  expect(seen).toEqual([
    ['signedIn', 'kevin', true],
    ['signedOut', undefined, false],
  ]);
});

test('the event is emitted before the promise settles', async () => {
  const { make, tokenOf } = await serve();
  const client = make();
  const order: string[] = [];
  client.session.on('signedIn', () => order.push('signedIn'));
  client.session.on('signedOut', () => order.push('signedOut'));
  await client.login(await tokenOf('kevin')).then(() => order.push('login'));
  await client.logout().then(() => order.push('logout'));
  expect(order).toEqual(['signedIn', 'login', 'signedOut', 'logout']);
});

test('a slow write begins before the event, and the promise waits for it', async () => {
  const { make, tokenOf } = await serve();
  const order: string[] = [];
  const write = deferred();
  const storage = {
    ...openStorage(),
    setItem: () => {
      order.push('write begun');
      return write.promise.then(() => order.push('write done'));
    },
  };
  const client = make({ storage });
  client.session.on('signedIn', () => order.push('signedIn'));
  const login = client.login(await tokenOf('kevin')).then(() => order.push('login'));
  await expect.poll(() => order).toEqual(['write begun', 'signedIn']);
  await aWhile();
  expect(order).toHaveLength(2);
  write.resolve();
  await login;
  expect(order).toEqual(['write begun', 'signedIn', 'write done', 'login']);
});

test('operations use the new user during the write', async () => {
  const { make, tokenOf } = await serve();
  const write = deferred();
  const client = make({ storage: { ...openStorage(), setItem: () => write.promise } });
  const signedIn = new Promise((resolve) => client.session.once('signedIn', resolve));
  const login = client.login(await tokenOf('kevin'));
  await signedIn;
  expect(await client.getUser('andy')).toMatchObject({ name: 'Andy' });
  write.resolve();
  await login;
});

test('a committed login cannot be superseded while it is being stored', async () => {
  const { make, tokenOf } = await serve();
  const write = deferred();
  const client = make({ storage: { ...openStorage(), setItem: () => write.promise } });
  const signedIn = new Promise((resolve) => client.session.once('signedIn', resolve));
  const login = client.login(await tokenOf('kevin'));
  await signedIn;
  await expect(client.login('no-such-token')).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
  write.resolve();
  expect(await login).toMatchObject({ uid: 'kevin' });
  expect(uidOf(client)).toBe('kevin');
});

test('a listener that logs in as another user does not supersede the committed login', async () => {
  const { make, tokenOf } = await serve();
  const client = make();
  const [kevin, andy] = [await tokenOf('kevin'), await tokenOf('andy')];
  let second: Promise<unknown> | undefined;
  client.session.once('signedIn', () => {
    second = client.login(andy);
  });
  expect(await client.login(kevin)).toMatchObject({ uid: 'kevin' });
  expect(await second).toMatchObject({ uid: 'andy' });
  expect(uidOf(client)).toBe('andy');
});
