import { expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator.js';

/** The parts of a call beside method and path. */
interface CallInit {
  /** Default: the fullAccess key. */
  as?: 'apiKey' | 'authKey' | 'nobody' | { token: string };
  headers?: Record<string, string>;
  /** Sent as JSON; a string or bytes are sent unchanged. */
  body?: unknown;
}

interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no types, and a test says what it expects of it.
  json: any;
}

export interface Started {
  emulator: Emulator;
  url: string;
  call(method: string, path: string, init?: CallInit): Promise<Reply>;
  /** Returns a valid token of an existing user. */
  tokenOf(uid: string): Promise<string>;
}

/** Starts an emulator on a free port. It is closed at the end of the test. */
export async function start(options: EmulatorOptions = {}): Promise<Started> {
  const emulator = createEmulator(options);
  const { url } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());

  async function call(method: string, path: string, { as = 'apiKey', headers, body }: CallInit = {}): Promise<Reply> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...credentials(emulator, as),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    emulator,
    url,
    call,
    async tokenOf(uid) {
      const { json } = await call('POST', `/v3/users/${uid}/auth_tokens`);
      return json.data.authToken;
    },
  };
}

function credentials(emulator: Emulator, as: NonNullable<CallInit['as']>): Record<string, string> {
  if (as === 'nobody') return {};
  return typeof as === 'object' ? { authtoken: as.token } : { apikey: emulator[as] };
}

/** The envelope of an error, to compare a response with. */
export function failure(status: number, code: string, rest: object = {}): object {
  const error = { code, source: 'chat-api', message: expect.any(String), devMessage: expect.any(String), ...rest };
  return { status, json: { error } };
}

/** A 400 whose details name exactly these fields. */
export function invalid(...fields: string[]): object {
  const details = Object.fromEntries(fields.map((field) => [field, [expect.any(String)]]));
  return failure(400, 'ERR_BAD_REQUEST', { details });
}

/** A clock that stands still until a test moves it. */
export function stoppedClock(seconds = 1_700_000_000) {
  let now = seconds * 1000;
  return {
    clock: () => now,
    advance: (by: number) => {
      now += by * 1000;
    },
  };
}

/** Logs a user in; the `jwt` is what its socket authenticates with. */
export async function login({ call, tokenOf }: Started, uid = 'cometchat-uid-1') {
  const token = await tokenOf(uid);
  const { json } = await call('PUT', '/v3.0/me', { as: { token }, body: { platform: 'WEB' } });
  return { token, jwt: json.data.jwt as string };
}
