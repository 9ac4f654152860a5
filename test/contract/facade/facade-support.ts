import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, onTestFinished, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator.js';
import type { CometChatException } from '../../../src/index.js';

/** The package as an app imports it right after a page load. */
export type Package = typeof import('../../../src/index.js');
/** A call whose arguments no type allows. */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may pass anything, and that is what is tested.
export type Untyped = any;

let loading: Promise<unknown> = Promise.resolve();

/** Loads the package anew: nothing is initialised, and there are no listeners. */
export function load(): Promise<Package> {
  const loaded = loading.then(() => {
    vi.resetModules();
    return import('../../../src/index.js');
  });
  loading = loaded;
  return loaded;
}

/** An emulator over HTTP, closed at the end of the test. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = createEmulator(options);
  await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  return emulator;
}

export interface Started extends Package {
  emulator: Emulator;
  /** Returns a valid token of the emulator. */
  tokenOf(uid: string): Promise<string>;
}

/** A new package, initialised with its own emulator. */
export async function start(options: EmulatorOptions = {}): Promise<Started> {
  const emulator = await startEmulator(options);
  const all = await load();
  await initialize(all, emulator.url);
  return { ...all, emulator, tokenOf: (uid) => tokenOf(emulator, uid) };
}

export async function initialize({ CometChat }: Package, url: string, appId = 'emulator-app'): Promise<void> {
  await CometChat.init(appId, new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(url).build());
}

/** Returns a token of a user of an app, as a server gets it. */
export async function tokenOf(emulator: Emulator, uid: string, appId = 'emulator-app'): Promise<string> {
  const url = `https://${appId}.api-us.cometchat.io/v3/users/${uid}/auth_tokens`;
  const headers = { apikey: emulator.apiKey, appid: appId };
  const answer = await emulator.fetch(new Request(url, { method: 'POST', headers }));
  return (await answer.json()).data.authToken;
}

/** Revokes a token, as a server does. */
export async function revoke(emulator: Emulator, token: string, appId = 'emulator-app'): Promise<void> {
  const url = `https://${appId}.apiclient-us.cometchat.io/v3.0/me`;
  const headers = { authtoken: token, appid: appId };
  await emulator.fetch(new Request(url, { method: 'DELETE', headers }));
}

/** How a server treats a request: it responds, or does something to the socket. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'drop';

/** A server that responds by a script, and otherwise like an emulator. */
export async function scripted(script: (method: string, path: string) => Answer | undefined) {
  const emulator = createEmulator();
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const answer = script(method, url);
    if (answer) seen.push(`${method} ${url}`);
    if (answer === 'hang') return;
    if (answer === 'drop') return void request.socket.destroy();
    if (answer) return void response.writeHead(answer.status, answer.headers).end(answer.body);
    await forward(emulator, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, emulator, seen, close };
}

async function forward(emulator: Emulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', headers } = request;
  const body = method === 'GET' ? {} : { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' };
  const given = new Headers(headers as Record<string, string>);
  const answer = await emulator.fetch(
    new Request(`http://${headers.host}${request.url}`, { method, headers: given, ...body }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

/** Describes how a promise settled: `ok`, or the code of the exception. */
export async function outcome(work: () => Promise<unknown>): Promise<string> {
  let promise: Promise<unknown>;
  try {
    promise = work();
  } catch (error) {
    return `thrown synchronously: ${error}`;
  }
  return promise.then(
    () => 'ok',
    (error: CometChatException) => (error.name === 'CometChatException' ? clear(error) : `not clear: ${error}`),
  );
}

/** Returns the error of a rejected call. */
export async function failureOf(work: Promise<unknown>): Promise<CometChatException> {
  return work.then(
    (value) => Promise.reject(new Error(`This should have failed, and gave ${JSON.stringify(value)}.`)),
    (error) => error,
  );
}

function clear(error: CometChatException): string {
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toMatch(/\w/);
  return error.code;
}

/** Fails each test of a file that leaves a rejection unhandled. */
export function noUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled.splice(0)).toEqual([]);
  });
}
