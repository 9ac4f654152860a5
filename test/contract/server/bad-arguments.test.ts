import type { ImportRun } from 'cometchat-users/server';
import {
  createAdmin,
  createTokenEndpoint,
  createUserSyncEndpoint,
  isCometChatException,
  parseCometChatWebhook,
  toNodeHandler,
  User,
} from 'cometchat-users/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listen } from '../../support/http-support.js';
import { KEY, scripted } from './admin-support.js';

type Method = (...args: unknown[]) => unknown;

/** All methods of an object and of the objects inside, with their names. */
function methodsOf(group: object, above = ''): [string, Method][] {
  return Object.entries(group).flatMap(([name, value]): [string, Method][] => {
    if (typeof value === 'function') return [[`${above}${name}`, value]];
    return typeof value === 'object' ? methodsOf(value, `${above}${name}.`) : [];
  });
}

function cyclic(): object {
  const one: Record<string, unknown> = { uid: 'kevin' };
  return Object.assign(one, { metadata: { one }, one });
}

function nested(depth: number): object {
  let one: object = {};
  for (let level = 0; level < depth; level++) one = { one };
  return one;
}

/** A proxy whose every operation throws. */
function hostileProxy(target: object): object {
  const trap = () => {
    throw new TypeError('a trap');
  };
  return new Proxy(
    target,
    Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, trap])) as ProxyHandler<object>,
  );
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** An object whose getters throw, with names that are read. */
function throwing(thrown: unknown, ...names: string[]): object {
  const getter = {
    enumerable: true,
    get() {
      throw thrown;
    },
  };
  return Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, getter])));
}

const NAMES = [
  'uid',
  'name',
  'role',
  'metadata',
  'signal',
  'timeout',
  'page',
  'method',
  'path',
  'length',
  'then',
  'toJSON',
  'force',
];

/** Values that fit no argument. They are created for each call, because some remember how they were used. */
const hostile = fc.constantFrom<() => unknown>(
  () => cyclic(),
  () => nested(20_000),
  () => hostileProxy({}),
  () => hostileProxy([]),
  () => hostileProxy(() => undefined),
  () => revoked(),
  () => throwing(new Error('a getter'), ...NAMES),
  () => throwing(undefined, 'uid'),
  () => throwing('text', 'signal'),
  () => throwing(revoked(), 'uid', 'signal', 'timeout'),
  () => ({ uid: 'kevin', name: 'Kevin', metadata: throwing(new Error('within'), 'a') }),
  () => ({ uid: 'kevin', name: 'Kevin', metadata: nested(20_000) }),
  () => ({ uid: 'kevin', name: 'Kevin', tags: hostileProxy([]) }),
  () => Object.assign(new User('kevin'), { metadata: cyclic() }),
  () => Object.assign(Array(3), { 1: 'kevin' }),
  () => Array(3),
  () => ['kevin', revoked()],
  () => Object.create(null),
  () => Object.create(User.prototype),
  () => 'x'.repeat(1_000_000),
  () => '\ud800',
  () => '../../roles',
  () => 'a\r\nb: c',
  () => ['\udc00'],
  () => Symbol('uid'),
  () => 10n ** 400n,
  () => new Date(Number.NaN),
  () => new Map([['uid', 'kevin']]),
  () => () => 'kevin',
  () => class {},
  () => ({ toString: null, valueOf: null }),
  () => ({ toJSON: () => 5n }),
  () => ({ method: 'GET', path: '/a', query: { a: '\ud800' } }),
  () => ({ method: 'GET', path: '/a', query: { '\ud800': 'a' } }),
  () => ({ method: 'POST', path: '/a', body: { a: 1n } }),
  () => ({ method: 'POST', path: '/a', body: cyclic() }),
  () => ({ method: 'POST', path: '/a', body: nested(20_000) }),
  () => ({ method: 'POST', path: '/a', body: hostileProxy({}) }),
  () => ({ method: { toString: () => 'GET' }, path: ['/a'] }),
  () => ({ searchKey: '\ud800', tags: Object.assign(Array(3), ['a']), role: {} }),
  () => ({
    *[Symbol.iterator]() {
      yield { uid: 'kevin', name: 'Kevin' };
      throw new RangeError('a source');
    },
  }),
  () => ({ [Symbol.iterator]: () => hostileProxy({}) }),
  () => ({ signal: { addEventListener() {}, aborted: true } }),
  () => ({ signal: throwing(new Error('a signal'), 'aborted', 'addEventListener') }),
  () => ({ signal: AbortSignal.abort(revoked()) }),
  () => ({ signal: hostileProxy(new EventTarget()) }),
  () => ({ timeout: { valueOf: () => 5 } }),
);

