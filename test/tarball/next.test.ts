import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import type { CometChatClient } from '../../src/index.js';
import { listen, openPage, useChromium } from './support/browser.js';
import { createProject, entries } from './support/project.js';

useChromium();

const FILES = {
  // What is linked into the project lies outside of it.
  'next.config.mjs': `export default { turbopack: { root: '/' } };`,
  'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  'app/page.jsx': `
    import { User } from 'cometchat-users';
    import { Who } from './who.jsx';
    export const dynamic = 'force-dynamic';
    export default () => <main><p id="server">{new User('Kevin').getUid()}</p><Who emulator={process.env.EMULATOR} /></main>;`,
  'app/who.jsx': `
    'use client';
    import { useState } from 'react';
    import { createClient } from 'cometchat-users';
    import { CometChatProvider, useCometChatSession } from 'cometchat-users/react';
    export function Who({ emulator }) {
      const [client] = useState(() => createClient({ appId: 'app-1', region: 'us', emulator }));
      globalThis.client = client;
      return <CometChatProvider client={client}><Status /></CometChatProvider>;
    }
    function Status() {
      const state = useCometChatSession();
      return <p id="status">{state.status === 'signedIn' ? state.user.name : state.status}</p>;
    }`,
};

/** Where the server entry is the real one. */
const forServers = entries.filter(({ key }) => key === './server');
const RUNTIMES = forServers.flatMap(({ name }) => ['nodejs', 'edge'].map((runtime) => ({ name, runtime })));

const ROUTES = RUNTIMES.map(({ name, runtime }) => [
  `app/${runtime}/route.js`,
  `import * as entry from '${name}';
    export const runtime = '${runtime}';
    export const dynamic = 'force-dynamic';
    export const GET = () => Response.json(Object.keys(entry).length > 0);`,
]);

const NEXT = createRequire(path.join(inject('app'), 'x.js')).resolve('next/dist/bin/next');
const QUIET = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

let folder = '';

beforeAll(async () => {
  folder = createProject({ ...FILES, ...Object.fromEntries(ROUTES) });
  await promisify(execFile)(process.execPath, [NEXT, 'build'], { cwd: folder, env: QUIET });
});

/** Starts the built app, and gives its address and what it says. */
async function start(emulator: string): Promise<{ url: string; said: () => string }> {
  const args = [NEXT, 'start', '--port', '0', '--hostname', '127.0.0.1'];
  const server = spawn(process.execPath, args, { cwd: folder, env: { ...QUIET, EMULATOR: emulator } });
  onTestFinished(() => stop(server));
  let said = '';
  server.stderr.on('data', (data) => {
    said += data;
  });
  const url = await new Promise<string>((resolve, reject) => {
    server.on('exit', () => reject(new Error(`Next.js did not start: ${said}`)));
    let out = '';
    server.stdout.on('data', (data) => {
      out += data;
      const [found] = /Ready/.test(out) ? (out.match(/http:\/\/127\.0\.0\.1:\d+/) ?? []) : [];
      if (found) resolve(found);
    });
  });
  return { url, said: () => said };
}

async function stop(server: ChildProcess): Promise<void> {
  server.kill();
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}

test('a server renders a page with a client in it: nobody is known there', async () => {
  const { url, said } = await start('http://127.0.0.1:9');
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  const html = await answer.text();
  expect(html).toContain('<p id="server">kevin</p>');
  expect(html).toContain('<p id="status">unknown</p>');
  expect(said()).toBe('');
});

test('a browser takes the page over without a word, and shows a login at once', async () => {
  const { url: emulator, authKey } = await listen();
  const { url, said } = await start(emulator);
  const { page } = await openPage(url);
  await page.getByText('signedOut').waitFor();
  await page.evaluate(async (key) => {
    const { client } = globalThis as unknown as { client: CometChatClient };
    await client.createUser({ uid: 'kevin', name: 'Kevin' }, key);
    await client.login('kevin', key);
  }, authKey);
  expect(await page.locator('#status').textContent()).toBe('Kevin');
  // The session is in the browser's storage: the server still knows nobody, and the browser does not mind.
  await page.reload({ waitUntil: 'load' });
  await page.getByText('Kevin', { exact: true }).waitFor();
  expect(said()).toBe('');
});

test.each(RUNTIMES)('a route of its $runtime runtime gets the real $name', async ({ runtime }) => {
  const { url, said } = await start('http://127.0.0.1:9');
  const answer = await fetch(`${url}/${runtime}`);
  expect(await answer.json()).toBe(true);
  expect(said()).toBe('');
});
