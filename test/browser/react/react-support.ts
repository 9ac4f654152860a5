import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { startChromium } from '../support/chromium.js';
import { serve } from '../support/serve.js';
import { bundle, type Version } from './versions.js';

export interface Site {
  /** Opens the page with `flags` in its address. An error in the page fails the test. */
  open(flags?: readonly string[]): Promise<Page>;
  /** The same page in another tab. */
  again(page: Page): Promise<Page>;
  readonly emulator: Emulator;
  readonly context: BrowserContext;
}

/** Creates sites for the tests of a file. `script` is the page. */
export function sites(script = 'client.tsx'): (version: Version) => Promise<Site> {
  const browser = startChromium();
  const served = new Map<Version, Promise<string>>();

  return async (version) => {
    if (!served.has(version)) served.set(version, servePage(version, script));
    const url = (await served.get(version)) ?? '';
    const emulator = createEmulator({
      appId: 'app-1',
      users: [
        { uid: 'kevin', name: 'Kevin' },
        { uid: 'andy', name: 'Andy' },
      ],
    });
    const listening = await emulator.listen({ port: 0 });
    const context = await browser().newContext();
    const wrong: string[] = [];
    context.on('weberror', (error) => wrong.push(String(error.error())));
    context.on('console', (message) => {
      // The browser logs an error status by itself.
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !isAnswer) wrong.push(message.text());
    });
    onTestFinished(async () => {
      await context.close();
      await emulator.close();
      expect(wrong).toEqual([]);
    });

    const goto = async (address: string) => {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(address);
      return page;
    };
    return {
      emulator,
      context,
      open(flags = []) {
        const params = new URLSearchParams({ emulator: listening.url, authKey: emulator.authKey });
        for (const flag of flags) params.set(flag, '');
        return goto(`${url}/${flags.includes('hydrate') ? 'rendered' : ''}?${params}`);
      },
      again: (page) => goto(page.url()),
    };
  };
}

async function servePage(version: Version, source: string): Promise<string> {
  const script = await bundle(source, version);
  const markup = await renderOnServer(version);
  const html = (inner: string) =>
    `<!doctype html><title>React ${version}</title><link rel="icon" href="data:,"><div id="root">${inner}</div><script type="module" src="/page.js"></script>`;
  return serve((asked) => {
    if (asked === '/page.js') return { type: 'text/javascript', body: script };
    if (asked === '/') return { type: 'text/html', body: html('') };
    if (asked === '/rendered') return { type: 'text/html', body: html(markup) };
    return undefined;
  });
}

/** The markup of this version's server renderer, in Node. */
async function renderOnServer(version: Version): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rendered-'));
  try {
    const banner = {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    };
    const code = await bundle('server.tsx', version, { platform: 'node', banner });
    const file = path.join(folder, 'server.mjs');
    await writeFile(file, code);
    const { render } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      render: (key: string) => string;
    };
    return render('');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of the page under a label. */
export function shown(page: Page, label: string) {
  return expect.poll(() => page.getByLabel(label, { exact: true }).textContent());
}

export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}
