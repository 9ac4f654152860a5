import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { newApp, titleOf, useChromium } from './apps-support.js';

useChromium();

/** An app as it is deployed: it knows no emulator, and its title is its result. */
const APP = `
  import { createClient } from 'cometchat-users';
  const client = createClient({ appId: 'my-app', region: 'us' });
  const said = await client
    .createUser({ uid: 'bo', name: 'Bo' }, '${'a0'.repeat(20)}')
    .then(() => client.login('bo', '${'a0'.repeat(20)}'))
    .then((user) => user.getName() + ' ' + user.getStatus(), (error) => error.code + ': ' + error.message);
  document.title = said;
`;

/** As in docs/emulator.md. */
async function answerFromEmulator(page: Page, emulator: Emulator): Promise<void> {
  await page.route(/^https:\/\/[^/]+\.cometchat\.io\//, async (route) => {
    const request = route.request();
    const answer = await emulator.fetch(
      new Request(request.url(), {
        method: request.method(),
        headers: await request.allHeaders(),
        body: request.postDataBuffer() as BodyInit | null,
      }),
    );
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
}

describe('with Playwright', () => {
  test('a route takes every host of CometChat to the emulator, and the app is unchanged', async () => {
    const emulator = createEmulator({ appId: 'my-app' });
    const { page, load } = await newApp(APP);
    await answerFromEmulator(page, emulator);
    await load();
    expect(await titleOf(page)).toBe('Bo online');
    expect(emulator.requests.filter(({ method }) => method !== 'OPTIONS').map(({ method }) => method)).toEqual([
      'POST',
      'POST',
      'PUT',
    ]);
    expect(emulator.users.get('bo')?.status).toBe('available');
  });

  test('a fault is one line in a test, and a reset removes it for the next one', async () => {
    const emulator = createEmulator({
      appId: 'my-app',
      faults: [{ operation: 'createUser', status: 403, code: 'AUTH_ERR_NO_ACCESS' }],
    });
    for (const times of ['first', 'after a reset']) {
      const { page, load } = await newApp(APP);
      await answerFromEmulator(page, emulator);
      await load();
      expect([times, await titleOf(page)]).toEqual([times, expect.stringMatching(/^AUTH_ERR_NO_ACCESS: /)]);
      emulator.reset();
    }
    emulator.faults.clear();
    const { page, load } = await newApp(APP);
    await answerFromEmulator(page, emulator);
    await load();
    expect(await titleOf(page)).toBe('Bo online');
  });
});

describe('with msw in a browser, as in Storybook', () => {
  test('a service worker responds for every host of CometChat, from an emulator inside the page', async () => {
    const { page, load } = await newApp(
      `
        import { setupWorker } from 'msw/browser';
        import { http } from 'msw';
        import { createEmulator } from 'cometchat-users/emulator';
        const emulator = createEmulator({ appId: 'my-app' });
        const worker = setupWorker(http.all('https://*.cometchat.io/*', ({ request }) => emulator.fetch(request)));
        await worker.start({ quiet: true });
        ${APP}
      `,
      { '/mockServiceWorker.js': readFileSync('node_modules/msw/lib/mockServiceWorker.js', 'utf8') },
    );
    await load();
    expect(await titleOf(page)).toBe('Bo online');
  });
});
