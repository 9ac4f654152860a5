import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { axeProblems } from '../support/axe.js';
import { startChromium } from '../support/chromium.js';

const browser = startChromium();

interface Opened {
  readonly page: Page;
  readonly server: ChildProcess;
}

/** Starts an example and opens its page. An error in the page fails the test. */
async function open(name: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('COMETCHAT_')));
  const file = `examples/${name}/server.js`;
  const server = spawn(process.execPath, [file], {
    env: { ...clean, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  server.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const context = await browser().newContext(look);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  onTestFinished(async () => {
    await context.close();
    server.kill('SIGKILL');
    expect(errors).toEqual([]);
  });
  const url = () => printed.match(/Listening on (http:\S+)/)?.[1];
  await expect.poll(url).toBeDefined();
  await page.goto(url() ?? '');
  return { page, server };
}

/** The names of the buttons that the page shows. */
const buttonsOf = (page: Page) => page.getByRole('button').allTextContents();
const status = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor();

describe.each(['express', 'node-backend'])('examples/%s', (name) => {
  test('shows only the button that applies, and the focus is never lost', async () => {
    const { page } = await open(name);
    await status(page, 'Nobody is logged in. Sign up to use the chat.');
    expect(await buttonsOf(page)).toEqual(['Sign up']);
    await page.getByLabel('Name').fill('Ann');
    await page.keyboard.press('Enter');
    await status(page, 'Welcome, Ann. Now log in to the chat.');
    expect(await buttonsOf(page)).toEqual(['Log in to the chat']);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await status(page, 'You are logged in to the chat.');
    expect(await buttonsOf(page)).toEqual(['Log out of the chat']);
    await page.getByText('Ann', { exact: true }).waitFor();
    await page.reload();
    await status(page, 'You are logged in to the chat.');
    await page.getByRole('button', { name: 'Log out of the chat' }).click();
    await status(page, 'Welcome, Ann. Now log in to the chat.');
    expect(await buttonsOf(page)).toEqual(['Log in to the chat']);
  });

  test.each(['light', 'dark'] as const)(
    'in %s, axe finds no problem, and a phone is wide enough',
    async (colorScheme) => {
      const { page, server } = await open(name, { colorScheme, viewport: { width: 320, height: 640 } });
      const look = async (state: string) => {
        expect(await axeProblems(page), state).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(320);
      };
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 22, 27)' : 'rgb(244, 245, 248)');
      await status(page, 'Nobody is logged in.');
      await look('signed out');
      await page.getByLabel('Name').fill('w'.repeat(100));
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByRole('button', { name: 'Log in to the chat' }).waitFor();
      await look('signed up');
      await page.getByRole('button', { name: 'Log in to the chat' }).click();
      await status(page, 'You are logged in to the chat.');
      await look('logged in');
      await page.getByRole('button', { name: 'Log out of the chat' }).click();
      await page.getByRole('button', { name: 'Log in to the chat' }).waitFor();
      server.kill('SIGKILL');
      await page.getByRole('button', { name: 'Log in to the chat' }).click();
      await expect
        .poll(() => page.getByRole('alert').textContent())
        .toBe('No response: verify the connection and the region.');
      await status(page, 'Now log in to the chat.');
      await look('error');
    },
  );
});
