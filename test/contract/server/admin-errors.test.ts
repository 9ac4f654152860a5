import type { Admin } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { hurry, KEY, lost, refusal, scripted, serve } from './admin-support.js';

/** One call of each operation that takes only ids. */
const CALLS: Record<string, (admin: Admin) => PromiseLike<unknown>> = {
  'users.create': (admin) => admin.users.create({ uid: 'zoe', name: 'Zoë' }),
  'users.get': (admin) => admin.users.get('kevin'),
  'users.list': (admin) => admin.users.list(),
  'users.count': (admin) => admin.users.count(),
  'users.update': (admin) => admin.users.update({ uid: 'kevin', name: 'K' }),
  'users.delete': (admin) => admin.users.delete('kevin'),
  'users.deactivate': (admin) => admin.users.deactivate('kevin'),
  'users.reactivate': (admin) => admin.users.reactivate('kevin'),
  'users.ensure': (admin) => admin.users.ensure({ uid: 'kevin', name: 'K' }),
  'sync.apply': (admin) => admin.sync.apply({ action: 'ensure', user: { uid: 'zoe', name: 'Zoë' }, at: 1 }),
  'authTokens.create': (admin) => admin.authTokens.create('kevin'),
  'authTokens.get': (admin) => admin.authTokens.get('kevin', 'token'),
  'authTokens.list': (admin) => admin.authTokens.list('kevin'),
  'authTokens.update': (admin) => admin.authTokens.update('kevin', 'token', { platform: 'ios' }),
  'authTokens.delete': (admin) => admin.authTokens.delete('kevin', 'token'),
  'authTokens.flush': (admin) => admin.authTokens.flush('kevin'),
  'roles.create': (admin) => admin.roles.create({ role: 'guide', name: 'Guide' }),
  'roles.get': (admin) => admin.roles.get('default'),
  'roles.list': (admin) => admin.roles.list(),
  'roles.update': (admin) => admin.roles.update('default', { name: 'D' }),
  'roles.delete': (admin) => admin.roles.delete('default'),
  'roles.permissions.list': (admin) => admin.roles.permissions.list('default'),
  'roles.permissions.set': (admin) => admin.roles.permissions.set('default', { createGroup: 'deny' }),
  'roles.permissions.unset': (admin) => admin.roles.permissions.unset('default', 'createGroup'),
  'roles.restrictedFeatures.list': (admin) => admin.roles.restrictedFeatures.list('default'),
  'roles.restrictedFeatures.restrict': (admin) => admin.roles.restrictedFeatures.restrict('default', ['u.getUser']),
  'roles.restrictedFeatures.allow': (admin) => admin.roles.restrictedFeatures.allow('default', 'all'),
  'blockedUsers.block': (admin) => admin.blockedUsers.block('kevin', 'andy'),
  'blockedUsers.unblock': (admin) => admin.blockedUsers.unblock('kevin', 'andy'),
  'blockedUsers.list': (admin) => admin.blockedUsers.list('kevin'),
  'friends.add': (admin) => admin.friends.add('kevin', 'andy'),
  'friends.remove': (admin) => admin.friends.remove('kevin', 'andy'),
  'friends.list': (admin) => admin.friends.list('kevin'),
  'apiKeys.create': (admin) => admin.apiKeys.create({ name: 'Key' }),
  'apiKeys.get': (admin) => admin.apiKeys.get('key'),
  'apiKeys.list': (admin) => admin.apiKeys.list(),
  'apiKeys.update': (admin) => admin.apiKeys.update('key', { name: 'K' }),
  'apiKeys.delete': (admin) => admin.apiKeys.delete('key'),
  request: (admin) => admin.request({ method: 'GET', path: '/users' }),
};

/** The names of all methods. */
function methodsOf(group: object, above = ''): string[] {
  return Object.entries(group).flatMap(([name, value]) => {
    if (typeof value === 'function') return [`${above}${name}`];
    return typeof value === 'object' ? methodsOf(value, `${above}${name}.`) : [];
  });
}

/** The operations that an Auth Key may call. Source: the page on authentication. */
const FOR_AUTH_KEYS = ['users.create', 'users.update', 'authTokens.create'];

const names = Object.keys(CALLS);
const call = (name: string, admin: Admin) => CALLS[name]?.(admin) ?? Promise.resolve();
const rejection = (promise: PromiseLike<unknown>) =>
  promise.then(
    (value) => expect.fail(`It resolved with ${JSON.stringify(value)}.`),
    (error) => error,
  );

test('every method is tested here', () => {
  const methods = methodsOf(scripted(() => null).admin);
  // An import does not reject for what happens in it: import-users.test.ts.
  expect(methods.filter((name) => name !== 'sync.importUsers').sort()).toEqual([...names].sort());
});

