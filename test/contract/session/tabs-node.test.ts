import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { CometChatClient } from '../../../src/index.js';
import {
  authTokenOf,
  deferred,
  make as makeClient,
  openStorage,
  scripted,
  serve,
  uidOf,
} from '../../support/client-support.js';

test('outside a browser clients follow each other only with the tabs option', async () => {
  const { make, tokenOf } = await serve();
  const storage = openStorage();
  const [one, two, loner] = [make({ storage, tabs: true }), make({ storage, tabs: true }), make({ storage })];
  await Promise.all([one, two, loner].map(({ session }) => session.ready));
  await one.login(await tokenOf('kevin'));
  await expect.poll(() => uidOf(two)).toBe('kevin');
  await two.logout();
  await expect.poll(() => uidOf(one)).toBeUndefined();
  expect(one.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'otherTab' });
  expect(loner.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'none' });
});

test('a refused token is compared with the stored session of another tab before the user is signed out', async () => {
  const { make, tokenOf, revoke } = await serve();
  const storage = openStorage();
  const [one, two] = [make({ storage, tabs: true }), make({ storage })];
  await one.login(await tokenOf('kevin'));
  await revoke('kevin');
  // This storage emits no event.
  await two.login(await tokenOf('kevin'));
  const reasons: string[] = [];
  one.session.on('signedOut', ({ reason }) => reasons.push(reason));
  expect((await one.getUser('andy')).uid).toBe('andy');
  expect(uidOf(one)).toBe('kevin');
  expect(reasons).toEqual([]);
});

test('a login by uid does not use the token of a session that another tab ends meanwhile', async () => {
  const entering = deferred();
  const { fetch, wire } = scripted(async ({ method, path }) => {
    if (path === '/users/kevin/auth_tokens') return { uid: 'kevin', authToken: 'kevin_2' };
    if (isLate && method === 'PUT') await entering.promise;
    return { uid: 'kevin', name: 'Kevin' };
  });
  let isLate = false;
  const storage = openStorage();
  const [one, two] = [1, 2].map(() => makeClient({ fetch, storage, tabs: true })) as [CometChatClient, CometChatClient];
  await one.login('kevin_1');
  await expect.poll(() => uidOf(two)).toBe('kevin');
  isLate = true;
  const login = two.login('kevin', 'a0'.repeat(20));
  await one.logout();
  await expect.poll(() => uidOf(two)).toBeUndefined();
  wire();
  entering.resolve();
  expect((await login).authToken).toBe('kevin_2');
  expect(wire()).toEqual(['POST /users/kevin/auth_tokens', 'PUT /me']);
  await expect.poll(() => authTokenOf(one)).toBe('kevin_2');
});

test('a client that follows others does not keep the process running', async () => {
  const code = `
    import { createClient, memoryStorage } from 'cometchat-users';
    const client = createClient({ appId: 'app-1', region: 'us', storage: memoryStorage(), tabs: true });
    await client.session.ready;
    console.log('ready');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    timeout: 10_000,
  });
  expect(stdout).toBe('ready\n');
});
