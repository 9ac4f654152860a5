import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { login, openContext, uidIn, useChromium } from './tabs-support.js';

useChromium();

declare global {
  /** How often the tokenProvider of a page was called. */
  var asked: number;
}

/** Gives a tab a client with a tokenProvider, which takes a moment, in place of the client that it may have. */
async function provide(page: Page, emulator: string, authToken: string): Promise<void> {
  await page.evaluate(
    async (given) => {
      globalThis.client?.dispose();
      globalThis.asked = 0;
      globalThis.client = sdk.createClient({
        appId: 'app-1',
        region: 'us',
        emulator: given.emulator,
        tokenProvider: async () => {
          asked++;
          await new Promise((resolve) => setTimeout(resolve, 300));
          return given.authToken;
        },
      });
      await client.session.ready;
    },
    { emulator, authToken },
  );
}

test('a revoked token asks the tokenProvider once over all tabs', async () => {
  const { emulator, url, openTab, tokenOf } = await openContext();
  const pages = await Promise.all([1, 2, 3].map(() => openTab()));
  const [one] = pages as [Page, Page, Page];
  await login(one, await tokenOf('kevin'));
  await expect.poll(() => Promise.all(pages.map(uidIn))).toEqual(['kevin', 'kevin', 'kevin']);
  const headers = { apikey: emulator.apiKey };
  await fetch(`${url}/v3/users/kevin/auth_tokens`, { method: 'DELETE', headers });
  const token = await tokenOf('kevin');
  for (const page of pages) await provide(page, url, token);
  await Promise.all(pages.map((page) => page.evaluate(() => client.getUser('andy').then(() => undefined))));
  const asked = await Promise.all(pages.map((page) => page.evaluate(() => globalThis.asked)));
  expect(asked.reduce((sum, count) => sum + count)).toBe(1);
  expect(emulator.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  for (const page of pages) {
    const tokenOfPage = await page.evaluate(() => {
      const state = client.session.getSnapshot();
      return state.status === 'signedIn' ? state.user.getAuthToken() : state.status;
    });
    expect(tokenOfPage).toBe(token);
  }
});

test('a tab that closes while it asks leaves the others free to ask', async () => {
  const { emulator, url, openTab, tokenOf, context } = await openContext();
  const one = await openTab();
  await login(one, await tokenOf('kevin'));
  await fetch(`${url}/v3/users/kevin/auth_tokens`, { method: 'DELETE', headers: { apikey: emulator.apiKey } });
  const token = await tokenOf('kevin');
  await one.evaluate(async (given) => {
    client.dispose();
    globalThis.asked = 0;
    const tokenProvider = () => {
      asked++;
      return new Promise<string>(() => undefined);
    };
    globalThis.client = sdk.createClient({ appId: 'app-1', region: 'us', emulator: given, tokenProvider });
  }, url);
  await one.waitForFunction(() => asked === 1);
  const two = await context.newPage();
  await two.goto(one.url());
  // No client without a tokenProvider before: it would find the token revoked, and sign everybody out.
  await provide(two, url, token);
  const read = two.evaluate(() => client.getUser('andy').then(({ uid }) => uid));
  await one.close();
  expect(await read).toBe('andy');
  expect(await two.evaluate(() => asked)).toBe(1);
});
