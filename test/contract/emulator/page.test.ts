import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../../src/emulator.js';
import { start } from './emulator-support.js';

const API = '/_emulator/api';

/** As `fetch`, which does not allow a Host header. */
function ask(url: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the page', () => {
  test('is a document under a strict policy, and all its resources exist', async () => {
    const { url, emulator } = await start();
    const page = await fetch(`${url}/_emulator`);
    expect(page.url).toBe(`${url}/_emulator/`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers.has('access-control-allow-origin')).toBe(false);
    const html = await page.text();
    expect(html).not.toMatch(/ (?:style|on\w+)=|<script>|<style|https?:/);
    const asked = [...html.matchAll(/(?:href|src)="(assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(asked).toHaveLength(2);
    const seen = new Set<string>();
    for (let path = asked.pop(); path !== undefined; path = asked.pop()) {
      const asset = await fetch(`${url}/_emulator/${path}`);
      expect(asset.status, path).toBe(200);
      const text = await asset.text();
      expect(text.length).toBeGreaterThan(100);
      for (const [, name] of text.matchAll(/from '\.\/([\w-]+\.js)'/g))
        if (!seen.has(`assets/${name}`)) asked.push(`assets/${name}`);
      seen.add(path);
    }
    expect(seen.size).toBeGreaterThan(15);
    expect((await fetch(`${url}/_emulator/assets/nothing.js`)).status).toBe(404);
    expect(emulator.requests).toEqual([]);
  });

  test.each([
    ['under another name, as DNS rebinding makes it', { host: 'evil.example' }, 403],
    ['from the page of another origin', { origin: 'https://evil.example' }, 403],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['from a frame of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['under localhost', { host: 'localhost' }, 200],
  ])('%s', async (_, headers, status) => {
    const { url } = await start();
    expect(await ask(url, `${API}/apps`, headers)).toBe(status);
    const reset = await ask(url, `${API}/reset`, headers, 'POST');
    expect(reset).toBe(status);
  });

  test('a write must be JSON, which no form can send', async () => {
    const { url, emulator } = await start();
    const path = `${url}${API}/apps/emulator-app/users`;
    const body = '{"uid":"bo","name":"Bo"}';
    expect((await fetch(path, { method: 'POST', body })).status).toBe(400);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(path, { method: 'POST', body, headers })).status).toBe(200);
    expect(emulator.users.get('bo')?.name).toBe('Bo');
  });

  test('JSON that nests too deep is refused', async () => {
    const { url } = await start();
    const metadata = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const answer = await fetch(`${url}${API}/apps/emulator-app/users`, {
      method: 'POST',
      body: `{"uid":"bo","name":"Bo","metadata":${metadata}}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
  });

  test('reading an app does not create it', async () => {
    const { url } = await start();
    expect((await fetch(`${url}${API}/apps/other/users`)).status).toBe(404);
    expect(await (await fetch(`${url}${API}/apps`)).json()).toMatchObject({ apps: [{ id: 'emulator-app', users: 5 }] });
  });
});

describe('changes by the page', () => {
  async function startPage(options: EmulatorOptions = {}) {
    const started = await start(options);
    const send = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${started.url}${API}/apps/emulator-app/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return { status: response.status, json: await response.json() };
    };
    return { ...started, send };
  }

  test('roles obey the limit of an app, and the default one stays', async () => {
    const { send } = await startPage({ limits: { roles: 2 } });
    const role = { role: 'a', name: 'A', permissions: { listUsers: 'deny' } };
    expect(await send('POST', 'roles', role)).toMatchObject({
      status: 200,
      json: { permissions: { listUsers: 'deny' } },
    });
    expect((await send('POST', 'roles', { role: 'b', name: 'B' })).json.error.details).toEqual({
      role: ['The app must have at most 2 roles.'],
    });
    expect((await send('DELETE', 'roles/default')).json.error.code).toBe('ERR_ROLE_DELETE_DENIED');
    expect((await send('PUT', 'roles/nothing', { name: 'N' })).json.error.code).toBe('ERR_ROLE_NOT_FOUND');
    expect((await send('PUT', 'roles/a', { name: 'A', permissions: { flying: 'allow' } })).status).toBe(400);
    expect((await send('PUT', 'roles/a', { name: 'A' })).json.permissions).toEqual({});
  });

  test('friendships obey the rules of the API', async () => {
    const { send } = await startPage({ limits: { friends: 1 } });
    const befriend = (uid: unknown) => send('POST', 'users/cometchat-uid-1/friends', { uid });
    expect(await befriend('COMETCHAT-uid-2')).toMatchObject({ status: 200, json: { uid: 'cometchat-uid-2' } });
    const codes = [];
    for (const uid of ['cometchat-uid-2', 'cometchat-uid-1', 'cometchat-uid-3', 'nobody', 7])
      codes.push((await befriend(uid)).json.error.code);
    expect(codes).toEqual([
      'ERR_ALREADY_FRIEND',
      'ERR_CANNOT_FORM_SELF_RELATION',
      'ERR_FAILED_TO_ADD_FRIEND',
      'ERR_UID_NOT_FOUND',
      'ERR_UID_NOT_FOUND',
    ]);
    expect((await send('DELETE', 'users/cometchat-uid-1/friends/cometchat-uid-3')).json.error.code).toBe(
      'ERR_NOT_A_FRIEND',
    );
    expect((await send('GET', 'users/cometchat-uid-2/relations')).json).toEqual({
      friends: { count: 1, users: [{ uid: 'cometchat-uid-1', name: 'Andrew Joseph' }] },
      blocked: { count: 0, users: [] },
      blockedBy: { count: 0, users: [] },
    });
  });

  test('an import accepts valid users and reports the others', async () => {
    const { send, emulator } = await startPage();
    const users = [
      { uid: 'bo', name: 'Bo', deactivatedAt: 5 },
      null,
      'x',
      { name: 'No' },
      { uid: 'r', name: 'R', tags: 'x' },
    ];
    const { json } = await send('POST', 'import', { users });
    expect(json.count).toBe(1);
    expect(json.failed.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3, 4]);
    for (const { reason } of json.failed) expect(reason).toMatch(/^The .+\.$/);
    expect(emulator.users.get('bo')).toMatchObject({ deactivatedAt: 5 });
    await send('POST', 'import', { users: [{ uid: 'bo', name: 'Bob' }] });
    expect(emulator.users.get('bo')).toMatchObject({ name: 'Bob' });
    expect(emulator.users.get('bo')).not.toHaveProperty('deactivatedAt');
    expect((await send('POST', 'import', { users: {} })).status).toBe(400);
  });
});

describe('the log', () => {
  test('returns new entries, masked unless requested, with long responses cut', async () => {
    const { call, url, tokenOf, emulator } = await start({ limits: { perPageMax: 1000 } });
    const token = await tokenOf('cometchat-uid-1');
    for (let number = 0; number < 150; number += 1)
      await call('POST', '/v3/users', { body: { uid: `u${number}`, name: 'U'.repeat(60) } });
    await call('GET', '/v3/users?perPage=1000');
    await call('GET', `/v3/users/cometchat-uid-1/auth_tokens/${token}`);
    const get = async (path: string) => (await fetch(`${url}${API}/${path}`)).json();
    const since = await get('requests?since=151');
    expect(since).toMatchObject({ newest: 153, count: 153, rows: [{ id: 153 }, { id: 152, status: 200 }] });
    expect((await get('requests')).rows).toHaveLength(100);
    expect((await get('requests?before=3')).rows.map(({ id }: { id: number }) => id)).toEqual([2, 1]);
    const long = await get('requests/152');
    expect(long.answer).toHaveLength(16_384);
    expect(long.answerLength).toBeGreaterThan(16_384);
    for (const path of ['requests', 'requests/153', 'requests/1']) {
      const text = JSON.stringify(await get(path));
      expect(text).not.toContain(token);
      expect(text).not.toContain(emulator.apiKey);
    }
    const shown = await get('requests/1?secrets=true');
    expect(shown.answer).toContain(token);
    expect(shown.headers.apikey).toBe(emulator.apiKey);
    expect(shown.durationMs).toBeGreaterThan(0);
  });
});
