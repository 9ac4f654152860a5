import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { launch } from './chromium.js';

const APP = fileURLToPath(new URL('../app/', import.meta.url));
const APP_ID = 'whole-app';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The whole app: an emulator, the built app on a web site, and a Chromium. */
export interface WholeApp {
  readonly emulator: Emulator;
  /** Opens a browser profile of its own, and the app in a tab of it. */
  open(size?: { readonly width: number; readonly height: number }): Promise<Profile>;
  close(): Promise<void>;
}

/** A browser profile: its tabs share their storage. */
export interface Profile {
  readonly page: Page;
  /** Page errors and errors on the console, except those that Chromium reports for each response that is an error. */
  readonly problems: readonly string[];
  /** Opens the app in another tab. */
  another(): Promise<Page>;
  close(): Promise<void>;
}

export async function startWholeApp(): Promise<WholeApp> {
  const emulator = createEmulator({
    appId: APP_ID,
    users: [
      { uid: 'ann', name: 'Ann' },
      { uid: 'bo', name: 'Bo' },
    ],
  });
  const { url } = await emulator.listen({ port: 0, tls: true });
  const files = await buildApp(emulator);
  const site = createServer((request, response) => {
    const asked = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = files.get(asked);
    if (body === undefined) response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': TYPES[path.extname(asked)] ?? 'font/woff2' }).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = `http://localhost:${(site.address() as AddressInfo).port}/`;
  const browser = await launch(new URL(url).host);

  return {
    emulator,
    open: (size = { width: 1280, height: 800 }) => openProfile(browser, address, size),
    async close() {
      await browser.close();
      site.close();
      site.closeAllConnections();
      await emulator.close();
    },
  };
}

async function openProfile(browser: Browser, address: string, viewport: Parameters<Page['setViewportSize']>[0]) {
  const context: BrowserContext = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
  context.setDefaultTimeout(15_000);
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('console', (message) => {
    const isOfBrowser = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isOfBrowser) problems.push(message.text());
  });
  const another = async () => {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return { page: await another(), problems, another, close: () => context.close() };
}

/** The files of the built app, by path. */
async function buildApp({ appId, authKey }: Emulator): Promise<Map<string, string | Uint8Array>> {
  const env = { VITE_COMETCHAT_APP_ID: appId, VITE_COMETCHAT_REGION: 'us', VITE_COMETCHAT_AUTH_KEY: authKey };
  const define = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [`import.meta.env.${name}`, JSON.stringify(value)]),
  );
  // As an app is deployed. Vitest sets another NODE_ENV, with which React would be its development build.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  const result = await build({ root: APP, logLevel: 'error', define, build: { write: false } });
  process.env.NODE_ENV = NODE_ENV;
  if (!('output' in result)) throw new Error('The build has more than one output.');
  return new Map(result.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]));
}
