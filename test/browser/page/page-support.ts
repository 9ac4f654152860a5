import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator.js';
import { axeProblems } from '../support/axe.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

let browser: Browser | undefined;

/** Starts one Chromium for all tests of a file; without one they fail. */
export function useChromium(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const args = [...FLAGS, '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => browser?.close());
}

export interface Opened {
  emulator: Emulator;
  page: Page;
  url: string;
  context: BrowserContext;
  /** The problems that axe finds on the page as it is now. */
  problems(): Promise<string[]>;
  /** Sends a request as a client does. */
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  clipboard(): Promise<string>;
}

/** Opens the page of a new emulator. An error in the page fails the test. `timers` gives the page's timers other delays. */
export async function open(
  options: EmulatorOptions = {},
  look: Parameters<Browser['newContext']>[0] = {},
  timers: Record<number, number> = {},
): Promise<Opened> {
  if (browser === undefined) throw new Error('There is no Chromium.');
  const emulator = createEmulator(options);
  const { url } = await emulator.listen({ port: 0 });
  const context = await browser.newContext({ viewport: { width: 1180, height: 800 }, ...look });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  // The page polls once a second; tests do not wait for that.
  await context.addInitScript(
    (delays: Record<number, number>) => {
      const { setTimeout: wait } = window;
      const hurry = (run: () => void, ms = 0) => wait(run, delays[ms] ?? ms);
      window.setTimeout = hurry as typeof window.setTimeout;
    },
    { 1000: 100, ...timers },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  // An error status is shown at its field. Any other message on the console is a bug, or the CSP.
  page.on('console', (message) => {
    const { url: from } = message.location();
    if (message.type() === 'error' && !from.includes('/_emulator/api/')) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) wrong.push(`asked ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    await emulator.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(`${url}/_emulator/`);
  await page.getByText('Live', { exact: true }).waitFor();
  return {
    emulator,
    page,
    url,
    context,
    problems: () => axeProblems(page),
    call: (method, path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: { apikey: emulator.apiKey, 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
  };
}
