import type { BrowserContext, Page } from 'playwright-core';
import { createEmulator, type Emulator, type RecordedRequest } from '../../../src/emulator.js';
import { launch } from './chromium.js';
import { serveSite } from './pages.js';

/** A page in its own browser profile. */
export interface Visit {
  readonly page: Page;
  /** Problems: page errors, unhandled rejections, errors on the console. The list grows as they happen. */
  readonly problems: readonly string[];
  /** The messages of the page's sockets, `>` from the page and `<` to it. */
  readonly frames: readonly string[];
  close(): Promise<void>;
}

/** An emulator with TLS, a site, and a Chromium in which every host of cometchat.io is that emulator. */
export interface Station {
  readonly emulator: Emulator;
  /** As `127.0.0.1:7700`. */
  readonly host: string;
  /** As `http://localhost:1234`. */
  readonly origin: string;
  visit(path: '/chat' | '/calls' | '/facade' | '/kit'): Promise<Visit>;
  /** A browser profile of its own, without a page. */
  newContext(): Promise<BrowserContext>;
  /** The requests since the last call, without preflights, as `PUT https://…`. */
  requests(): string[];
  close(): Promise<void>;
}

export const APP_ID = 'interop';

export async function openStation(): Promise<Station> {
  const emulator = createEmulator({
    appId: APP_ID,
    roles: ['moderator'],
    users: [
      { uid: 'ann', name: 'Ann', tags: ['vip'] },
      { uid: 'bo', name: 'Bo', role: 'moderator' },
    ],
  });
  const { url } = await emulator.listen({ port: 0, tls: true });
  const { host } = new URL(url);
  const browser = await launch(host);
  const site = await serveSite();
  let seen: RecordedRequest | undefined;

  return {
    emulator,
    host,
    origin: site.origin,
    newContext: () => browser.newContext({ ignoreHTTPSErrors: true }),
    async visit(path) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const visit = await watch(context);
      await visit.page.goto(`${site.origin}${path}`);
      return visit;
    },
    requests() {
      const all = emulator.requests;
      const fresh = all.slice(seen ? all.indexOf(seen) + 1 : 0);
      seen = all.at(-1);
      return fresh
        .filter(({ method, url }) => method !== 'OPTIONS' && !isElsewhere(url))
        .map(({ method, url }) => `${method} ${url}`);
    },
    async close() {
      await browser.close();
      site.close();
      await emulator.close();
    },
  };
}

async function watch(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const problems: string[] = [];
  const frames: string[] = [];
  await page.exposeFunction('reportRejection', (reason: string) => problems.push(`unhandled rejection: ${reason}`));
  await page.addInitScript(() => {
    addEventListener('unhandledrejection', ({ reason }) => {
      (globalThis as unknown as { reportRejection(text: string): void }).reportRejection(JSON.stringify(reason));
    });
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && !isElsewhere(url)) problems.push(`console: ${message.text()} ${url}`);
  });
  page.on('websocket', (socket) => {
    frames.push(`open ${socket.url()}`);
    socket.on('framesent', ({ payload }) => frames.push(`> ${payload}`));
    socket.on('framereceived', ({ payload }) => frames.push(`< ${payload}`));
    socket.on('close', () => frames.push('closed'));
  });
  return { page, problems, frames, close: () => context.close() };
}

/** Whether the URL is a file on another web site (styles of the Calls SDK, pictures of the sample users). */
function isElsewhere(url: string): boolean {
  return /^https:\/\/(assets\.cometchat\.io|cdn\.cometchat\.io|fonts\.googleapis\.com)\//.test(url);
}

/** An auth token, as the app's own server would get it. */
export async function tokenFor(emulator: Emulator, uid: string): Promise<string> {
  const request = new Request(`https://${APP_ID}.api-us.cometchat.io/v3/users/${uid}/auth_tokens`, {
    method: 'POST',
    headers: { apikey: emulator.apiKey },
  });
  const { data } = (await (await emulator.fetch(request)).json()) as { data: { authToken: string } };
  return data.authToken;
}