/** Values that fit some arguments, so that calls get beyond the first check. */
const fitting = fc.constantFrom<() => unknown>(
  () => undefined,
  () => 'kevin',
  () => 'default',
  () => 'all',
  () => ['kevin', 'andy'],
  () => ({ uid: 'zoe', name: 'Zoë' }),
  () => new User('zoe', 'Zoë'),
  () => [{ uid: 'zoe', name: 'Zoë' }],
  () => ({ role: 'guide', name: 'Guide' }),
  () => ({ name: 'Key' }),
  () => ({ createGroup: 'deny' }),
  () => ({ page: 2, perPage: 5 }),
  () => ({ method: 'GET', path: '/groups' }),
  () => ({ signal: new AbortController().signal, timeout: 5_000 }),
);

const plain = fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true });
const argument = fc.oneof(
  { arbitrary: hostile, weight: 3 },
  { arbitrary: fitting, weight: 3 },
  { arbitrary: plain.map((value) => () => value), weight: 1 },
);
const argumentLists = fc.array(argument, { maxLength: 4 });

/** Responses of many forms, so that some fit. */
const ANSWERS: unknown[] = [
  { uid: 'zoe', name: 'Zoë', authToken: 'token' },
  [{ uid: 'zoe' }],
  { success: true },
  { deactivatedUids: ['kevin'] },
  { zoe: { success: true, data: { uid: 'zoe' } } },
  null,
  5,
];

/** Uses a result in every way; our own errors are fine. */
async function settle(use: () => unknown): Promise<void> {
  try {
    await use();
  } catch (error) {
    if (!isCometChatException(error)) throw error;
    expect(error.message).not.toContain(KEY);
    expect(JSON.stringify(error)).not.toContain(KEY);
  }
}

function isRun(result: unknown): result is ImportRun {
  return typeof result === 'object' && result !== null && 'summary' in result;
}

function isList(value: unknown): value is AsyncIterable<unknown> & { pages(): AsyncIterable<unknown> } {
  return typeof value === 'object' && value !== null && 'pages' in value;
}

async function take(items: AsyncIterable<unknown>): Promise<void> {
  let left = 3;
  for await (const _ of items) if (--left === 0) return;
}

let count = 0;
const { admin } = scripted(() => ANSWERS[count++ % ANSWERS.length], { retry: { limit: 0 } });
const methods = methodsOf(admin);

describe('every method of an admin, called with any arguments,', () => {
  test('is tested', () => {
    expect(methods.length).toBeGreaterThan(35);
    expect(methods.map(([name]) => name)).toEqual(
      expect.arrayContaining(['users.ensure', 'roles.permissions.set', 'apiKeys.delete', 'request']),
    );
  });

  test.each(methods)('rejects with a CometChatException or resolves: %s', async (_, method) => {
    await fc.assert(
      fc.asyncProperty(argumentLists, async (makers) => {
        const args = makers.map((make) => make());
        const result = method(...args);
        await settle(() => result);
        if (isRun(result)) await settle(() => result.summary);
        if (!isList(result)) return;
        await settle(() => take(result));
        await settle(() => take(result.pages()));
      }),
      { numRuns: 150 },
    );
  });

  test.each(methods)('accepts instances of classes, events and a missing this: %s', async (_, method) => {
    for (const self of [undefined, null, {}, admin]) await settle(() => method.call(self, 'kevin'));
  });
});

