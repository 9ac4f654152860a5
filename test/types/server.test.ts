import { expect, test } from 'vitest';
import { compile } from './compile.js';

const RIGHT = `
import {
  type Admin, type AuthToken, type ChangeOutcome, type ImportResult, type EnsureOutcome, type NewUser, type Page, type Role, type SyncPlan, type UidOutcome,
  createAdmin, isCometChatException, User,
} from 'cometchat-users/server';
import { User as ClientUser } from 'cometchat-users';
type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>() => {};
declare const signal: AbortSignal;

const admin: Admin = createAdmin({ appId: 'a', region: 'us', apiKey: 'key', emulator: undefined, retry: { limit: 1 } });
export async function use(): Promise<void> {
  const user = await admin.users.create({ uid: 'zoe', name: 'Zoë', avatar: null }, { withAuthToken: true, signal });
  yes<Is<typeof user, ClientUser>>();
  const named: NewUser = { uid: 'yan', name: 'Yan' };
  for (const one of [named, new ClientUser('yan', 'Yan'), new User('yan').setName('Yan')]) await admin.users.create(one);
  const ensured = await admin.users.ensure(new ClientUser('zoe', 'Zoë'), { reactivate: true });
  yes<Is<typeof ensured.outcome, EnsureOutcome>>();

  const page = await admin.users.list({ role: 'guide', perPage: 5 }, { timeout: 500 });
  yes<Is<typeof page, Page<User>>>();
  for await (const one of admin.users.list()) one.getUid();
  for await (const one of page) one.getUid();
  const guides = async () => admin.users.list({ role: 'guide' });
  const returned = await guides();
  yes<Is<typeof returned, Page<User>>>();
  for await (const one of await admin.apiKeys.list()) one.apiKey.trim();
  for await (const one of admin.users.list().pages()) one.items.map(({ uid }) => uid);
  const pages: Promise<Page<User>> = admin.users.list().finally(() => undefined);
  await Promise.all([pages, admin.roles.list()]);

  const change = { action: 'ensure', user: { uid: 'a', name: 'A' }, at: new Date() } as const;
  const { outcome } = await admin.sync.apply(change);
  yes<Is<typeof outcome, ChangeOutcome>>();
  const applied = await admin.sync.apply([change], { concurrency: 2 });
  for (const each of applied.results) if (each.outcome === 'failed') each.error.code;
  const plan = await admin.sync.plan('users.ndjson', { missing: 'deactivate', maxRemoved: '10%', createdBefore: new Date() });
  yes<Is<typeof plan, SyncPlan>>();
  await admin.sync.plan(() => [{ uid: 'a', name: 'A' }]);
  await admin.sync.plan([user], { maxRemoved: 5 });
  await admin.sync.plan(admin.users.list());
  await admin.sync.plan(new ReadableStream());
  for await (const step of plan) {
    if (step.action === 'update') step.fields.name?.from;
    else if (step.action === 'invalid') step.error.code;
    else if (step.action === 'erase') step.seen.createdAt.toFixed();
  }
  for await (const line of plan.lines()) line.trim();
  const applying = admin.sync.apply(await admin.sync.readPlan('plan.ndjson'), { concurrency: 2 });
  for await (const result of applying) {
    if (result.status === 'failed') result.error.code;
    else if (result.status === 'skipped') result.reason.trim();
    else result.uid.trim();
  }
  const { counts } = await applying.summary;
  yes<Is<typeof counts.erased, number>>();
  const run = admin.sync.importUsers(new Set([{ uid: 'a', name: 'A', createdAt: 5 }]), { concurrency: 3 });
  for await (const result of run) {
    yes<Is<typeof result, ImportResult>>();
    if (result.status === 'failed') result.error.hint?.toUpperCase();
    else result.uid.toUpperCase();
  }
  admin.sync.importUsers(new ReadableStream<{ uid: string; name: string }>());
  const { stoppedBy } = await run.summary;
  stoppedBy?.code;
  const token = await admin.authTokens.create(user, { force: true });
  yes<Is<typeof token, AuthToken>>();
  const role = await admin.roles.update('guide', { description: null, settings: { listUsers: 'all' } });
  yes<Is<typeof role, Role>>();
  const outcomes = await admin.blockedUsers.block('zoe', ['andy']);
  yes<Is<typeof outcomes, UidOutcome[]>>();
  const { data, meta } = await admin.request({ method: 'GET', path: '/groups', query: { perPage: 5, tags: ['a'] } });
  yes<Is<typeof data, unknown>>();
  yes<Is<typeof meta, unknown>>();
  await admin.users.get('zoe').catch((error: unknown) => isCometChatException(error) && error.code === 'USER_DEACTIVATED');
}
`;

