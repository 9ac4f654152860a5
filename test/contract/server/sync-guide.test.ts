import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Handler } from '../../../src/server/token-endpoint/handler.js';
import { toUid } from '../../../src/server/uids/uids.js';
import { blocksOf } from '../../package/snippets.js';
import { backend } from '../../support/endpoint-support.js';
import { sign } from './sync-support.js';

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-providers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = `whsec_${Buffer.from('canary-of-the-providers-32-bytes').toString('base64')}`;

/** The snippets of docs/identity-providers.md as files, with the files of the reader's own app that they import. */
beforeAll(async () => {
  const files: Record<string, string> = {
    'admin.ts': 'export const admin = globalThis.readersAdmin;',
    'pool.ts': 'export const pool = { query: () => Promise.reject(new Error("not used")) };',
    'auth.ts': 'export const readProfile = async (id: string) => ({ name: "Profile of " + id });',
  };
  for (const { code } of blocksOf(readFileSync('docs/identity-providers.md', 'utf8'))) {
    const [, name = ''] = /^\/\/ (\w+\.ts)\n/.exec(code) ?? [];
    files[name] = code;
  }
  files['storage.ts'] = 'export const storage = undefined;';
  for (const [name, code] of Object.entries(files)) writeFileSync(path.join(folder, name), code);
});

/** Bundles the snippet of a provider, and returns its endpoint and an emulator. */
async function load(provider: string, environment: Record<string, string>) {
  const made = await backend();
  vi.stubGlobal('readersAdmin', made.admin);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const outfile = path.join(folder, `${provider}-${crypto.randomUUID()}.mjs`);
  await build({
    entryPoints: [path.join(folder, `${provider}.ts`)],
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    alias: { 'cometchat-users/server': path.resolve('src/server.ts') },
  });
  const endpoint = (await import(/* @vite-ignore */ outfile))[provider] as Handler;
  const send = async (text: string, headers: Record<string, string>) => {
    const response = await endpoint(
      new Request('https://my-app.example/hook', { method: 'POST', body: text, headers }),
    );
    return { status: response.status, ...(await response.json()) };
  };
  return { ...made, send };
}

test('Stytch: its documented events, signed by Svix', async () => {
  const { send, emulator } = await load('stytch', { STYTCH_WEBHOOK_SECRET: SECRET });
  // https://www.svix.com/event-types/us/org_2olWIePjxAFYube1xW8DoQUEnyY
  const id = 'user-test-00000000-0000-0000-0000-000000000000';
  const event = (action: string, timestamp: string, more: object = {}) => {
    const body = JSON.stringify({
      action,
      event_id: 'webhook-event-test-00000000-0000-0000-0000-000000000000',
      id,
      object_type: 'user',
      project_id: 'project-test-00000000-0000-0000-0000-000000000000',
      source: 'DASHBOARD',
      timestamp,
      ...more,
      vertical: 'CONSUMER',
    });
    const headers = Object.entries(sign(body, { secret: SECRET }));
    return send(body, Object.fromEntries(headers.map(([name, value]) => [name.replace('webhook-', 'svix-'), value])));
  };
  const user = (first_name: string) => ({
    user: {
      created_at: '2024-01-02T03:04:05Z',
      emails: [{ email: 'adalovelace@stytch.example.com', email_id: 'email-test-0', verified: false }],
      is_locked: false,
      name: { first_name, last_name: 'Lovelace', middle_name: '' },
      status: 'active',
      user_id: id,
    },
  });
  expect(await event('CREATE', '2024-11-21T06:47:49.555247073Z', user('Ada'))).toEqual({
    status: 200,
    outcomes: ['created'],
  });
  expect(emulator.users.get(id)?.name).toBe('Ada Lovelace');
  expect(await event('UPDATE', '2024-11-21T06:47:49.555247074Z', user('Augusta'))).toMatchObject({
    outcomes: ['updated'],
  });
  // One nanosecond earlier.
  expect(await event('UPDATE', '2024-11-21T06:47:49.555247073Z', user('Old'))).toMatchObject({ outcomes: ['old'] });
  expect(await event('DELETE', '2024-11-21T06:47:50Z')).toMatchObject({ outcomes: ['erased'] });
  expect(await send('{}', {})).toMatchObject({ status: 401 });
});

