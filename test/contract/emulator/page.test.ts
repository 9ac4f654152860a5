import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { start } from './support.js';

const API = '/_emulator/api';

/** As `fetch`, which does not let one say the Host. */
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
  test('is a document under a strict policy, and everything it asks for is there', async () => {
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
    for (let path = asked.pop(); path !== undefined; path = asked.pop()) {
      const asset = await fetch(`${url}/_emulator/${path}`);
      expect(asset.status, path).toBe(200);
      const text = await asset.text();
      expect(text.length).toBeGreaterThan(100);
      for (const [, name] of text.matchAll(/from '\.\/([\w-]+\.js)'/g))
        if (path.endsWith('main.js')) asked.push(`assets/${name}`);
    }
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

  test('to look at an app does not make it', async () => {
    const { url } = await start();
    expect((await fetch(`${url}${API}/apps/other/users`)).status).toBe(404);
    expect(await (await fetch(`${url}${API}/apps`)).json()).toMatchObject({ apps: [{ id: 'emulator-app', users: 5 }] });
  });
});

describe('the log', () => {
  test('gives what came since, masked until asked, with an answer that is cut when it is long', async () => {
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
