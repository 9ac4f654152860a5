import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSync } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

const src = new URL('../../../src/', import.meta.url).pathname;

let browser: Browser | undefined;

/** Starts one Chromium for all tests of a file; without one they fail. */
export function useChromium(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => browser?.close());
}

/** An app: a module bundled for browsers, with other files beside it, on its own page. It is not loaded yet. */
export async function newApp(module: string, files: Readonly<Record<string, string>> = {}) {
  if (browser === undefined) throw new Error('There is no Chromium.');
  const built = buildSync({
    stdin: { contents: module, resolveDir: import.meta.dirname, loader: 'ts' },
    alias: { 'cometchat-users': `${src}index.ts`, 'cometchat-users/emulator': `${src}emulator.browser.ts` },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const all: Record<string, string> = { '/app.js': built.outputFiles[0]?.text ?? '', ...files };
  const server = createServer(({ url = '/' }, answer) => {
    const script = all[url];
    answer.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    answer.end(script ?? '<!doctype html><title>App</title><script type="module" src="/app.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext();
  const page = await context.newPage();
  onTestFinished(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { page, load: () => page.goto(url) };
}

/** Waits for the title of the app, which is its result. */
export async function titleOf(page: Page): Promise<string> {
  await page.waitForFunction(() => document.title !== 'App', undefined, { timeout: 10_000 });
  return page.title();
}
