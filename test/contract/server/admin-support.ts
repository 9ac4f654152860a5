import { type Admin, type AdminOptions, createAdmin } from 'cometchat-users/server';
import { expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator.js';

const APP = { appId: 'app-1', region: 'us' };

const USERS = [
  { uid: 'kevin', name: 'Kevin' },
  { uid: 'andy', name: 'Andy' },
];

export interface Service {
  readonly emulator: Emulator;
  /** Creates an admin of this emulator that does not retry, with the key of scope fullAccess. */
  readonly admin: Admin;
  make(options?: Partial<AdminOptions>): Admin;
  /** The requests since the last call, as `METHOD path?query`. */
  wire(): string[];
  /** The body of the newest request. */
  body(): unknown;
}

/** Starts an emulator with kevin and andy on a free port. It is closed at the end of the test. */
export async function serve(options: EmulatorOptions = {}): Promise<Service> {
  const emulator = createEmulator({ appId: APP.appId, users: USERS, ...options });
  const { url } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  let seen = 0;
  const make = (more: Partial<AdminOptions> = {}) =>
    createAdmin({ ...APP, apiKey: emulator.apiKey, emulator: url, retry: { limit: 0 }, ...more });
  return {
    emulator,
    admin: make(),
    make,
    wire() {
      const news = emulator.requests.slice(seen);
      seen = emulator.requests.length;
      return news.map(({ method, url: to }) => {
        const { pathname, search } = new URL(to);
        return `${method} ${pathname.replace('/v3', '')}${search}`;
      });
    },
    body: () => emulator.requests.at(-1)?.body,
  };
}

/** A request that a scripted service receives. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no types, and a test says what it expects of it.
  readonly body: any;
}

/** The key of a scripted service: a canary whose form is not masked automatically. */
export const KEY = 'canary-rest-key';

/**
 * Creates an admin whose service responds with a function: it returns `data` or a whole `Response`, or throws to give
 * no response.
 */
export function scripted(answer: (sent: Sent, count: number) => unknown, options: Partial<AdminOptions> = {}) {
  const sent: Sent[] = [];
  const admin = createAdmin({
    ...APP,
    apiKey: KEY,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const text = await request.text();
      const one: Sent = {
        method: request.method,
        path: `${pathname.replace('/v3', '')}${search}`,
        headers: Object.fromEntries(request.headers),
        body: text === '' ? undefined : JSON.parse(text),
      };
      sent.push(one);
      const data = await answer(one, sent.length);
      return data instanceof Response ? data : Response.json({ data });
    },
    ...options,
  });
  return { admin, sent, wire: () => sent.map(({ method, path }) => `${method} ${path}`) };
}

/** An error response of a scripted service. */
export const refusal = (status: number, code: string, more: object = {}, headers: HeadersInit = {}) =>
  Response.json({ error: { code, message: `Refused: ${code}`, ...more } }, { status, headers });

/** Loses the response. */
export function lost(): never {
  throw new TypeError('socket hang up');
}

/** Makes every back-off as short as possible, for tests with retries. */
export function hurry(): void {
  const random = Math.random;
  Math.random = () => 0;
  onTestFinished(() => {
    Math.random = random;
  });
}

/** Expects that a promise rejects before a request, with an issue of each field. */
export async function expectRefused(promise: PromiseLike<unknown>, ...fields: string[]): Promise<void> {
  const error = await promise.then(
    (value) => expect.fail(`It resolved with ${JSON.stringify(value)}.`),
    (reason) => reason,
  );
  expect(error).toMatchObject({ name: 'CometChatException', kind: 'validation', operation: expect.any(String) });
  expect(error.attempts).toBeUndefined();
  expect(Object.keys(error.details).sort()).toEqual([...fields].sort());
  for (const messages of Object.values(error.details)) expect(messages).toEqual([expect.stringMatching(/\w.*[.?]$/)]);
}
