import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { startChromium } from '../support/chromium.js';
import { serve } from '../support/serve.js';

export const APP = fileURLToPath(new URL('../../../examples/react-app/', import.meta.url));

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The used part of the app's own Vite, which is installed beside the app. */
interface Vite {
  build(options: object): Promise<{ output: { fileName: string; code?: string; source?: string }[] }>;
}

export interface Opened {
  page: Page;
  emulator: Emulator;
  /** The same app in another tab. */
  another(): Promise<Page>;
}

/** The built app with one emulator, which is reset before every test. */
export function app(): (look?: Parameters<Browser['newContext']>[0]) => Promise<Opened> {
  const browser = startChromium();
  const emulator = createEmulator({ appId: 'react-app' });
  let url = '';
  beforeAll(async () => {
    const { url: service } = await emulator.listen({ port: 0 });
    const files = await build(service, emulator);
    url = await serve((asked) => {
      const body = files.get(asked === '/' ? '/index.html' : asked);
      return body === undefined ? undefined : { type: TYPES[path.extname(asked)] ?? 'text/html', body };
    });
    return () => emulator.close();
  });

  return async (look = {}) => {
    emulator.reset();
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 }, ...look });
    const wrong: string[] = [];
    context.on('weberror', (error) => wrong.push(String(error.error())));
    context.on('console', (message) => {
      // The browser logs an error status by itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        wrong.push(message.text());
    });
    onTestFinished(async () => {
      await context.close();
      expect(wrong).toEqual([]);
    });
    const another = async () => {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(url);
      return page;
    };
    return { page: await another(), emulator, another };
  };
}

async function build(service: string, { appId, authKey }: Emulator): Promise<Map<string, string>> {
  const { build } = (await import(/* @vite-ignore */ `${APP}node_modules/vite/dist/node/index.js`)) as Vite;
  const env = {
    VITE_COMETCHAT_APP_ID: appId,
    VITE_COMETCHAT_REGION: 'us',
    VITE_COMETCHAT_AUTH_KEY: authKey,
    VITE_COMETCHAT_EMULATOR: service,
  };
  const before = { ...process.env };
  Object.assign(process.env, env);
  const { output } = await build({ root: APP, logLevel: 'error', build: { write: false } });
  for (const name of Object.keys(env)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  return new Map(output.map(({ fileName, code, source }) => [`/${fileName}`, code ?? String(source)]));
}

/** Signs in as one of the emulator's sample users. */
export async function signIn(page: Page, uid = 'cometchat-uid-1'): Promise<void> {
  await page.getByLabel('User ID').fill(uid);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Edit your profile' }).waitFor();
}

/** Signs in as a sample user and opens the list of people. */
export async function openPeople(page: Page, uid?: string): Promise<void> {
  await signIn(page, uid);
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
}
