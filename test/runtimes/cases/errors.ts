import { CometChatException, isCometChatException } from 'cometchat-users';
import { has, ok, rejects, same } from './assert.js';
import { type Cases, faulty } from './kit.js';

const TOKEN = 'canary-auth-token';
const KEY = 'canary-auth-key';

/** Every text that can be reached from a value, also in properties that are not enumerable. */
function textsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return [];
  seen.add(value);
  const names = Reflect.ownKeys(value).filter((name) => name !== 'constructor');
  return names.flatMap((name) => textsOf((value as Record<PropertyKey, unknown>)[name as string], seen));
}

export const errors: Cases = {
  'an exception is an Error, with what a tracker needs': async ({ client, uid }) => {
    const error = await rejects(client().updateUser({ uid: uid(), name: 'Ann' }, KEY), {
      code: 'AUTH_ERR_APIKEY_NOT_FOUND',
      kind: 'authentication',
      status: 401,
      operation: 'updateUser',
      attempts: 1,
      retryable: false,
      errorCode: 'ERROR_API_KEY_NOT_FOUND',
    });
    ok(error instanceof Error && error instanceof CometChatException, 'it is an Error');
    same([error.name, typeof error.stack, error.errorDescription], ['CometChatException', 'string', error.message]);
    ok(error.hint, 'it has a hint');
    has(JSON.parse(JSON.stringify(error)), { name: 'CometChatException', code: error.code, message: error.message });
  },

  'an exception of another copy of the package is known': async () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('cometchat-users.exception')]: true });
    same([foreign, new Error('x'), null, 'x', {}].map(isCometChatException), [true, false, false, false, false]);
  },

  'no credential can be reached from what a refusal rejects with': async ({ client, member }) => {
    const mine = client();
    const { uid, token } = await member();
    const caught = [
      await rejects(mine.login(TOKEN), { code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' }),
      await rejects(mine.login(uid, KEY), { code: 'AUTH_ERR_APIKEY_NOT_FOUND' }),
      await rejects(client({ retry: { limit: 0 }, fetch: faulty({ status: 500 }) }).login(token), { kind: 'server' }),
    ];
    for (const text of caught.flatMap((error) => [...textsOf(error), ...textsOf(error.toJSON()), String(error)]))
      ok(![TOKEN, KEY, token].some((secret) => text.includes(secret)), `no secret in ${text.slice(0, 20)}…`);
  },

  'no credential can be reached from what the platform’s own failures become': async ({ client, member, deadUrl }) => {
    const { token } = await member();
    const once = { retry: { limit: 0 } };
    const caught = [
      await rejects(client({ ...once, emulator: deadUrl }).login(TOKEN), { kind: 'network' }),
      await rejects(client({ ...once, fetch: faulty({ drop: 'before' }) }).login(token), { kind: 'network' }),
      await rejects(client({ ...once, fetch: faulty({ reset: true }) }).login(token), { kind: 'network' }),
    ];
    for (const text of caught.flatMap((error) => textsOf(error)))
      ok(![TOKEN, token].some((secret) => text.includes(secret)), `no secret in ${text.slice(0, 20)}…`);
  },

  'the hooks are told each step, no secret, and can break nothing': async ({ client, member }) => {
    const { uid, token } = await member();
    const told: string[] = [];
    const texts: string[] = [];
    const hear = (name: string) => (event: { operation: string; attempt: number }) => {
      told.push(`${name} ${event.operation} ${event.attempt}`);
      texts.push(JSON.stringify(event));
      throw new Error('a hook of my own');
    };
    const hooks = {
      onRequest: hear('request'),
      onResponse: hear('response'),
      onRetry: hear('retry'),
      onError: hear('error'),
    };
    const mine = client({ hooks, fetch: faulty({ status: 500 }) });
    same((await mine.login(token)).uid, uid);
    await rejects(mine.getUser('nobody-has-this'), { code: 'ERR_UID_NOT_FOUND' });
    same(told, [
      'request login 1',
      'response login 1',
      'retry login 1',
      'request login 2',
      'response login 2',
      'request getUser 1',
      'response getUser 1',
      'error getUser 1',
    ]);
    ok(!texts.join().includes(token), 'the token is told to nobody');
  },
};
