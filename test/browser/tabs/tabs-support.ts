import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import type { ClientOptions, CometChatClient } from '../../../src/index.js';

declare global {
  /** The globals of a test's page. They can be named only in code that runs in a page. */
  var sdk: typeof import('../../../src/index.js');
  var client: CometChatClient;
  var told: [event: string, payload: Record<string, unknown>][];
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let browser: Browser | undefined;
let script = '';

/** Starts one Chromium for all tests of a file; without one they fail. */
export function useChromium(): void {
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export * from '../../../src/index.js'", resolveDir: here('.'), loader: 'ts' },
      bundle: true,
      format: 'iife',
      globalName: 'sdk',
      write: false,
      logLevel: 'error',
    });
    script = outputFiles[0]?.text ?? '';
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      // The feature that the test turns on.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
  });
  afterAll(async () => browser?.close());
}

const TAB = '<!doctype html><title>A tab</title><script src="/sdk.js"></script>';

/** A page that goes back after a while. */
const ELSEWHERE = `<!doctype html><title>Elsewhere</title><script>
  fetch('/report?what=elsewhere');
  addEventListener('load', () => setTimeout(() => history.back(), 1000));
</script>`;

export interface Opened {
  readonly emulator: Emulator;
  readonly url: string;
  readonly origin: string;
  readonly context: BrowserContext;
  /** The reports that pages sent with `fetch('/report?what=…')`, for moments when they cannot be asked. */
  readonly reports: readonly string[];
  tokenOf(uid: string): Promise<string>;
  /** A tab with a client, and a log of all events of its session. */
  openTab(options?: Partial<ClientOptions>): Promise<Page>;
}

/** One browser context with the tabs of one app. An error in a page fails the test. */
export async function openContext(uids: readonly string[] = ['kevin', 'andy']): Promise<Opened> {
  if (browser === undefined) throw new Error('There is no Chromium.');
  const emulator = createEmulator({ appId: 'app-1', users: uids.map(user) });
  const { url } = await emulator.listen({ port: 0 });
  const reports: string[] = [];
  const site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const isScript = pathname === '/sdk.js';
    if (pathname === '/report') reports.push(searchParams.get('what') ?? '');
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : pathname === '/elsewhere' ? ELSEWHERE : TAB);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  const context = await browser.newContext();
  const wrong: string[] = [];
  context.on('weberror', (error) => wrong.push(String(error.error())));
  onTestFinished(async () => {
    await context.close();
    site.closeAllConnections();
    site.close();
    await emulator.close();
    expect(wrong).toEqual([]);
  });

  return {
    emulator,
    url,
    origin,
    context,
    reports,
    async tokenOf(uid) {
      const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v3/users/${uid}/auth_tokens`, { method: 'POST', headers });
      return ((await answer.json()) as { data: { authToken: string } }).data.authToken;
    },
    async openTab(options = {}) {
      const page = await context.newPage();
      await page.goto(origin);
      await start(page, url, options);
      return page;
    },
  };
}

/** Creates the client of a page. */
export async function start(page: Page, url: string, options: Partial<ClientOptions> = {}): Promise<void> {
  await page.evaluate(
    async (given) => {
      globalThis.client = sdk.createClient({ appId: 'app-1', region: 'us', ...given });
      globalThis.told = [];
      for (const event of ['signedIn', 'userUpdated', 'tokenChanged', 'signedOut'] as const) {
        client.session.on(event, (payload) => told.push([event, { at: Date.now(), ...payload }]));
      }
      await client.session.ready;
    },
    { emulator: url, ...options },
  );
}

const user = (uid: string) => ({ uid, name: uid });

/** The signed-in user of a page. */
export const uidIn = (page: Page) =>
  page.evaluate(() => {
    const state = client.session.getSnapshot();
    return state.status === 'signedIn' ? state.user.uid : state.status;
  });

/** The names and payloads of a page's events, without the users' other fields. */
export const toldIn = (page: Page) =>
  page.evaluate(() =>
    told
      .splice(0)
      .map(([event, { user: who, at: _, ...rest }]) => [
        event,
        { ...rest, ...(who !== undefined && { uid: (who as { uid: string }).uid }) },
      ]),
  );

export const login = (page: Page, token: string) =>
  page.evaluate((given) => client.login(given).then(() => undefined), token);