test('WorkOS: its documented events, with its own signature', async () => {
  const { send, emulator } = await load('workos', { WORKOS_WEBHOOK_SECRET: 'workos-secret' });
  const user = {
    id: 'user_01e4zcr3c56j083x43jqxf3jk5',
    object: 'user',
    email: 'todd@example.com',
    first_name: 'Todd',
    last_name: 'Rundgren',
    email_verified: true,
    profile_picture_url: 'https://workoscdn.com/images/v1/123abc',
    created_at: '2023-11-18T09:18:13.120Z',
    updated_at: '2023-11-18T09:18:13.120Z',
  };
  const event = (type: string, created_at: string, { age = 0, secret = 'workos-secret' } = {}) => {
    const body = JSON.stringify({ id: 'event_04FKJ843CVE8F7BXQSPFH0M53V', event: type, data: user, created_at });
    const time = Date.now() - age;
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return send(body, { 'workos-signature': `t=${time}, v1=${signature}` });
  };
  expect(await event('user.created', '2023-11-18T09:18:13.126Z')).toEqual({ status: 200, outcome: 'created' });
  expect(emulator.users.get(user.id)).toMatchObject({ name: 'Todd Rundgren', avatar: user.profile_picture_url });
  expect(await event('session.created', '2023-11-18T09:18:14.126Z')).toMatchObject({ outcome: 'ignored' });
  expect(await event('user.deleted', '2023-11-18T09:19:13.126Z')).toMatchObject({ outcome: 'erased' });
  expect(await event('user.created', '2023-11-18T09:20:13.126Z', { age: 600_000 })).toMatchObject({ status: 401 });
  expect(await event('user.created', '2023-11-18T09:20:13.126Z', { secret: 'other' })).toMatchObject({ status: 401 });
  expect(emulator.users.get(user.id)).toBeUndefined();
});

test.each([
  ['a list', (logs: object[]) => JSON.stringify(logs)],
  ['JSON lines', (logs: object[]) => logs.map((log) => JSON.stringify(log)).join('\n')],
])('Auth0: a batch of its log stream, as %s', async (_, write) => {
  const { send, emulator } = await load('auth0', { AUTH0_STREAM_TOKEN: 'Bearer auth0-token' });
  const log = (log_id: string, type: string, date: string, user_id?: string) => ({
    log_id,
    data: {
      date,
      type,
      connection: 'Username-Password-Authentication',
      connection_id: 'con_abc123',
      client_id: 'AbC123ClientId',
      client_name: 'My App',
      ip: '203.0.113.10',
      user_agent: 'Mozilla/5.0',
      ...(user_id && { user_id, user_name: 'user@example.com' }),
      strategy: 'auth0',
      strategy_type: 'database',
    },
  });
  const batch = write([
    log('1', 'ss', '2021-07-14T15:42:13.410Z', 'auth0|64f'),
    log('2', 'f', '2021-07-14T15:42:13.420Z'),
    log('3', 's', '2021-07-14T15:42:13.430Z', 'google-oauth2|107'),
    log('4', 'sdu', '2021-07-14T15:42:13.440Z', 'google-oauth2|107'),
  ]);
  expect(await send(batch, { authorization: 'Bearer auth0-token' })).toEqual({
    status: 200,
    outcomes: ['created', 'created', 'erased'],
  });
  expect(emulator.users.get(toUid('auth0|64f'))?.name).toBe('Profile of auth0|64f');
  expect(emulator.users.get(toUid('google-oauth2|107'))).toBeUndefined();
  const one = write([log('5', 'ss', '2021-07-14T15:43:13.410Z', 'auth0|650')]);
  expect(await send(one, { authorization: 'Bearer auth0-token' })).toMatchObject({ outcomes: ['created'] });
  expect(await send(one, { authorization: 'Bearer other' })).toMatchObject({ status: 401 });
});

test('Keycloak: the events of keycloak-events, signed by it', async () => {
  const { send, emulator } = await load('keycloak', { KEYCLOAK_WEBHOOK_SECRET: 'A3jt6D8lz' });
  const id = 'f7cd3491-7c6c-480c-bc5c-b2b3b0fb048c';
  const event = (type: string, time: number, more: object, secret = 'A3jt6D8lz') => {
    const body = JSON.stringify({ uid: `event-${time}`, time, realmId: 'master', type, ...more });
    return send(body, { 'x-keycloak-signature': createHmac('sha256', secret).update(body).digest('hex') });
  };
  const user = (more: object) => ({
    resourceType: 'USER',
    resourcePath: `users/${id}`,
    representation: JSON.stringify({ id, username: 'johndoe', firstName: 'John', lastName: 'Doe', ...more }),
    authDetails: { realmId: 'master', userId: '31db295f-4bc7-4ba0-b689-65197efb5c6e', username: 'admin' },
  });
  const access = {
    authDetails: { userId: id, username: 'johndoe' },
    details: { username: 'johndoe', first_name: 'John' },
  };
  expect(await event('access.REGISTER', 1588363619462, access)).toEqual({ status: 200, outcomes: ['created'] });
  expect(await event('access.LOGIN', 1588363619463, access)).toMatchObject({ outcome: 'ignored' });
  const disabled = user({ enabled: false });
  expect(await event('admin.USER-UPDATE', 1588363619464, disabled)).toMatchObject({
    outcomes: ['updated', 'deactivated'],
  });
  expect(emulator.users.get(id)?.deactivatedAt).toBeGreaterThan(0);
  const enabled = user({ enabled: true, lastName: 'Smith' });
  expect(await event('admin.USER-UPDATE', 1588363619465, enabled)).toMatchObject({ outcomes: ['reactivated'] });
  expect(emulator.users.get(id)).toMatchObject({ name: 'John Smith' });
  expect(await event('admin.USER-DELETE', 1588363619466, user({}), 'wrong')).toMatchObject({ status: 401 });
  expect(await event('admin.USER-DELETE', 1588363619466, user({}))).toMatchObject({ outcomes: ['erased'] });
});
