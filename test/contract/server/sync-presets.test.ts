import { describe, expect, test } from 'vitest';
import { createUserSyncEndpoint } from '../../../src/server/user-sync/handler.js';
import type { SyncProvider } from '../../../src/server/user-sync/options.js';
import { backendInProcess } from '../../support/endpoint-support.js';
import { SECRET, sign } from './sync-support.js';

/** The one line of a reader, and what delivers events to it. */
function start(provider: SyncProvider, secret = SECRET) {
  const service = backendInProcess();
  const endpoint = createUserSyncEndpoint({ admin: service.admin, provider, secret });
  const deliver = async (event: object, headersOf: (body: string) => Record<string, string>) => {
    const body = JSON.stringify(event);
    const init = { method: 'POST', body, headers: headersOf(body) };
    const response = await endpoint(new Request('https://my-app.example/hook', init));
    return { status: response.status, ...(await response.json()) };
  };
  return { ...service, deliver };
}

describe('provider: clerk', () => {
  // https://clerk.com/docs/guides/development/webhooks/overview
  const user = {
    birthday: '',
    created_at: 1654012591514,
    email_addresses: [
      {
        email_address: 'example@example.org',
        id: 'idn_29w83yL7CwVlJXylYLxcslromF1',
        linked_to: [],
        object: 'email_address',
        verification: { status: 'verified', strategy: 'ticket' },
      },
    ],
    external_accounts: [],
    external_id: '567772',
    first_name: 'Example',
    gender: '',
    id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
    image_url: 'https://img.clerk.com/xxxxxx',
    last_name: 'Example',
    last_sign_in_at: 1654012591514,
    object: 'user',
    password_enabled: true,
    phone_numbers: [],
    primary_email_address_id: 'idn_29w83yL7CwVlJXylYLxcslromF1',
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    private_metadata: {},
    profile_image_url: 'https://www.gravatar.com/avatar?d=mp',
    public_metadata: {},
    two_factor_enabled: false,
    unsafe_metadata: {},
    updated_at: 1654012591835,
    username: null as string | null,
    web3_wallets: [],
  };
  const uid = user.id.toLowerCase();
  const event = (type: string, timestamp: number, more: object = {}) => ({
    data: { ...user, ...more },
    instance_id: 'ins_123',
    object: 'event',
    timestamp,
    type,
  });
  const T = 1654012591835;

  function clerk() {
    const { deliver, ...service } = start('clerk');
    const svix = (body: string) =>
      Object.fromEntries(Object.entries(sign(body)).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]));
    return { ...service, send: (given: object) => deliver(given, svix), deliver };
  }

  test('creates, updates and erases a user from the documented payload', async () => {
    const { send, emulator } = clerk();
    expect(await send(event('user.created', T))).toEqual({ status: 200, outcome: 'created' });
    expect(emulator.users.get(uid)).toMatchObject({ name: 'Example Example', avatar: 'https://img.clerk.com/xxxxxx' });
    expect(await send(event('user.updated', T + 2, { last_name: 'Sample' }))).toMatchObject({ outcome: 'updated' });
    expect(await send(event('user.updated', T + 1, { last_name: 'Late' }))).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get(uid)?.name).toBe('Example Sample');
    const deleted = { data: { deleted: true, id: user.id, object: 'user' }, object: 'event', type: 'user.deleted' };
    expect(await send({ ...deleted, timestamp: T + 3 })).toEqual({ status: 200, outcome: 'erased' });
    expect(emulator.users.get(uid)).toBeUndefined();
  });

  test('ignores other events, and refuses one with a wrong signature', async () => {
    const { send, deliver, wire } = clerk();
    expect(await send(event('session.created', T))).toEqual({ status: 200, outcome: 'ignored' });
    expect(await deliver(event('user.created', T), () => sign('another body'))).toMatchObject({ status: 401 });
    expect(await deliver(event('user.created', T), () => ({ authorization: `Bearer ${SECRET}` }))).toMatchObject({
      status: 401,
    });
    expect(wire()).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a first name only', { last_name: null }, 'Example'],
    ['a username', { first_name: null, last_name: '', username: 'ex' }, 'ex'],
    ['no name: the email address is nobody’s business', { first_name: null, last_name: null }, user.id],
    ['a very long name', { first_name: 'x'.repeat(300), last_name: null }, 'x'.repeat(100)],
  ])('names a user with %s', async (_, more, name) => {
    const { send, emulator } = clerk();
    expect(await send(event('user.created', T, more))).toMatchObject({ outcome: 'created' });
    expect(emulator.users.get(uid)?.name).toBe(name);
  });

  test('a picture that CometChat would refuse does not keep the user from being created', async () => {
    const { send, emulator } = clerk();
    expect(await send(event('user.created', T, { image_url: 'data:image/png;base64,AAAA' }))).toMatchObject({
      status: 200,
    });
    expect(emulator.users.get(uid)?.avatar).toBeUndefined();
  });

  test('a ban deactivates the user, and its end reactivates the user', async () => {
    const { send, emulator } = clerk();
    await send(event('user.created', T, { banned: false }));
    expect(await send(event('user.updated', T + 1, { banned: true }))).toMatchObject({
      outcomes: ['unchanged', 'deactivated'],
    });
    expect(emulator.users.get(uid)?.deactivatedAt).toBeGreaterThan(0);
    expect(await send(event('user.updated', T + 2, { banned: false }))).toMatchObject({ outcome: 'reactivated' });
    expect(emulator.users.get(uid)?.deactivatedAt).toBeUndefined();
  });

  test('a user whom somebody deactivated in the dashboard stays deactivated', async () => {
    const { send, emulator, admin } = clerk();
    await send(event('user.created', T, { banned: false }));
    await admin.users.deactivate([uid]);
    expect(await send(event('user.updated', T + 1, { banned: false, first_name: 'New' }))).toMatchObject({
      outcome: 'deactivated',
    });
    expect(emulator.users.get(uid)?.deactivatedAt).toBeGreaterThan(0);
  });
});

