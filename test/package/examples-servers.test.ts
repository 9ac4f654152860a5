import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../src/emulator.js';
import { createClient, memoryStorage, tokenFrom } from '../../src/index.js';

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its output so far, of both streams. */
  printed(): string;
}

/** Starts an example as a user does, and waits until it prints its address. */
async function start(file: string, env: Record<string, string> = {}): Promise<Running> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COMETCHAT_')));
  const child = spawn(process.execPath, [file], { env: { ...clean, PORT: '0', ...env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  const url = () => text.match(/Listening on (http:\S+)/)?.[1];
  await expect.poll(url, { timeout: 10_000 }).toBeDefined();
  return { url: url() ?? '', child, printed: () => text };
}

/** An emulator for an example, and the environment that names it. */
async function service() {
  const emulator = createEmulator({ appId: 'app-1' });
  const { url } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  const env = {
    COMETCHAT_APP_ID: 'app-1',
    COMETCHAT_REGION: 'us',
    COMETCHAT_API_KEY: emulator.apiKey,
    COMETCHAT_EMULATOR: url,
  };
  return { emulator, env };
}

/** Signs up, and returns the session cookie. */
async function signUp(url: string, name: string): Promise<{ cookie: string }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/signup`, { method: 'POST', headers, body: JSON.stringify({ name }) });
  expect(answer.status).toBe(201);
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

/** A client with the options of the example's own page. */
async function clientOf(url: string, headers: Record<string, string>) {
  const { appId, region, emulator } = await (await fetch(`${url}/config.json`)).json();
  const tokenProvider = tokenFrom(`${url}/api/cometchat-token`, { headers });
  const client = createClient({ appId, region, emulator, tokenProvider, storage: memoryStorage() });
  onTestFinished(() => client.dispose());
  return client;
}

describe.each(['express', 'node-backend'])('examples/%s', (name) => {
  const file = `examples/${name}/server.js`;

  test('needs nothing: it starts an emulator, and a user who signs up can log in', async () => {
    const { url, printed } = await start(file);
    const client = await clientOf(url, await signUp(url, 'Ann'));
    expect(await client.login()).toMatchObject({ name: 'Ann' });
    await client.logout();
    // Again, with a token that the logout did not revoke.
    expect(await client.login()).toMatchObject({ name: 'Ann' });
    expect(printed()).not.toMatch(/_\d{10}[0-9a-f]{30}|[0-9a-f]{40}/);
  });

  test('uses the app of the environment', async () => {
    const { emulator, env } = await service();
    const { url } = await start(file, env);
    const client = await clientOf(url, await signUp(url, 'Ann'));
    const { uid } = await client.login();
    expect(emulator.users.get(uid)).toMatchObject({ name: 'Ann' });
    expect(emulator.users.authTokens(uid)).toHaveLength(1);
  });

  test('refuses a token without a session', async () => {
    const { emulator, env } = await service();
    const { url } = await start(file, env);
    const client = await clientOf(url, { cookie: 'session=made-up' });
    await expect(client.login()).rejects.toMatchObject({ cause: { kind: 'authentication', status: 401 } });
    expect(emulator.requests).toEqual([]);
  });

  test('serves its page, without a key in it or in its configuration', async () => {
    const { emulator, env } = await service();
    const { url } = await start(file, env);
    const [page, script, style, config] = await Promise.all(
      ['/', '/page.js', '/page.css', '/config.json'].map(async (path) => (await fetch(url + path)).text()),
    );
    expect(page).toContain('<script type="module" src="/page.js">');
    expect(page).toContain('<link rel="stylesheet" href="/page.css" />');
    expect(style).toContain('prefers-color-scheme: dark');
    expect(script).toContain('/api/cometchat-token');
    for (const text of [page, script, config]) expect(text).not.toContain(emulator.apiKey);
  });

  test('exits with 0 on SIGTERM, at once', async () => {
    const { child } = await start(file);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

test('an Express app needs twenty additional lines', () => {
  const source = readFileSync('examples/express/server.js', 'utf8');
  const [, added = ''] = source.match(/^\/\/ You add these twenty lines.*\n([\s\S]*?)\n\n/m) ?? [];
  const imported = source.split('\n').filter((line) => /^import .*(?:cometchat-users|settings)/.test(line));
  const lines = [...imported, ...added.split('\n')];
  expect(added).toContain('createTokenEndpoint');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.length).toBeLessThanOrEqual(20);
});

test('closing an account erases its user', async () => {
  const { emulator, env } = await service();
  const { url } = await start('examples/node-backend/server.js', env);
  const headers = await signUp(url, 'Ann');
  const before = emulator.users.list().length;
  expect((await fetch(`${url}/account`, { method: 'DELETE', headers })).status).toBe(204);
  expect(emulator.users.list()).toHaveLength(before - 1);
  expect((await fetch(`${url}/account`, { method: 'DELETE', headers })).status).toBe(401);
});