test('the code of a strict server compiles', () => {
  expect(compile({ right: RIGHT })).toEqual([]);
});

test('a user sync endpoint needs a provider and a secret, or a map; and map may return what it documents', () => {
  const right = `
    import { type Admin, createUserSyncEndpoint, memoryStorage, redisStorage, type SharedStorage } from 'cometchat-users/server';
    declare const admin: Admin;
    declare const secret: string | undefined;
    createUserSyncEndpoint({ admin, provider: 'clerk', secret });
    createUserSyncEndpoint({ admin, provider: 'supabase', secret: [secret, 'whsec_old'], storage: memoryStorage() });
    createUserSyncEndpoint<{ id: string; rows: { at: bigint }[] }>({
      admin,
      secret,
      map: ({ id: uid, rows }) => rows.map(({ at }) => ({ action: 'ensure', user: { uid, name: uid }, at, reactivate: 'ownBan' }) as const),
      onRejected: (event, error, { id, tries, isFinal }) => console.log(event, error, id, tries, isFinal),
    });
    createUserSyncEndpoint({ admin, verify: () => true, map: async () => null, lease: 1_000, maxTries: 3 });
    export const shared: SharedStorage = redisStorage({
      get: async () => null, set: async () => 'OK', del: async () => 1, eval: async () => 1,
    });
  `;
  expect(compile({ right })).toEqual([]);
});

test.each<[string, string]>([
  ['no key', "createAdmin({ appId: 'a', region: 'us' });"],
  [
    'a storage, as if it were a client',
    "createAdmin({ appId: 'a', region: 'us', apiKey: 'k', storage: localStorage });",
  ],
  [
    'a host that an admin never asks',
    "createAdmin({ appId: 'a', region: 'us', apiKey: 'k', hosts: { client: 'x' } });",
  ],
  ['a filter that is misspelt', "admin.users.list({ serchKey: 'a' });"],
  ['the presence word of REST', "admin.users.list({ status: 'available' });"],
  ['permanent as an argument', "admin.users.delete('kevin', true);"],
  ['permanent as text', "admin.users.delete('kevin', { permanent: 'true' });"],
  ['a user without a uid', "admin.users.ensure({ name: 'Kevin' });"],
  ['a user to create without a name', "admin.users.create({ uid: 'kevin' });"],
  ['a user to create of which the name may be missing', "admin.users.create({ uid: 'kevin', name: undefined });"],
  ['null for what cannot be cleared', "admin.users.update({ uid: 'kevin', role: null });"],
  ['a plan that removes in a way that does not exist', "admin.sync.plan([], { missing: 'delete' });"],
  ['a part without its sign', "admin.sync.plan([], { maxRemoved: '5' });"],
  ['a scope that is none', "admin.apiKeys.create({ name: 'Key', scope: 'admin' });"],
  ['a method that the service does not have', "admin.request({ method: 'PATCH', path: '/users' });"],
  ['the key in a client', "createClient({ appId: 'a', region: 'us', apiKey: 'k' });"],
])('%s does not compile', (_, code) => {
  const given =
    "import { createAdmin } from 'cometchat-users/server';\nimport { createClient } from 'cometchat-users';\n";
  const admin = "export const admin = createAdmin({ appId: 'a', region: 'us', apiKey: 'k' });\n";
  const problems = compile({ wrong: `${given}${admin}void createClient;\n${code}` });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^wrong:5 /);
});
