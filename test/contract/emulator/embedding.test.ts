import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator as createInBrowser } from '../../../src/emulator.browser.js';
import { createEmulator } from '../../../src/emulator.js';

describe('with msw', () => {
  test('responds for every host of CometChat', async () => {
    const emulator = createEmulator();
    const server = setupServer(
      http.all('https://*.cometchat.io/*', ({ request }) => emulator.fetch(request)),
      http.all('*', () => HttpResponse.error()),
    );
    server.listen();
    onTestFinished(() => server.close());

    const json = { 'content-type': 'application/json' };
    const created = await fetch('https://app1.api-us.cometchat.io/v3/users', {
      method: 'POST',
      headers: { ...json, apikey: emulator.authKey },
      body: JSON.stringify({ uid: 'Kevin', name: 'Kevin', withAuthToken: true }),
    });
    expect(created.status).toBe(200);
    const { data } = (await created.json()) as { data: { uid: string; authToken: string } };
    const me = await fetch('https://app1.apiclient-us.cometchat.io/v3.0/me', {
      method: 'PUT',
      headers: { ...json, authtoken: data.authToken },
      body: '{"platform":"WEB"}',
    });
    expect(await me.json()).toMatchObject({ data: { uid: 'kevin', status: 'available' } });
    expect(emulator.requests.map(({ method, body }) => [method, body])).toEqual([
      ['POST', { uid: 'Kevin', name: 'Kevin', withAuthToken: true }],
      ['PUT', { platform: 'WEB' }],
    ]);
  });
});

describe('fetch', () => {
  test('needs no this, and responds even to values that are not a request', async () => {
    const { fetch } = createEmulator();
    expect((await fetch(new Request('http://localhost/v3/users'))).status).toBe(401);
    const odd = await fetch({} as Request);
    expect(odd.status).toBe(500);
    expect(await odd.json()).toMatchObject({ error: { code: 'ERR_EXCEPTION', source: 'chat-api' } });
  });

  test('takes an address with options, as the global fetch does', async () => {
    const { fetch, apiKey, requests } = createEmulator();
    const headers = { apikey: apiKey, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: '{"uid":"bo","name":"Bo"}' };
    expect((await fetch('http://localhost/v3/users', init)).status).toBe(200);
    expect((await fetch(new URL('http://localhost/v3/users/bo'), { headers })).status).toBe(200);
    expect((await fetch('http://localhost/v3/users/bo')).status).toBe(401);
    expect((await fetch(new Request('http://localhost/v3/users/bo'), { headers })).status).toBe(200);
    expect((await fetch('HTTP://LocalHost/v3/users/bo', { headers })).status).toBe(200);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST http://localhost/v3/users',
      ...Array(4).fill('GET http://localhost/v3/users/bo'),
    ]);
    await expect(fetch('/v3/users')).rejects.toThrow(TypeError);
  });

  test('rejects a request whose body was read already, as the global fetch does', async () => {
    const { fetch, requests } = createEmulator();
    const used = new Request('http://localhost/v3/users', { method: 'POST', body: '{}' });
    await used.text();
    await expect(fetch(used)).rejects.toThrow(TypeError);
    expect(requests).toEqual([]);
  });

  test('rejects with the reason of its signal, before the request, during a delay and within a body', async () => {
    const { fetch, faults, requests } = createEmulator();
    const gone = new Error('gone');
    const url = 'http://localhost/v3/users';
    await expect(fetch(url, { signal: AbortSignal.abort(gone) })).rejects.toBe(gone);
    expect(requests).toHaveLength(0);

    faults.add({ delayMs: 3_600_000, times: 1 });
    const delayed = new AbortController();
    const waiting = fetch(new Request(url, { signal: delayed.signal }));
    await expect.poll(() => requests.length).toBe(1);
    delayed.abort(gone);
    await expect(waiting).rejects.toBe(gone);

    faults.add({ trickle: { bytes: 1, everyMs: 3_600_000 } });
    const within = new AbortController();
    const response = await fetch(url, { signal: within.signal });
    const text = response.text();
    within.abort(gone);
    await expect(text).rejects.toBe(gone);
  });

  test('close() ends the wait between the parts of a slow body, however many follow', async () => {
    const { fetch, close } = createEmulator({ faults: [{ trickle: { bytes: 1, everyMs: 3_600_000 } }] });
    const response = await fetch('http://localhost/v3/users');
    const text = response.text();
    await close();
    expect(JSON.parse(await text)).toMatchObject({ error: { code: 'AUTH_ERR_EMPTY_APIKEY' } });
  });

  test('a body that breaks off is a bad request', async () => {
    const { fetch, apiKey } = createEmulator();
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('gone'));
      },
    });
    const headers = { apikey: apiKey, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await fetch(new Request('http://localhost/v3/users', init));
    expect(response.status).toBe(400);
  });
});

describe('in a browser', () => {
  const build = () =>
    buildSync({
      entryPoints: [new URL('../../../src/emulator.browser.ts', import.meta.url).pathname],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'bundle',
    }).outputFiles[0]?.text ?? '';

  test('bundles without any module of Node', () => {
    const code = build();
    expect(code).toContain('createEmulator');
    expect(code).not.toMatch(/\bnode:|\brequire\(|\bBuffer\b|\bprocess\b/);
  });

  test('runs with the globals of a page only', async () => {
    const { Request, Response, Headers, URL, TextDecoder, TextEncoder, crypto, btoa, performance, Blob } = globalThis;
    const page = {
      Request,
      Response,
      Headers,
      URL,
      AbortController,
      TextDecoder,
      TextEncoder,
      Uint8Array,
      Blob,
      crypto,
      btoa,
      performance,
      structuredClone,
    };
    const { createEmulator: create } = runInNewContext(`${build()};bundle`, page) as {
      createEmulator: typeof createInBrowser;
    };
    const emulator = create();
    const headers = { apikey: emulator.authKey, 'content-type': 'application/json' };
    const body = '{"uid":"bo","name":"Bo","withAuthToken":true}';
    const made = await emulator.fetch(
      new Request('https://one.api-us.cometchat.io/v3/users', { method: 'POST', headers, body }),
    );
    const { data } = (await made.json()) as { data: { authToken: string } };
    const joined = await emulator.fetch(
      new Request('https://one.call-us.cometchat.io/v3.0/call_tokens', {
        method: 'POST',
        headers: { authtoken: data.authToken, 'content-type': 'application/json' },
        body: '{"sessionId":"s"}',
      }),
    );
    expect(joined.status).toBe(200);
  });

  test('has no listen and no url, and closes', async () => {
    const emulator = createInBrowser();
    expect(Object.keys(emulator).sort()).toEqual([
      'apiKey',
      'appId',
      'authKey',
      'close',
      'faults',
      'fetch',
      'requests',
      'reset',
      'users',
    ]);
    await expect(emulator.close()).resolves.toBeUndefined();
  });
});
