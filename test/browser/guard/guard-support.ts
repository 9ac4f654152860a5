import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type ListenOptions } from '../../../src/emulator.js';

/** Every host name leads to this machine, as a hostile or a rebound name would. */
const NAMES = ['evil.example', 'staging.example', 'shop.example', '*.cometchat.io'];

const FLAGS = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
  `--host-resolver-rules=${NAMES.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
  // Chromium asks the user before a page may reach this machine. That would hide an open door, and users accept.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,HttpsUpgrades',
];

const PAGE = '<!doctype html><title>Site</title>';
const FRAMED = `${PAGE}<iframe sandbox="allow-scripts allow-forms" srcdoc="<!doctype html><title>Frame</title>"></iframe>`;

/** An address of this machine that other machines reach; without a network, a second loopback address. */
export const LAN = lanAddress();

let browser: Browser | undefined;
let sitePort = 0;

/** One Chromium, and one web site that responds under every name, for all tests of a file. */
export function useBrowser(): void {
  const site = createServer((request, response) => {
    const link = new URL(request.url ?? '/', 'http://localhost').searchParams.get('link');
    response.setHeader('content-type', 'text/html');
    if (link !== null) response.end(`${PAGE}<a href="${link}">Link</a>`);
    else response.end(request.url === '/framed' ? FRAMED : PAGE);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => site.listen(0, '::', resolve));
    sitePort = (site.address() as AddressInfo).port;
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    site.closeAllConnections();
    site.close();
  });
}

/** The origin of the web site under a name. */
export const siteAt = (host: string): string => `http://${host}:${sitePort}`;

/** An emulator that listens until the end of the test. */
export async function listening(
  options: EmulatorOptions = {},
  where: ListenOptions = {},
): Promise<{ emulator: Emulator; port: string }> {
  const emulator = createEmulator(options);
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen({ port: 0, ...where });
  return { emulator, port: new URL(url).port };
}

/** A page in its own browser profile. */
export async function visit(url: string): Promise<Page> {
  if (browser === undefined) throw new Error('There is no Chromium.');
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** The frame of `/framed`, whose origin is `null`. */
export async function sandboxedFrame(page: Page): Promise<Frame> {
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (frame === undefined) throw new Error('There is no frame.');
  await frame.waitForLoadState();
  return frame;
}

/** The results of a script in a page. */
export interface Done {
  origin: string;
  read: number | 'refused';
  written: number | 'refused';
  socket: 'open' | 'refused';
}

/** Uses an emulator as an app does: a GET, a POST of JSON, both with a preflight, and a WebSocket. */
export function useEmulator(from: Page | Frame, url: string, apiKey: string): Promise<Done> {
  return from.evaluate(
    async ([url, apikey]) => {
      const status = (init: RequestInit) =>
        fetch(`${url}/v3/users`, init).then(
          async (answer) => {
            await answer.text();
            return answer.status;
          },
          () => 'refused' as const,
        );
      const headers = { apikey, 'content-type': 'application/json' };
      const body = JSON.stringify({ uid: 'from-a-page', name: 'Page' });
      const socket = await new Promise<'open' | 'refused'>((resolve) => {
        const opened = new WebSocket(url.replace(/^http/, 'ws'));
        opened.onopen = () => resolve('open');
        opened.onerror = () => resolve('refused');
      });
      const read = await status({ headers: { apikey } });
      return { origin: self.origin, read, written: await status({ method: 'POST', headers, body }), socket };
    },
    [url, apiKey] as const,
  );
}

/** Sends every request that a page can send without permission: no preflight comes before these. */
export async function sendBlindly(from: Page | Frame, url: string): Promise<void> {
  await from.evaluate(async (url) => {
    const simple = { method: 'POST', mode: 'no-cors', body: '{"uid":"eve","name":"Eve"}' } as const;
    const loaded = (tag: 'img' | 'script' | 'iframe', path: string) =>
      new Promise<void>((resolve) => {
        const element = document.createElement(tag);
        element.onload = element.onerror = () => resolve();
        element.src = `${url}${path}`;
        document.documentElement.append(element);
      });
    const submitted = () =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        frame.name = 'target';
        document.documentElement.append(frame);
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action: `${url}/v3/users`, target: 'target', enctype: 'text/plain' });
        document.documentElement.append(form);
        frame.onload = () => resolve();
        form.submit();
        // A frame inside a sandboxed one may never report that it was loaded.
        setTimeout(resolve, 1000);
      });
    await Promise.allSettled([
      fetch(`${url}/v3/users`, { mode: 'no-cors' }),
      fetch(`${url}/v3/users`, simple),
      fetch(`${url}/_emulator/api/reset`, simple),
      fetch(`${url}/_emulator/faults`, simple),
      navigator.sendBeacon(`${url}/v3/users`, '{}'),
      loaded('img', '/v3/users'),
      loaded('script', '/v3/users'),
      loaded('iframe', '/v3/users'),
      submitted(),
    ]);
  }, url);
}

function lanAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  if (found === undefined)
    process.stdout.write('This machine has no address of a network: 127.0.0.2 stands for one.\n');
  return found ?? '127.0.0.2';
}