describe('provider: supabase', () => {
  const id = 'ff7fc9ae-3b1b-4642-9241-64adb9848a03';
  const row = {
    instance_id: '00000000-0000-0000-0000-000000000000',
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email: 'valid.email@supabase.com',
    raw_app_meta_data: { provider: 'github', providers: ['github'] },
    raw_user_meta_data: { full_name: 'Ada Lovelace', avatar_url: 'https://avatars.example/ada.png' } as object | null,
    created_at: '2025-04-29T20:13:24.755552+00:00',
    updated_at: '2025-04-29T20:13:24.755552+00:00',
    banned_until: null as string | null,
    deleted_at: null as string | null,
    is_anonymous: false,
  };
  // https://supabase.com/docs/guides/database/webhooks
  const event = (type: 'INSERT' | 'UPDATE' | 'DELETE', more: object = {}) => ({
    type,
    table: 'users',
    schema: 'auth',
    record: type === 'DELETE' ? null : { ...row, ...more },
    old_record: type === 'INSERT' ? null : { ...row, ...more },
    user_id: null,
  });
  const bearer = (secret: string) => () => ({ authorization: `Bearer ${secret}` });
  const micros = (digits: string) => ({ updated_at: `2025-04-29T20:13:24.${digits}+00:00` });

  function supabase() {
    const secret = `v1,${SECRET}`;
    const { deliver, ...service } = start('supabase', secret);
    return { ...service, deliver, send: (given: object) => deliver(given, bearer(secret)) };
  }

  test('creates, updates and erases a user from database webhooks on auth.users', async () => {
    const { send, emulator } = supabase();
    expect(await send(event('INSERT'))).toEqual({ status: 200, outcome: 'created' });
    expect(emulator.users.get(id)).toMatchObject({ name: 'Ada Lovelace', avatar: 'https://avatars.example/ada.png' });
    const renamed = (name: string, digits: string) => ({ raw_user_meta_data: { name }, ...micros(digits) });
    expect(await send(event('UPDATE', renamed('Ada King', '755554')))).toMatchObject({ outcome: 'updated' });
    // One microsecond earlier.
    expect(await send(event('UPDATE', renamed('Late', '755553')))).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get(id)?.name).toBe('Ada King');
    expect(await send(event('DELETE', renamed('Ada King', '755554')))).toMatchObject({ outcome: 'erased' });
    expect(await send(event('UPDATE', renamed('Ghost', '755554')))).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get(id)).toBeUndefined();
  });

  test('a ban deactivates until it ends, and a soft deletion deactivates', async () => {
    const { send, emulator } = supabase();
    const isActive = () => emulator.users.get(id)?.deactivatedAt === undefined;
    await send(event('INSERT'));
    await send(event('UPDATE', { banned_until: '2125-04-05T20:13:24.755552+00:00', ...micros('755553') }));
    expect(isActive()).toBe(false);
    await send(event('UPDATE', { banned_until: null, ...micros('755554') }));
    expect(isActive()).toBe(true);
    await send(event('UPDATE', { banned_until: '2025-04-01T00:00:00+00:00', ...micros('755555') }));
    expect(isActive()).toBe(true);
    await send(event('UPDATE', { deleted_at: '2025-04-30T00:00:00+00:00', ...micros('755556') }));
    expect(isActive()).toBe(false);
  });

  test('ignores events of other tables', async () => {
    const { send, wire } = supabase();
    expect(await send({ ...event('INSERT'), schema: 'public' })).toEqual({ status: 200, outcome: 'ignored' });
    expect(await send({ ...event('INSERT'), table: 'sessions' })).toEqual({ status: 200, outcome: 'ignored' });
    expect(wire()).toEqual([]);
  });

  test('creates a user from the signed hook "before user created"', async () => {
    const { deliver, emulator } = supabase();
    // https://supabase.com/docs/guides/auth/auth-hooks/before-user-created-hook
    const hook = {
      metadata: {
        uuid: '8b34dcdd-9df1-4c10-850a-b3277c653040',
        time: '2025-04-29T13:13:24.755552-07:00',
        name: 'before-user-created',
        ip_address: '127.0.0.1',
      },
      user: {
        id,
        aud: 'authenticated',
        role: '',
        email: 'valid.email@supabase.com',
        phone: '',
        app_metadata: { provider: 'email', providers: ['email'] },
        user_metadata: {},
        identities: [],
        created_at: '0001-01-01T00:00:00Z',
        updated_at: '0001-01-01T00:00:00Z',
        is_anonymous: false,
      },
    };
    expect(await deliver(hook, (body) => sign(body))).toEqual({ status: 200, outcome: 'created' });
    expect(emulator.users.get(id)?.name).toBe(id);
    expect(await deliver(hook, () => sign('another body'))).toMatchObject({ status: 401 });
  });

  test.each<[string, Record<string, string>]>([
    ['no secret', {}],
    ['another secret', { authorization: `Bearer v1,whsec_${Buffer.alloc(32).toString('base64')}` }],
    ['an empty secret', { authorization: 'Bearer ' }],
    ['the secret in another scheme', { authorization: `Basic v1,${SECRET}` }],
    ['a part of the secret', { authorization: `Bearer v1,${SECRET.slice(0, -1)}` }],
  ])('refuses a request with %s', async (_, headers) => {
    const { deliver, wire } = supabase();
    expect(await deliver(event('INSERT'), () => headers)).toMatchObject({ status: 401 });
    expect(wire()).toEqual([]);
  });
});

test('a map of your own replaces the one of the provider', async () => {
  const { admin, emulator } = backendInProcess();
  const endpoint = createUserSyncEndpoint<{ data: { id: string }; timestamp: number }>({
    admin,
    provider: 'clerk',
    secret: SECRET,
    map: ({ data, timestamp }) => ({ action: 'ensure', user: { uid: data.id, name: 'Mine' }, at: timestamp }),
  });
  const body = JSON.stringify({ type: 'user.created', timestamp: 1, data: { id: 'ann' } });
  const response = await endpoint(new Request('https://my-app.example', { method: 'POST', body, headers: sign(body) }));
  expect(response.status).toBe(200);
  expect(emulator.users.get('ann')?.name).toBe('Mine');
});

test('an unknown provider is refused, with the known ones', () => {
  const { admin } = backendInProcess();
  expect(() => createUserSyncEndpoint({ admin, provider: 'clark' as never, secret: SECRET })).toThrow(
    /clerk, supabase/,
  );
});