describe('a function that takes options, called with any arguments,', () => {
  const right: Record<string, [(options: never) => unknown, object]> = {
    createAdmin: [createAdmin, { appId: 'app-1', region: 'us', apiKey: KEY, emulator: 'http://127.0.0.1:1' }],
    createTokenEndpoint: [createTokenEndpoint, { admin, authenticate: () => ({ uid: 'kevin' }), reuse: {} }],
    createUserSyncEndpoint: [
      createUserSyncEndpoint,
      { admin, map: () => null, secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz' },
    ],
    toNodeHandler: [(options) => toNodeHandler(() => new Response(), options), { onError() {} }],
  };
  const NESTED = [
    'retry',
    'hosts',
    'hooks',
    'reuse',
    'storage',
    'verify',
    'profile',
    'timeout',
    'attemptTimeout',
    'fetch',
  ];

  test.each(Object.entries(right))('throws a CometChatException or returns: %s', async (_, [create, options]) => {
    create(options as never);
    const names = fc.constantFrom(...Object.keys(options), ...NESTED);
    await fc.assert(
      fc.asyncProperty(argument, names, async (make, name) => {
        await settle(() => create(make() as never));
        const wrong = Object.defineProperty({ ...options }, name, { enumerable: true, get: make });
        await settle(() => create(wrong as never));
        await settle(() => create(throwing(new Error('a getter'), name) as never));
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(right))('names the option that is not valid: %s', (_, [create]) => {
    for (const options of [null, 5, 'options', Symbol('options'), () => undefined])
      expect(() => create(options as never)).toThrow(
        expect.objectContaining({ name: 'CometChatException', code: 'INVALID_OPTION', kind: 'config' }),
      );
  });

  test.each<[string, object]>([
    ['storage', { storage: {} }],
    ['verify', { verify: 'yes' }],
    ['secret', { secret: [] }],
    ['secret', { secret: 5 }],
    ['onError', { onError: 'log' }],
    ['map', { map: {} }],
    ['admin', { admin: {} }],
  ])('createUserSyncEndpoint checks %s at once', (field, options) => {
    const [create, valid] = right.createUserSyncEndpoint as (typeof right)[string];
    expect(() => create({ ...valid, ...options } as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', details: { [field]: [expect.any(String)] } }),
    );
  });

  test.each<[string, object]>([
    ['reuse', { reuse: 5 }],
    ['reuse.storage', { reuse: { storage: {} } }],
    ['reuse.maxAgeMs', { reuse: { maxAgeMs: '5' } }],
    ['onError', { onError: 'log' }],
    ['profile', { profile: {} }],
    ['admin', { admin: { authTokens: {} } }],
  ])('createTokenEndpoint checks %s at once', (field, options) => {
    const [create, valid] = right.createTokenEndpoint as (typeof right)[string];
    expect(() => create({ ...valid, ...options } as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', details: { [field]: [expect.any(String)] } }),
    );
  });
});

describe('an endpoint responds', () => {
  const post = (body: string) => new Request('http://a.example/', { method: 'POST', body });
  let result: unknown;
  const app = () => result;
  const endpoints: Record<string, (request: Request) => Promise<Response>> = {
    authenticate: createTokenEndpoint({ admin, authenticate: app as never }),
    profile: createTokenEndpoint({
      admin: scripted(({ path }) =>
        path === '/users' ? {} : Response.json({ error: { code: 'ERR_UID_NOT_FOUND' } }, { status: 404 }),
      ).admin,
      authenticate: () => ({ uid: 'kevin' }),
      profile: app as never,
    }),
    map: createUserSyncEndpoint({ admin, verify: () => true, map: app as never }),
    verify: createUserSyncEndpoint({ admin, verify: app as never, map: () => null }),
  };

  test.each(Object.entries(endpoints))('to anything that %s returns', async (_, endpoint) => {
    await fc.assert(
      fc.asyncProperty(argument, async (make) => {
        result = make();
        const response = await endpoint(post('{"a":1}'));
        expect(response).toBeInstanceOf(Response);
        expect(await response.text()).not.toContain(KEY);
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(endpoints))('also to values that are not a Request: %s', async (_, endpoint) => {
    result = null;
    await fc.assert(
      fc.asyncProperty(argument, async (make) => {
        expect(await endpoint(make() as Request)).toBeInstanceOf(Response);
      }),
    );
  });

  test('to any change that a map returns with an action', async () => {
    const change = fc.record({
      action: fc.constantFrom('ensure', 'deactivate', 'erase'),
      uid: argument,
      user: argument,
      at: fc.oneof(
        fc.constant(() => 5),
        argument,
      ),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ action, uid, user, at }) => {
        result = { action, uid: uid(), user: user(), at: at() };
        expect(await endpoints.map?.(post('{"a":1}'))).toBeInstanceOf(Response);
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseCometChatWebhook', () => {
  const credentials = { username: 'comet', password: 'chat' };
  const authorization = `Basic ${btoa('comet:chat')}`;
  const parse = (body: string) =>
    parseCometChatWebhook(
      new Request('http://a.example/', { method: 'POST', body, headers: { authorization } }),
      credentials,
    );

  test('rejects with a CometChatException for any arguments', async () => {
    await fc.assert(
      fc.asyncProperty(argument, argument, async (request, secret) => {
        await settle(() => parseCometChatWebhook(request() as Request, secret() as never));
        await settle(() => parseCometChatWebhook(request() as Request, credentials));
        await settle(() => parse(String(typeof request() === 'string' ? request() : '{}')));
      }),
      { numRuns: 300 },
    );
  });

  test('says which argument is wrong', async () => {
    const request = new Request('http://a.example/');
    await expect(
      parseCometChatWebhook(request, { username: 'a', password: Symbol('b') } as never),
    ).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      kind: 'config',
    });
    for (const wrong of [null, undefined, 5, { headers: { authorization } }])
      await expect(parseCometChatWebhook(wrong as never, credentials)).rejects.toMatchObject({
        code: 'INVALID_PARAMETER',
        kind: 'validation',
        message: expect.stringContaining('toNodeHandler'),
      });
  });

  test('rejects with a CometChatException for any JSON', async () => {
    const trigger = fc.oneof(fc.constantFrom('user_blocked', 'user_connection_status_changed', 'new'), fc.jsonValue());
    const event = fc.record({ trigger, data: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(fc.oneof(event, fc.jsonValue()), async (body) => {
        await settle(() => parse(JSON.stringify(body)));
      }),
    );
    const odd = { trigger: { toString: null, valueOf: null }, data: {} };
    await expect(parse(JSON.stringify(odd))).rejects.toMatchObject({ code: 'WEBHOOK_UNREADABLE' });
    await expect(
      parse(`{"trigger":"a","data":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`),
    ).resolves.toBeDefined();
  });
});

test.each<[string, () => unknown]>([
  ['throws a revoked proxy', revoked],
  ['throws undefined', () => undefined],
])('a handler for node:http whose function %s responds with 500', async (_, make) => {
  const url = await listen(
    toNodeHandler(() => {
      throw make();
    }),
  );
  expect((await fetch(url)).status).toBe(500);
});

test('a handler for node:http with other arguments rejects and says what it takes', async () => {
  const handler = toNodeHandler(() => new Response());
  for (const [incoming, outgoing] of [
    [null, null],
    [new Request('http://a.example/'), undefined],
    [{ headers: {} }, {}],
  ])
    await expect(handler(incoming as never, outgoing as never)).rejects.toMatchObject({
      name: 'CometChatException',
      kind: 'validation',
      message: expect.stringContaining('node:http'),
    });
  expect(() => toNodeHandler('handler' as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});
