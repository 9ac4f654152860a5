import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openContext, useChromium } from './tabs-support.js';

useChromium();

declare global {
  /** Lets the response to a profile update through, in the page of a test. */
  var release: (() => void) | undefined;
  /** The number of sign-ins of each user, in the page of a test. */
  var signedInAs: Record<string, number>;
}

/** The number of rounds of each race. `npm run soak` runs more. */
const ROUNDS = Number(process.env.TAB_ROUNDS ?? 50);

const KEY = 'cometchat-users:v1:app-1:us';

/** The time of the response to the update, in milliseconds after the other tab acts: from 10 before to 30 after. */
const offsetOf = (round: number) => (round % 41) - 10;

const NAMES = Array.from({ length: ROUNDS }, (_, round) => `user-${round}`);

/** Three tabs of an app, each with its own process. The response to a profile update waits until it is released. */
async function threeTabs() {
  const opened = await openContext([...NAMES, 'andy']);
  const pages = await Promise.all([1, 2, 3].map(() => opened.openTab()));
  for (const page of pages) await page.evaluate(hold, opened.url);
  return { ...opened, pages: pages as [Page, Page, Page] };
}

async function hold(emulator: string): Promise<void> {
  client.dispose();
  globalThis.signedInAs = {};
  globalThis.client = sdk.createClient({
    appId: 'app-1',
    region: 'us',
    emulator,
    fetch: async (request) => {
      const isUpdate = request.method === 'PUT' && (await request.clone().text()).includes('statusMessage');
      const response = await fetch(request);
      if (!isUpdate) return response;
      await new Promise<void>((resolve) => {
        globalThis.release = resolve;
      });
      return response;
    },
  });
  client.session.on('signedIn', ({ user: { uid } }) => {
    signedInAs[uid] = (signedInAs[uid] ?? 0) + 1;
  });
  await client.session.ready;
}

/** Begins an update of the profile in a tab; its response has arrived and waits. */
async function beginUpdate(page: Page, statusMessage: string): Promise<void> {
  await page.evaluate((text) => {
    globalThis.release = undefined;
    void client.updateCurrentUserDetails({ statusMessage: text }).catch(() => undefined);
  }, statusMessage);
  await page.waitForFunction(() => globalThis.release !== undefined);
}

type Act = 'release' | 'logout' | { readonly login: string };

/** Acts in a tab at a moment that all tabs share. */
const doAt = (page: Page, at: number, act: Act) =>
  page.evaluate(
    async (given) => {
      await new Promise((resolve) => setTimeout(resolve, given.at - Date.now() - 10));
      // A timer may be some milliseconds late.
      while (Date.now() < given.at);
      if (given.act === 'release') globalThis.release?.();
      else if (given.act === 'logout') await client.logout();
      else await client.login(given.act.login);
    },
    { at, act },
  );

const stateOf = (page: Page) =>
  page.evaluate((key) => {
    const state = client.session.getSnapshot();
    const { user } = JSON.parse(localStorage.getItem(key) ?? '{}');
    const shown = state.status === 'signedIn' ? [state.user.uid, state.user.statusMessage] : [];
    return { shown, stored: user ? [user.uid, user.statusMessage] : [] };
  }, KEY);

/** All tabs and the storage of each agree. */
const agree = (pages: readonly Page[], expected: readonly unknown[]) =>
  expect
    .poll(() => Promise.all(pages.map(stateOf)), { timeout: 10_000 })
    .toEqual(pages.map(() => ({ shown: expected, stored: expected })));

const loginIn = (page: Page, token: string) =>
  page.evaluate((given) => client.login(given).then(() => undefined), token);

test(`a session that another tab ended never comes back (${ROUNDS} rounds)`, { timeout: 600_000 }, async () => {
  const { pages, tokenOf } = await threeTabs();
  const [one, two] = pages;
  for (const [round, uid] of NAMES.entries()) {
    await loginIn(one, await tokenOf(uid));
    await agree(pages, [uid, undefined]);
    await beginUpdate(one, 'late');
    const at = Date.now() + 60;
    await Promise.all([doAt(two, at, 'logout'), doAt(one, at + offsetOf(round), 'release')]);
    await agree(pages, []);
  }
  // Longer than a change takes to reach all tabs.
  await one.waitForTimeout(1_500);
  await agree(pages, []);
  const once = Object.fromEntries(NAMES.map((uid) => [uid, 1]));
  for (const page of pages) expect(await page.evaluate(() => signedInAs)).toEqual(once);
});

test(`a session that another tab replaced never comes back (${ROUNDS} rounds)`, { timeout: 600_000 }, async () => {
  const { pages, tokenOf } = await threeTabs();
  const [one, two] = pages;
  for (const [round, uid] of NAMES.entries()) {
    await loginIn(one, await tokenOf(uid));
    await agree(pages, [uid, undefined]);
    await beginUpdate(one, 'late');
    const login = await tokenOf('andy');
    const at = Date.now() + 60;
    await Promise.all([doAt(two, at, { login }), doAt(one, at + offsetOf(round), 'release')]);
    await agree(pages, ['andy', undefined]);
  }
  await one.waitForTimeout(1_500);
  await agree(pages, ['andy', undefined]);
  const once = Object.fromEntries(NAMES.map((uid) => [uid, 1]));
  for (const page of pages) expect(await page.evaluate(() => signedInAs)).toEqual({ ...once, andy: ROUNDS });
});

test(`two tabs that update at once agree in the end (${ROUNDS} rounds)`, { timeout: 600_000 }, async () => {
  const { pages, tokenOf } = await threeTabs();
  const [one, two] = pages;
  const [uid = ''] = NAMES;
  await loginIn(one, await tokenOf(uid));
  await agree(pages, [uid, undefined]);
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all([beginUpdate(one, `one ${round}`), beginUpdate(two, `two ${round}`)]);
    const at = Date.now() + 60;
    await Promise.all([doAt(two, at, 'release'), doAt(one, at + offsetOf(round), 'release')]);
    await expect
      .poll(
        async () =>
          new Set((await Promise.all(pages.map(stateOf))).flatMap((state) => Object.values(state).map(String))).size,
      )
      .toBe(1);
    expect((await stateOf(one)).shown).toEqual([uid, expect.stringMatching(new RegExp(`^(one|two) ${round}$`))]);
  }
  for (const page of pages) expect(await page.evaluate(() => signedInAs)).toEqual({ [uid]: 1 });
});
