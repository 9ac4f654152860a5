import { memoryStorage, type SessionStorage } from '../../../src/index.js';
import { openStorage } from '../../support/client-support.js';
import { HOSTILE_NAMES, hostile, Thrown } from './hostile.js';
import { goodService } from './service.js';

/** Changes the result of a function of the surroundings. */
type Habit = (value: () => unknown) => unknown;

function thrown(): never {
  throw new Thrown('the surroundings throw');
}

/** Ways in which a function of the caller can fail, by name. */
const HABITS: Readonly<Record<string, Habit>> = {
  works: (value) => value(),
  'works later': async (value) => value(),
  throws: thrown,
  rejects: () => Promise.reject(new Thrown('the surroundings reject')),
  'rejects with undefined': () => Promise.reject(undefined),
  'rejects with a symbol': () => Promise.reject(Symbol('reason')),
  'rejects with a revoked object': () => Promise.reject(hostile('a revoked object')),
  'rejects with a proxy whose traps throw': () => Promise.reject(hostile('a proxy whose traps throw')),
  'throws something unreadable': () => {
    throw hostile('a proxy whose traps throw');
  },
  'never settles': () => new Promise(() => undefined),
  ...Object.fromEntries(HOSTILE_NAMES.map((name) => [`answers ${name}`, () => hostile(name)])),
};

export const HABIT_NAMES: readonly string[] = Object.keys(HABITS);

const apply = (habit: string, value: () => unknown) => HABITS[habit]?.(value);

/** A storage whose three methods have these behaviours. */
export function storageWith(get: string, set: string, remove: string): SessionStorage {
  const memory = memoryStorage();
  return {
    getItem: (key) => apply(get, () => memory.getItem(key)),
    setItem: (key, value) => apply(set, () => memory.setItem(key, value)),
    removeItem: (key) => apply(remove, () => memory.removeItem(key)),
  };
}

/** A storage that works and holds a value. */
export function storageOf(value: unknown) {
  return openStorage({ 'cometchat-users:v1:app-1:us': value });
}

/** Bodies that the service should not send, by name. */
const BODIES: Readonly<Record<string, () => unknown>> = {
  nothing: () => '',
  'no JSON': () => '<html>',
  null: () => 'null',
  'a number': () => '5',
  'an array': () => '[]',
  'no data': () => '{}',
  'data null': () => '{"data":null}',
  'data a text': () => '{"data":"kevin"}',
  'data an array': () => '{"data":[{"uid":"kevin"}]}',
  'wrong types': () => '{"data":{"uid":5,"name":{},"tags":"a","metadata":[],"authToken":7,"token":null}}',
  'wrong side fields': () =>
    '{"data":{"uid":"kevin","name":false,"avatar":false,"tags":{},"role":1,"lastActiveAt":"1","hasBlockedMe":0}}',
  'a token that no header carries': () => '{"data":{"uid":"kevin","authToken":"a\\nb","token":"\\u0000"}}',
  'another prototype': () =>
    '{"data":{"uid":"kevin","__proto__":{"uid":"andy"},"constructor":1,"toJSON":2,"validate":3}}',
  'an odd uid': () => '{"data":{"uid":"../../me\\ud800"}}',
  'an error without a code': () => '{"error":{}}',
  'an error with odd fields': () => '{"error":{"code":"","message":{},"details":[[null],{"a":[5]}]}}',
  'an error with odd details': () =>
    '{"error":{"code":"ERR_X","message":5,"details":{"__proto__":["a"],"uid":[null,{},[[]]]}}}',
  'a revoked token': () => '{"error":{"code":"AUTH_ERR_AUTH_TOKEN_NOT_FOUND","message":"no"}}',
  'no such user': () => '{"error":{"code":"ERR_UID_NOT_FOUND","message":"no"}}',
  'a user who exists': () => '{"error":{"code":"ERR_UID_ALREADY_EXISTS","message":"no"}}',
  '1 MB of text': () => JSON.stringify({ data: { uid: 'kevin', name: 'x'.repeat(1 << 20) } }),
  '10,000 fields': () =>
    JSON.stringify({
      data: { uid: 'kevin', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at])) },
    }),
};

const STATUSES = [200, 201, 204, 205, 301, 304, 400, 401, 403, 404, 408, 409, 429, 451, 500, 503, 599];

const HEADERS: readonly Record<string, string>[] = [
  {},
  { 'retry-after': '-1' },
  { 'retry-after': 'NaN' },
  { 'retry-after': '1e400' },
  { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
  { 'retry-after': '3, 3' },
  { 'x-rate-limit-reset': 'x' },
  { 'x-rate-limit-reset': '99999999999999999999' },
  { 'content-type': 'text/html', 'content-encoding': 'gzip', 'content-length': '3', location: 'https://example.com' },
];

/** Behaviours of a fetch, by name: hostile ones, bodies with statuses and headers, and broken Responses. */
const FETCHES: Readonly<Record<string, (request: Request) => unknown>> = {
  ...Object.fromEntries(
    HABIT_NAMES.map((name) => [name, (request: Request) => apply(name, () => goodService(request))]),
  ),
  ...Object.fromEntries(
    Object.entries(BODIES).flatMap(([name, body]) => [
      [`answers 200 and ${name}`, () => new Response(String(body()))],
      [`answers 400 and ${name}`, () => new Response(String(body()), { status: 400 })],
      [`answers 503 and ${name}`, () => new Response(String(body()), { status: 503 })],
    ]),
  ),
  ...Object.fromEntries(
    STATUSES.flatMap((status) =>
      HEADERS.map((headers, at) => [
        `answers ${status} with headers ${at}`,
        () => new Response([204, 205, 304].includes(status) ? null : '{}', { status, headers }),
      ]),
    ),
  ),
  'a body that is locked': () => {
    const response = new Response('{}');
    response.body?.getReader();
    return response;
  },
  'a body that was read': async () => {
    const response = new Response('{}');
    await response.text();
    return response;
  },
  'a body that fails': () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(new Thrown('the body fails')) })),
  'a body that never ends': () => new Response(new ReadableStream({})),
  'a redirect whose body cannot be cancelled': () =>
    new Response(new ReadableStream({ cancel: thrown }), { status: 302, headers: { location: '/' } }),
  'Response.error()': () => Response.error(),
  'something like a Response': () => ({
    status: 200,
    headers: new Headers(),
    text: async () => '{"data":{"uid":"kevin"}}',
  }),
  'a text() that answers a symbol': () => ({ status: 200, headers: new Headers(), text: () => Symbol('text') }),
  'a text() that throws': () => ({ status: 200, headers: new Headers(), text: thrown }),
  'no headers': () => ({ status: 200, text: async () => '{"error":{"code":"A"}}' }),
  'no headers, 503': () => ({ status: 503, text: async () => '{}' }),
  'headers that throw, 503': () => ({ status: 503, headers: { get: thrown }, text: async () => '{}' }),
  'a status that is text': () => ({
    status: '200',
    headers: new Headers(),
    text: async () => '{"data":{"uid":"kevin"}}',
  }),
  'a status that is a symbol': () => ({ status: Symbol('200'), headers: new Headers(), text: async () => '{}' }),
};

export const FETCH_NAMES: readonly string[] = Object.keys(FETCHES);

/** Responds to a request as the name says; it may also throw synchronously. */
export function answer(name: string, request: Request): Promise<Response> {
  return FETCHES[name]?.(request) as Promise<Response>;
}
