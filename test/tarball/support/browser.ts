import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Emulator } from '../../../src/emulator.js';
import { INSTALLED } from './project.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

let browser: Browser | undefined;

/** Starts one Chromium for all tests of a file; without one they fail. */
export function useChromium(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterAll(async () => browser?.close());
}

/** Opens a page. An error in it fails the test, unless the test removes it from `wrong`. */
export async function openPage(url: string): Promise<{ page: Page; wrong: string[] }> {
  if (browser === undefined) throw new Error('There is no Chromium.');
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  // The browser logs an error status by itself; only the page's reaction matters.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, wrong };
}

/** Serves a page with one script in it, until the test ends. */
export async function serve(tag: string, script: string): Promise<string> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/app.js';
    response.writeHead(200, { 'content-type': `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8` });
    response.end(isScript ? script : `<!doctype html><title>An app</title><link rel="icon" href="data:,">${tag}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The emulator of the tarball, listening until the test ends. */
export async function listen(): Promise<{ url: string; authKey: string }> {
  const { createEmulator } = await import(pathToFileURL(path.join(INSTALLED, 'dist/emulator.js')).href);
  const emulator: Emulator = createEmulator({ appId: 'app-1' });
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen({ port: 0 });
  return { url, authKey: emulator.authKey };
}
