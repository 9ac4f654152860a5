// biome-ignore-all lint/suspicious/noThenProperty: thenables are tested.
import { CometChatException, User } from '../../../src/index.js';

/** The error that hostile values throw: it is the caller's own. */
export class Thrown extends Error {}

function thrower(): never {
  throw new Thrown('a hostile value throws');
}

const TRAPS = [
  'apply',
  'construct',
  'defineProperty',
  'deleteProperty',
  'get',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'has',
  'isExtensible',
  'ownKeys',
  'preventExtensions',
  'set',
  'setPrototypeOf',
] as const;

const allTrapsThrow = (target: object) => new Proxy(target, Object.fromEntries(TRAPS.map((trap) => [trap, thrower])));

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

function cyclic(): object {
  const value: Record<string, unknown> = { uid: 'kevin' };
  value.self = value;
  return value;
}

function cyclicArray(): unknown[] {
  const value: unknown[] = [];
  value.push(value);
  return value;
}

function abortedWith(reason: unknown): AbortSignal {
  const controller = new AbortController();
  controller.abort(reason);
  return controller.signal;
}

/** A signal of another realm or a polyfill. */
function foreignSignal(more: object = {}): object {
  return { aborted: false, reason: undefined, addEventListener() {}, removeEventListener() {}, ...more };
}

class Custom {
  uid = 'kevin';
  get name(): string {
    return thrower();
  }
}

/**
 * Values that no type allows in most places, by name, so that a failure is readable. Each is created anew for each use.
 */
