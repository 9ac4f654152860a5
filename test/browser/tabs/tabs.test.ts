import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { login, openContext, start, toldIn, uidIn, useChromium } from './tabs-support.js';

useChromium();

const KEY = 'cometchat-users:v1:app-1:us';
const atRest = (pages: readonly Page[], uid: string) =>
  Promise.all(pages.map((page) => expect.poll(() => uidIn(page), { timeout: 5_000 }).toBe(uid)));

/** With the channel, and with its replacement. */
describe.each([
  ['a channel', false],
  ['storage events alone', true],
])('three tabs, by %s', (_, withoutChannel) => {
  async function threeTabs() {
    const opened = await openContext();
    if (withoutChannel)
      await opened.context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'));
    const pages = [await opened.openTab(), await opened.openTab(), await opened.openTab()] as const;
    return { ...opened, pages };
  }

  test('follow a login, a changed profile, a change of the user and a logout in one tab', async () => {
    const { pages, tokenOf } = await threeTabs();
    const [one, ...others] = pages;
    await login(one, await tokenOf('kevin'));
    await atRest(pages, 'kevin');
    for (const page of others) expect(await toldIn(page)).toEqual([['signedIn', { uid: 'kevin' }]]);

    await one.evaluate(() => client.updateCurrentUserDetails({ name: 'Kev' }).then(() => undefined));
    for (const page of others) {
      await expect.poll(() => page.evaluate(() => told.length)).toBe(1);
      expect(await toldIn(page)).toEqual([
        ['userUpdated', { uid: 'kevin', changed: expect.arrayContaining(['name']), source: 'otherTab' }],
      ]);
    }

    await login(one, await tokenOf('andy'));
    await atRest(pages, 'andy');
    for (const page of others) {
      expect(await toldIn(page)).toEqual([
        ['signedOut', { uid: 'kevin', reason: 'switched' }],
        ['signedIn', { uid: 'andy', previousUid: 'kevin' }],
      ]);
    }

    await others[0]?.evaluate(() => client.logout());
    await atRest(pages, 'signedOut');
    expect((await toldIn(one)).at(-1)).toEqual(['signedOut', { uid: 'andy', reason: 'otherTab' }]);
    expect(await one.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
  });

  test('may send requests at once after following', async () => {
    const { pages, tokenOf } = await threeTabs();
    await login(pages[0], await tokenOf('kevin'));
    await atRest(pages, 'kevin');
    expect(await pages[2].evaluate(async () => (await client.getUser('andy')).uid)).toBe('andy');
  });

  test('that sign in different users at once agree in the end', async () => {
    const { pages, tokenOf } = await threeTabs();
    const tokens = [await tokenOf('kevin'), await tokenOf('andy'), await tokenOf('kevin')];
    await Promise.all(pages.map((page, index) => login(page, tokens[index] ?? '')));
    await expect.poll(async () => new Set(await Promise.all(pages.map(uidIn))).size).toBe(1);
    const stored = await pages[0].evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}'), KEY);
    await atRest(pages, stored.user.uid);
    const inUse = pages.map((page) =>
      page.evaluate(() => {
        const state = client.session.getSnapshot();
        return state.status === 'signedIn' && state.user.getAuthToken();
      }),
    );
    expect(new Set([...(await Promise.all(inUse)), stored.authToken]).size).toBe(1);
  });
});

test('send messages that name the ended session and nothing else', async () => {
  const { openTab, context, origin, tokenOf } = await openContext();
  const spy = await context.newPage();
  await spy.goto(origin);
  await spy.evaluate((key) => {
    const heard: unknown[] = [];
    new BroadcastChannel(key).onmessage = ({ data }) => heard.push(data);
    Object.assign(globalThis, { heard });
  }, KEY);
  const page = await openTab();
  await login(page, await tokenOf('kevin'));
  await page.evaluate(() => client.updateCurrentUserDetails({ name: 'Kev' }).then(() => undefined));
  await page.evaluate(() => client.logout());
  const heard = () => spy.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
  await expect.poll(async () => (await heard()).length).toBe(3);
  expect(await heard()).toEqual([{}, {}, { ended: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
});

test('a tab that opens during the logout of another has the same state in the end', async () => {
  const { openTab, tokenOf } = await openContext();
  const one = await openTab();
  for (let round = 0; round < 5; round++) {
    await login(one, await tokenOf('kevin'));
    const [late] = await Promise.all([openTab(), one.evaluate(() => client.logout())]);
    await atRest([one, late], 'signedOut');
    await late.close();
  }
});

test('a tab that was frozen in the background is up to date when it returns', async () => {
  const { openTab, context, tokenOf } = await openContext();
  const [one, two] = [await openTab(), await openTab()];
  await login(one, await tokenOf('kevin'));
  await atRest([one, two], 'kevin');
  const devtools = await context.newCDPSession(two);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await one.evaluate(() => client.logout());
  await login(one, await tokenOf('andy'));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await atRest([one, two], 'andy');
});

test('a page with a client can enter the back/forward cache, and is up to date when it leaves it', async () => {
  const { openTab, reports, tokenOf } = await openContext();
  const [one, two] = [await openTab(), await openTab()];
  await login(one, await tokenOf('kevin'));
  await atRest([one, two], 'kevin');
  // A page in the cache cannot be asked, so it sends reports.
  await two.evaluate(() => {
    const report = (what: string) => void fetch(`/report?what=${what}`);
    addEventListener('pageshow', ({ persisted }) => report(`back-${persisted}`));
    client.session.subscribe(() => report(client.session.getSnapshot().status));
    setTimeout(() => {
      location.href = '/elsewhere';
    });
  });
  await expect.poll(() => reports).toContain('elsewhere');
  await one.evaluate(() => client.logout());
  await expect.poll(() => reports, { timeout: 5_000 }).toContain('back-true');
  await expect.poll(() => reports).toContain('signedOut');
  // And it gets messages again.
  await login(one, await tokenOf('andy'));
  await expect.poll(() => reports).toContain('signedIn');
});

test('a tab with tabs: false does not follow the others', async () => {
  const { openTab, tokenOf } = await openContext();
  const [one, two] = [await openTab(), await openTab({ tabs: false })];
  await login(one, await tokenOf('kevin'));
  await one.waitForTimeout(200);
  expect(await uidIn(two)).toBe('signedOut');
  expect(await toldIn(two)).toEqual([]);
});

test('a disposed client gets no events, and the next client of the page restores the stored session', async () => {
  const { openTab, url, tokenOf } = await openContext();
  const [one, two] = [await openTab(), await openTab()];
  await two.evaluate(() => client.dispose());
  await login(one, await tokenOf('kevin'));
  await two.waitForTimeout(200);
  expect(await uidIn(two)).toBe('signedOut');
  await start(two, url);
  expect(await uidIn(two)).toBe('kevin');
});
