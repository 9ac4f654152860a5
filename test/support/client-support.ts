import { onTestFinished } from 'vitest';
import type { ClientOptions } from '../../src/client/options.js';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator.js';
import { type CometChatClient, createClient, type SessionEvent, type SessionStorage } from '../../src/index.js';

export const APP = { appId: 'app-1', region: 'us' };

/** The key under which a client of `APP` keeps its session. */
export const KEY = 'cometchat-users:v1:app-1:us';

const USERS = [
  { uid: 'kevin', name: 'Kevin' },
  { uid: 'andy', name: 'Andy' },
];

export interface Service {
  readonly emulator: Emulator;
  readonly url: string;
  /** Creates a client of this emulator that does not retry. It is disposed of at the end of the test. */
  make(options?: Partial<ClientOptions>): CometChatClient;
  /** The requests of clients since the last call, as `METHOD path`. */
  wire(): string[];
  /** Returns a valid token of an existing user. */
  tokenOf(uid: string): Promise<string>;
  /** Whether the service accepts a token. */
  knows(uid: string, token: string): boolean;
  /** Revokes every token of a user. */
  revoke(uid: string): Promise<void>;
  /** Sends a request as the app's server does, with its own key. */
  admin(method: string, path: string, body?: object): Promise<void>;
}

/** Starts an emulator with kevin and andy on a free port. It is closed at the end of the test. */
export async function serve(options: EmulatorOptions = {}): Promise<Service> {
  const emulator = createEmulator({ appId: APP.appId, users: USERS, ...options });
  const { url } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  let seen = 0;

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await emulator.fetch(new Request(`${url}/v3${path}`, init));
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return ((await response.json()) as { data: unknown }).data;
  }

  return {
    emulator,
    url,
    make: (more = {}) => make({ emulator: url, ...more }),
    wire() {
      const news = emulator.requests.slice(seen).filter(({ headers }) => headers.apikey !== emulator.apiKey);
      seen = emulator.requests.length;
      return news.map(({ method, url: to }) => `${method} ${new URL(to).pathname.replace('/v3.0', '')}`);
    },
    async tokenOf(uid) {
      const { authToken } = (await call('POST', `/users/${uid}/auth_tokens`)) as { authToken: string };
      return authToken;
    },
    knows: (uid, token) => emulator.users.authTokens(uid).includes(token),
    revoke: async (uid) => void (await call('DELETE', `/users/${uid}/auth_tokens`)),
    admin: async (method, path, body) => void (await call(method, path, body)),
  };
}

/** Creates a client that does not retry. It is disposed of at the end of the test. */
export function make(options: Partial<ClientOptions>): CometChatClient {
  const client = createClient({ ...APP, retry: { limit: 0 }, ...options });
  onTestFinished(() => client.dispose());
  return client;
}

/** A request that a scripted service receives. */
export interface Sent {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no types, and a test says what it expects of it.
  readonly body: any;
}

/** An error response of a scripted service. */
export const refusal = (status: number, code: string) =>
  Response.json({ error: { code, message: `Refused: ${code}` } }, { status });

/**
 * A service whose responses come from a function: it returns `data` or a whole `Response`, or throws to give no
 * response.
 */
export function scripted(answer: (sent: Sent) => unknown) {
  const sent: Sent[] = [];
  return {
    sent,
    wire: () => sent.splice(0).map(({ method, path }) => `${method} ${path}`),
    async fetch(request: Request): Promise<Response> {
      const { host, pathname } = new URL(request.url);
      const text = await request.text();
      const one: Sent = {
        method: request.method,
        host,
        path: pathname.replace('/v3.0', ''),
        headers: Object.fromEntries(request.headers),
        body: text === '' ? undefined : JSON.parse(text),
      };
      sent.push(one);
      const data = await answer(one);
      return data instanceof Response ? data : Response.json({ data });
    },
  };
}

const EVENTS: readonly SessionEvent[] = [
  'ready',
  'signedIn',
  'userUpdated',
  'tokenChanged',
  'signedOut',
  'loginFailed',
  'logoutFailed',
  'listenerError',
];

type Told = [event: string, payload: Readonly<Record<string, unknown>>];

/** Records the events of a client from now on. `take()` returns them and empties the record. */
export function eventsOf({ session }: CometChatClient) {
  const told: Told[] = [];
  for (const event of EVENTS) session.on(event, (payload) => told.push([event, { ...payload }]));
  return { told, names: () => told.map(([event]) => event), take: () => told.splice(0) };
}

/** The uid of the signed-in user. */
export function uidOf({ session }: CometChatClient): string | undefined {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.uid : undefined;
}

/** The token of the signed-in user. */
export function authTokenOf({ session }: CometChatClient): string | undefined {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.getAuthToken() : undefined;
}

/** A promise that the test settles. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Waits long enough for pending work on this machine, in tests that expect nothing to happen. */
export const aWhile = (ms = 30) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A synchronous storage whose content tests can read. */
export function openStorage(held: Record<string, unknown> = {}): SessionStorage & { held: Record<string, unknown> } {
  return {
    held,
    getItem: (key) => held[key] ?? null,
    setItem: (key, value) => {
      held[key] = value;
    },
    removeItem: (key) => {
      delete held[key];
    },
  };
}

/** A session as version 1 stores it. */
export function stored(uid: string, authToken: string, more: object = {}): Record<string, unknown> {
  return { v: 1, authToken, user: { uid, name: uid, ...more } };
}
