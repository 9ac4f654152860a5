import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator.js';
import { type ClientOptions, createClient, type Hooks, type SessionEvent } from '../../src/index.js';
import { findSecrets } from '../support/canary.js';
import { shownSecrets } from './canary-search.js';

/** In the form of neither a key nor a token, so that only its being known as a credential keeps it out. */
export const WRONG_KEY = 'canary-auth-key-1234567890';
export const WRONG_TOKEN = 'canary-auth-token-1234567890';
/** In the service's own forms, so that they are masked even where they are not known. */
export const FOREIGN_TOKEN = `somebody_1700000000${'ab'.repeat(15)}`;
export const FOREIGN_KEY = 'c0ffee'.repeat(6).concat('abcd');

const EVENTS: SessionEvent[] = [
  'ready',
  'signedIn',
  'userUpdated',
  'tokenChanged',
  'signedOut',
  'loginFailed',
  'logoutFailed',
  'listenerError',
];

/** Everything that an app can see, by the name of its source. */
export function record() {
  const heard: [source: string, value: unknown][] = [];
  const hear = (source: string) => (value?: unknown) => void heard.push([source, value]);
  const hooks: Hooks = {
    onRequest: hear('onRequest'),
    onResponse: hear('onResponse'),
    onRetry: hear('onRetry'),
    onError: hear('onError'),
    onWarning: hear('onWarning'),
  };
  const settle = async (work: Promise<unknown>) => work.then(hear('result'), hear('rejection'));
  const sources = () => [...new Set(heard.map(([source]) => source))];
  return { heard, hear, hooks, settle, sources };
}

type Recorded = ReturnType<typeof record>;

/** Errors and events of hooks contain no secret anywhere; objects with a user show none. */
export function leaks({ heard }: Recorded, secrets: readonly string[]): string[] {
  return heard.flatMap(([source, value]) => {
    const carriesUser = /^(result|state|signedIn|userUpdated|ready|loginSuccess)$/.test(source);
    const found = carriesUser
      ? shownSecrets(value, secrets)
      : [...shownSecrets(value, secrets), ...findSecrets(value, ...secrets)];
    return found.map((where) => `${source}: ${where}`);
  });
}

export function client(recorded: Recorded, options: Partial<ClientOptions>) {
  const made = createClient({ appId: 'emulator-app', region: 'us', hooks: recorded.hooks, ...options });
  onTestFinished(() => made.dispose());
  for (const event of EVENTS) made.session.on(event, recorded.hear(event));
  made.session.subscribe(() => recorded.hear('state')(made.session.getSnapshot()));
  return made;
}

export async function startEmulator(): Promise<Emulator> {
  const emulator = createEmulator();
  await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  return emulator;
}

export async function tokenOf(emulator: Emulator, uid: string): Promise<string> {
  const url = `http://emulator.example/v3/users/${uid}/auth_tokens`;
  const answer = await emulator.fetch(new Request(url, { method: 'POST', headers: { apikey: emulator.apiKey } }));
  return (await answer.json()).data.authToken;
}

export async function revoke(emulator: Emulator, authtoken: string): Promise<void> {
  await emulator.fetch(new Request('http://emulator.example/v3.0/me', { method: 'DELETE', headers: { authtoken } }));
}

/** A service that repeats the credential of the request, and those of others, in every part of its response. */
export async function parrot(status: number): Promise<string> {
  const server = createServer(({ headers }, response) => {
    const secret = `${headers.apikey ?? headers.authtoken} ${FOREIGN_TOKEN} ${FOREIGN_KEY}`;
    const error = {
      code: `ERR_${secret}`,
      message: secret,
      devMessage: secret,
      details: { [secret]: [secret], other: { secret } },
    };
    response.writeHead(status, { 'retry-after': '900', 'x-echo': secret }).end(JSON.stringify({ error }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function headersOf(request: Request): string {
  return JSON.stringify([...request.headers]);
}

/** Some implementations of fetch put the request on their errors, headers and all. */
export function carrying(request: Request): Error {
  const cause = Object.assign(new Error(`failed: ${headersOf(request)}`), { code: 'ECONNRESET', request });
  return Object.assign(new TypeError(`fetch failed ${headersOf(request)}`, { cause }), {
    request,
    headers: [...request.headers],
  });
}