describe('every method', () => {
  test('with an unknown key says which key to verify', async () => {
    const { make } = await serve();
    const admin = make({ apiKey: 'b0'.repeat(20) });
    for (const name of names)
      expect(await rejection(call(name, admin)), name).toMatchObject({
        code: 'AUTH_ERR_APIKEY_NOT_FOUND',
        kind: 'authentication',
        status: 401,
        hint: expect.stringContaining('REST API key'),
      });
  });

  test('with an Auth Key says that a fullAccess key is needed, except for operations that such a key may call', async () => {
    const { make, emulator } = await serve();
    const admin = make({ apiKey: emulator.authKey });
    for (const name of names.filter((one) => !FOR_AUTH_KEYS.includes(one)))
      expect(await rejection(call(name, admin)), name).toMatchObject({
        code: 'AUTH_ERR_NO_ACCESS',
        kind: 'permission',
        status: 403,
        hint: 'This key is an Auth Key: give createAdmin() the REST API key, of scope fullAccess.',
      });
    for (const name of FOR_AUTH_KEYS) await call(name, admin);
  });

  test('rejects with a rate limit and the time to wait', async () => {
    const limited = refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, { 'retry-after': '45' });
    // Without the gate, which would let nobody else try within these 45 s.
    const { admin } = scripted(() => limited.clone(), { rate: false });
    for (const name of names)
      expect(await rejection(call(name, admin)), name).toMatchObject({
        kind: 'rateLimit',
        retryAfterMs: 45_000,
        retryable: true,
        hint: 'Wait retryAfterMs.',
      });
  });

  test('that is aborted before it begins sends nothing', async () => {
    const { wire, admin } = scripted(() => ({}));
    const signal = AbortSignal.abort();
    const calls = [
      admin.users.get('kevin', { signal }),
      admin.users.list({}, { signal }),
      admin.users.ensure({ uid: 'kevin', name: 'K' }, { signal }),
      admin.authTokens.create('kevin', { signal }),
      admin.roles.get('default', { signal }),
      admin.friends.add('kevin', 'andy', { signal }),
      admin.request({ method: 'GET', path: '/users' }, { signal }),
    ];
    for (const one of await Promise.allSettled(calls))
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'REQUEST_ABORTED', kind: 'aborted' } });
    expect(wire()).toEqual([]);
  });

  test('settles if the service does not respond', async () => {
    const { admin } = scripted(() => new Promise(() => undefined), { timeout: 50 });
    const settled = await Promise.all(names.map(async (name) => [name, (await rejection(call(name, admin))).kind]));
    expect(settled.filter(([, kind]) => kind !== 'timeout')).toEqual([]);
  });

  test('shows no key in its error, for any response', async () => {
    const error = { code: KEY, message: `The key ${KEY} is no good.`, details: { [KEY]: [KEY] } };
    const { admin } = scripted(() => refusal(400, KEY, error), { retry: { limit: 0 } });
    for (const name of names) {
      const told = await call(name, admin).then(
        (result) => JSON.stringify(result),
        (error) => `${JSON.stringify(error)} ${error.stack}`,
      );
      expect(told, name).toContain('[redacted]');
      expect(told, name).not.toContain(KEY);
    }
  });

  test('is retried after a lost response if that is safe; no second API key is created', async () => {
    hurry();
    const { admin, wire } = scripted(() => lost());
    const attempts = async (name: string) => {
      const before = wire().length;
      expect(await rejection(call(name, admin)), name).toMatchObject({ kind: 'network' });
      return wire().length - before;
    };
    expect(await attempts('users.deactivate')).toBe(3);
    expect(await attempts('authTokens.create')).toBe(3);
    expect(await attempts('apiKeys.create')).toBe(1);
  });
});

test('rejects an argument that cannot be read like any other wrong one', async () => {
  const { admin, wire } = scripted(() => ({}));
  const cause = new Error('a getter');
  const hostile = {
    get uid(): string {
      throw cause;
    },
    name: 'Zoë',
  };
  const { proxy, revoke } = Proxy.revocable({ uid: 'zoe', name: 'Zoë' }, {});
  revoke();
  for (const input of [hostile, proxy]) {
    const calls = [
      () => admin.users.create(input),
      () => admin.users.update(input),
      () => admin.users.ensure(input),
      () => admin.users.get(input as never),
      () => admin.users.list(input as never),
    ];
    for (const one of calls)
      expect(await rejection(one())).toMatchObject({
        name: 'CometChatException',
        code: 'INVALID_PARAMETER',
        kind: 'validation',
        operation: expect.any(String),
      });
  }
  await expect(admin.users.create(hostile)).rejects.toMatchObject({ cause });
  expect(wire()).toEqual([]);
});

test('calls hooks with the errors of the callers, and an instance of a class keeps its this', async () => {
  class Log {
    readonly told: unknown[] = [];
    onError({ error }: { error: { kind: string; hint?: string } }) {
      this.told.push([error.kind, error.hint]);
    }
    onRequest({ operation }: { operation: string }) {
      this.told.push(operation);
    }
  }
  const hooks = new Log();
  const { admin } = scripted(() => refusal(400, 'ERR_ROLE_ALREADY_EXISTS'), { hooks });
  await rejection(admin.roles.create({ role: 'guide', name: 'Guide' }));
  expect(hooks.told).toEqual(['createRole', ['conflict', 'Use roles.update(), or choose another id.']]);
});