const HOSTILE: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  'minus zero': () => -0,
  'minus one': () => -1,
  'a half': () => 0.5,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  'a huge number': () => 1e308,
  '2 ** 31': () => 2 ** 31,
  bigint: () => 10n ** 30n,
  'empty text': () => '',
  blank: () => ' \n\t',
  'a word': () => 'kevin',
  'a path': () => '../me',
  NUL: () => '\0',
  '1 MB of text': () => 'x'.repeat(1 << 20),
  '1 MB of emoji': () => '😀'.repeat(1 << 18),
  'half a surrogate pair': () => '\ud800',
  'the other half': () => 'a\udc00',
  __proto__: () => '__proto__',
  constructor: () => 'constructor',
  'a url': () => 'https://example.com/a',
  'a broken url': () => 'http://[',
  'a header injection': () => 'a\r\nauthtoken: b',
  symbol: () => Symbol('hostile'),
  'well-known symbol': () => Symbol.iterator,
  function: () => () => undefined,
  'a function that throws': () => thrower,
  'a function that returns garbage': () => () => Symbol('garbage'),
  'an async function that rejects': () => async () => thrower(),
  'a function that never settles': () => () => new Promise(() => undefined),
  'a generator function': () =>
    function* generate() {
      yield 1;
    },
  'a class': () => Custom,
  'an object': () => ({}),
  'an array': () => [],
  'an array of undefined': () => [undefined],
  'an array of symbols': () => [Symbol('inner')],
  'a sparse array': () => new Array(5),
  'a huge sparse array': () => new Array(2 ** 32 - 1),
  'an array of 100,000': () => Array.from({ length: 100_000 }, () => 'x'),
  'a cyclic object': cyclic,
  'a cyclic array': cyclicArray,
  '10,000 levels of objects': () => nested(10_000, (a) => ({ a })),
  '10,000 levels of arrays': () => nested(10_000, (a) => [a]),
  'an object of 20,000 fields': () => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, at])),
  'a revoked object': () => revoked({}),
  'a revoked array': () => revoked([]),
  'a revoked function': () => revoked(() => undefined),
  'a proxy whose traps throw': () => allTrapsThrow({}),
  'a proxy of an array whose traps throw': () => allTrapsThrow([]),
  'a proxy of a function whose traps throw': () => allTrapsThrow(() => undefined),
  'a proxy whose reads throw': () => new Proxy({}, { get: thrower }),
  'a proxy that answers everything': () => new Proxy({}, { get: () => () => undefined }),
  'a proxy whose keys throw': () => new Proxy({ uid: 'kevin', name: 'Kevin' }, { ownKeys: thrower }),
  'a proxy without a prototype': () => new Proxy({}, { getPrototypeOf: thrower }),
  'getters that throw': () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        ['uid', 'name', 'authKey', 'authToken', 'signal', 'timeout', 'strict', 'appId', 'region', 'a', 'aborted'].map(
          (field) => [field, { get: thrower, enumerable: true }],
        ),
      ),
    ),
  'an object whose conversion throws': () => ({ toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower }),
  'an object that converts to garbage': () => ({ toString: () => Symbol('a'), [Symbol.toPrimitive]: () => ({}) }),
  'an object whose toJSON throws': () => ({ uid: 'kevin', toJSON: thrower }),
  'an iterator that throws': () => ({ [Symbol.iterator]: thrower, length: 3 }),
  'an object with own __proto__': () => JSON.parse('{"uid":"kevin","name":"K","__proto__":{"polluted":true}}'),
  'an object without a prototype': () => Object.assign(Object.create(null), { uid: 'kevin', name: 'Kevin' }),
  'a frozen object': () => Object.freeze({ uid: 'kevin', name: 'Kevin' }),
  'a class instance': () => new Custom(),
  'a Date': () => new Date(0),
  'an invalid Date': () => new Date(Number.NaN),
  'a RegExp': () => /x/g,
  'a Map': () => new Map([['uid', 'kevin']]),
  'a WeakMap': () => new WeakMap(),
  'bytes of 64 KB': () => new Uint8Array(1 << 16),
  'a String object': () => Object('kevin'),
  'a Number object': () => Object(5),
  'a Symbol object': () => Object(Symbol('boxed')),
  'a promise': () => new Promise(() => undefined),
  'a thenable that never settles': () => ({ then() {} }),
  'a thenable that throws': () => ({ then: thrower }),

  'a thenable whose then throws': () => Object.defineProperty({}, 'then', { get: thrower }),
  'a thenable that calls both callbacks': () => ({
    then(resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
      resolve('one');
      reject(new Thrown('two'));
      thrower();
    },
  }),
  'a thenable that resolves with itself': () => {
    const value = {
      then(resolve: (given: unknown) => void) {
        queueMicrotask(() => resolve('itself'));
      },
    };
    return value;
  },
  'an Error': () => new Error('an error'),
  'an Error whose fields throw': () => new Proxy(new Error('a'), { get: thrower }),
  'a DOMException': () => new DOMException('aborted', 'AbortError'),
  'a CometChatException': () => new CometChatException({ code: 'ERR_UID_NOT_FOUND' }),
  'a URL': () => new URL('https://example.com/a'),
  'a Response': () => new Response('text'),
  'a user': () => new User('kevin', 'Kevin'),
  'a user of garbage': () => new User({ uid: Symbol('uid'), name: {}, tags: 5, metadata: 1n } as never),
  'a user without its constructor': () => Object.create(User.prototype),
  'a proxy of a user whose reads throw': () => new Proxy(new User('kevin', 'Kevin'), { get: thrower }),
  'a signal': () => new AbortController().signal,
  'an aborted signal': () => AbortSignal.abort(),
  'a signal aborted with null': () => abortedWith(null),
  'a signal aborted with a symbol': () => abortedWith(Symbol('reason')),
  'a signal aborted with a revoked object': () => abortedWith(revoked({})),
  'a signal aborted with a proxy whose traps throw': () => abortedWith(allTrapsThrow({})),
  'a signal aborted with an exception': () => abortedWith(new CometChatException({ code: 'CLIENT_DISPOSED' })),
  'a signal of another realm': () => foreignSignal(),
  'an aborted signal of another realm': () => foreignSignal({ aborted: true, reason: 'because' }),
  'a signal that cannot be listened to': () => foreignSignal({ addEventListener: thrower }),
  'a signal that cannot be read': () => Object.defineProperty(foreignSignal(), 'aborted', { get: thrower }),
  'a signal whose reason cannot be read': () =>
    Object.defineProperty(foreignSignal({ aborted: true }), 'reason', { get: thrower }),
  'a signal without aborted': () => ({ addEventListener() {} }),
  'a signal that aborts while it is listened to': () =>
    foreignSignal({ aborted: false, addEventListener: (_: string, listener: () => void) => listener() }),
  globalThis: () => globalThis,
};

export const HOSTILE_NAMES: readonly string[] = Object.keys(HOSTILE);

/** Returns the hostile value with a name. */
export function hostile(name: string): unknown {
  return HOSTILE[name]?.();
}
