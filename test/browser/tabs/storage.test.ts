import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator.js';
import { login, openContext, start, uidIn, useChromium } from './tabs-support.js';

useChromium();

const KEY = 'cometchat-users:v1:app-1:us';

test('in a sandboxed frame without storage and channel, a login lasts as long as the page', async () => {
  const { context, origin, url, tokenOf, emulator } = await openContext();
  // Over the network, the emulator refuses the origin `null` of such a frame.
  await context.route(`${url}/**`, (route) => answerInProcess(route, emulator));
  const page = await context.newPage();
  await page.goto(origin);
  await page.evaluate(
    (src) =>
      new Promise((loaded) => {
        const frame = Object.assign(document.createElement('iframe'), { src, name: 'inner', onload: loaded });
        frame.setAttribute('sandbox', 'allow-scripts');
        document.body.append(frame);
      }),
    `${origin}/framed`,
  );
  const frame = page.frame({ name: 'inner' });
  if (!frame) throw new Error('There is no frame.');
  const result = await frame.evaluate(
    async ({ emulator, token }) => {
      let refused = '';
      try {
        refused = String(localStorage);
      } catch (error) {
        refused = (error as Error).name;
      }
      const client = sdk.createClient({ appId: 'app-1', region: 'us', emulator });
      const ready = await client.session.ready;
      const user = await client.login(token);
      await client.updateCurrentUserDetails({ name: 'Kev' });
      await client.logout();
      return { refused, ready, uid: user.uid, after: client.session.getSnapshot().status };
    },
    { emulator: url, token: await tokenOf('kevin') },
  );
  expect(result).toEqual({
    refused: 'SecurityError',
    ready: { status: 'signedOut', reason: 'none' },
    uid: 'kevin',
    after: 'signedOut',
  });
});

async function answerInProcess(route: Route, emulator: Emulator): Promise<void> {
  const request = route.request();
  const init = { method: request.method(), headers: await request.allHeaders(), body: request.postData() };
  const answer = await emulator.fetch(new Request(request.url(), init));
  const headers = Object.fromEntries(answer.headers);
  await route.fulfill({ status: answer.status, headers, body: await answer.text() });
}

test('with a full storage the session stays in memory, one warning is logged, and no other key changes', async () => {
  const { openTab, tokenOf } = await openContext();
  const page = await openTab();
  await page.evaluate(() => {
    let chunk = 'x'.repeat(1 << 20);
    for (let index = 0; chunk.length > 0; index++) {
      try {
        localStorage.setItem(`other-${index}`, chunk);
      } catch {
        chunk = chunk.slice(0, chunk.length >> 1);
      }
    }
  });
  const others = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('other-')).length);
  const before = await others();
  await login(page, await tokenOf('kevin'));
  expect(await uidIn(page)).toBe('kevin');
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
  expect(await page.evaluate(async () => (await client.getUser('andy')).uid)).toBe('andy');
  expect(await others()).toBe(before);
});

test("a reload keeps the session, emits no signedIn, and state.source is 'storage'", async () => {
  const { openTab, url, tokenOf } = await openContext();
  const page = await openTab();
  await login(page, await tokenOf('kevin'));
  await page.reload();
  await start(page, url);
  expect(await page.evaluate(() => client.session.getSnapshot())).toMatchObject({
    status: 'signedIn',
    source: 'storage',
  });
  expect(await page.evaluate(() => told.map(([event]) => event))).toEqual([]);
});

test("a session of the vendor's SDK is adopted once", async () => {
  const { context, origin, url, tokenOf } = await openContext();
  const page = await context.newPage();
  await page.goto(origin);
  const authToken = await tokenOf('kevin');
  await page.evaluate(
    (text) => localStorage.setItem('app-1:common_store/user', JSON.stringify(text)),
    JSON.stringify({ uid: 'kevin', name: 'Kevin', status: 'online', authToken }),
  );
  await start(page, url, { adoptVendorSession: true });
  expect(await uidIn(page)).toBe('kevin');
  await page.evaluate(() => client.logout());
  await page.reload();
  await start(page, url, { adoptVendorSession: true });
  expect(await uidIn(page)).toBe('signedOut');
});
