import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { press, type Site, shown, sites } from './react-support.js';
import { VERSIONS } from './versions.js';

const site = sites();

interface View {
  readonly uid: string;
  readonly items: string[];
  readonly pending: boolean;
}

const viewsOf = (page: Page) => page.evaluate(() => (window as unknown as { views: View[] }).views);
const search = (page: Page, text: string) => page.getByLabel('search').fill(text);

/** Resolves when the browser has aborted a request for a list, whose query has this part. */
const aborted = (page: Page, part: string) =>
  page.waitForEvent('requestfailed', (request) => request.url().includes(part) && request.method() === 'GET');

/** Longer than a test takes: only an abort ends such a request in time. */
const LATE_MS = 60_000;

/** The queries of the lists that were read, without the parts that all have. */
function listsOf({ emulator }: Site): string[] {
  return emulator.requests
    .filter(({ method, url }) => method === 'GET' && new URL(url).pathname === '/v3.0/users')
    .map(({ url }) => new URL(url).search.replace('?per_page=3', '').replace('&sortBy=name', ''));
}

/** The lists of kevin and andy differ in one thing: nobody is in their own list. */
const leaks = (views: readonly View[]) =>
  views.filter(({ uid, items }) => items.includes(uid) || (uid === 'nobody' && items.length > 0));

describe.each(VERSIONS)('React %i, in Strict Mode', (version) => {
  async function openAs(uid: string) {
    const opened = await site(version);
    const page = await opened.open(['lists']);
    await shown(page, 'session').toBe('true false nobody');
    await shown(page, 'pending').toBe('false');
    await press(page, `Log in ${uid}`);
    await shown(page, 'session').toBe(`true true ${uid}`);
    return { ...opened, page };
  }

  test('a list reads its first page once, and grows page by page to its end', async () => {
    const opened = await openAs('kevin');
    const { page } = opened;
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    await shown(page, 'more').toBe('true');
    await press(page, 'More');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan, John Paul, Nancy Grace, Susan Marie');
    await shown(page, 'more').toBe('false');
    await press(page, 'More');
    expect(listsOf(opened)).toEqual(['&page=1', '&page=2']);
    // It never said that there is nobody.
    const signedIn = (await viewsOf(page)).filter(({ uid }) => uid === 'kevin');
    expect(signedIn.filter(({ items, pending }) => items.length === 0 && !pending)).toEqual([]);
    expect(signedIn[0]).toEqual({ uid: 'kevin', items: [], pending: true });
  });

  test('two calls of loadMore at once are one request', async () => {
    const opened = await openAs('kevin');
    const { page } = opened;
    await shown(page, 'more').toBe('true');
    await press(page, 'More twice');
    await shown(page, 'more').toBe('false');
    expect(listsOf(opened)).toEqual(['&page=1', '&page=2']);
  });

  test('a page that fails is an error, the users stay, and the same page is read again', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'more').toBe('true');
    emulator.faults.add({ operation: 'listUsers', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
    await press(page, 'More');
    await shown(page, 'error').toBe('ERR_PLAN_RESTRICTION');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    await shown(page, 'pending').toBe('false');
    await press(page, 'More');
    await shown(page, 'error').toBe('none');
    await shown(page, 'more').toBe('false');
    expect(listsOf(opened)).toEqual(['&page=1', '&page=2', '&page=2']);
  });

  test('a first page that fails is read again by loadMore', async () => {
    const opened = await site(version);
    opened.emulator.faults.add({ operation: 'listUsers', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
    const page = await opened.open(['lists']);
    await press(page, 'Log in kevin');
    await shown(page, 'error').toBe('ERR_PLAN_RESTRICTION');
    await press(page, 'More');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    await shown(page, 'error').toBe('none');
  });

  test('a reload begins with the first page, and keeps the users until then', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'more').toBe('true');
    await press(page, 'More');
    await shown(page, 'more').toBe('false');
    emulator.faults.add({ operation: 'listUsers', delayMs: 300, times: 1 });
    await press(page, 'Reload');
    await shown(page, 'pending').toBe('true');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan, John Paul, Nancy Grace, Susan Marie');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    expect(listsOf(opened)).toEqual(['&page=1', '&page=2', '&page=1']);
  });

  test('a reload that fails can be repeated by loadMore, and the users before it do not come back', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'more').toBe('true');
    await press(page, 'More');
    await shown(page, 'more').toBe('false');
    emulator.faults.add({ operation: 'listUsers', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
    await press(page, 'Reload');
    await shown(page, 'error').toBe('ERR_PLAN_RESTRICTION');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan, John Paul, Nancy Grace, Susan Marie');
    await press(page, 'More');
    await shown(page, 'error').toBe('none');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    expect(listsOf(opened)).toEqual(['&page=1', '&page=2', '&page=1', '&page=1']);
  });

  test('a list of the facade goes on with the client of a later init', async () => {
    const { open } = await site(version);
    const page = await open(['lists', 'facade']);
    await page.evaluate(() => (window as unknown as { init: (appId: string) => Promise<boolean> }).init('app-1'));
    await press(page, 'Log in kevin');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    // It adds the host of the calls, so the facades get another client, with the same user.
    await page.evaluate(() => (window as unknown as { initCalls: () => Promise<unknown> }).initCalls());
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    await shown(page, 'more').toBe('true');
    await press(page, 'More');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan, John Paul, Nancy Grace, Susan Marie');
    await shown(page, 'error').toBe('none');
  });

  test('a first page of the facade that a later init interrupts is read by the new client', async () => {
    const { open, emulator } = await site(version);
    const page = await open(['lists', 'facade']);
    await page.evaluate(() => (window as unknown as { init: (appId: string) => Promise<boolean> }).init('app-1'));
    emulator.faults.add({ operation: 'listUsers', delayMs: LATE_MS, times: 1 });
    await press(page, 'Log in kevin');
    await expect.poll(() => listsOf({ emulator } as Site)).toHaveLength(1);
    await page.evaluate(() => (window as unknown as { initCalls: () => Promise<unknown> }).initCalls());
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    await shown(page, 'error').toBe('none');
  });

  test('another filter clears the list, and aborts the request for the earlier one', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    emulator.faults.add({ operation: 'listUsers', delayMs: LATE_MS, times: 1 });
    const end = aborted(page, 'searchKey=a&');
    await search(page, 'a');
    await shown(page, 'items').toBe('none');
    await search(page, 'john');
    await shown(page, 'items').toBe('John Paul');
    await end;
    await shown(page, 'error').toBe('none');
    const searched = (await viewsOf(page)).filter(({ items }) => items.length > 0).map(({ items }) => items.join());
    expect([...new Set(searched)]).toEqual(['cometchat-uid-1,andy,cometchat-uid-2', 'cometchat-uid-5']);
  });

  test('the list is cleared at once with a switch, and the request of the first user is aborted', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'more').toBe('true');
    emulator.faults.add({ operation: 'listUsers', delayMs: LATE_MS, times: 1 });
    const end = aborted(page, 'page=2');
    await press(page, 'More');
    await shown(page, 'pending').toBe('true');
    await press(page, 'Log in andy');
    await shown(page, 'session').toBe('true true andy');
    await end;
    await shown(page, 'items').toBe('Andrew Joseph, George Alan, John Paul');
    await shown(page, 'error').toBe('none');
    await press(page, 'Log out');
    await shown(page, 'session').toBe('true false nobody');
    await shown(page, 'items').toBe('none');
    await shown(page, 'pending').toBe('false');
    const views = await viewsOf(page);
    expect(views.some(({ uid, items }) => uid === 'kevin' && items.includes('andy'))).toBe(true);
    expect(leaks(views)).toEqual([]);
  });

  test('a response that comes although its request was aborted reaches nobody', async () => {
    const { page } = await openAs('kevin');
    await shown(page, 'more').toBe('true');
    // A `fetch` that knows no abort, as some polyfills.
    await page.evaluate(() => {
      const { fetch } = window;
      const slow = { release: () => {} };
      const gate = new Promise<void>((resolve) => {
        slow.release = resolve;
      });
      Object.assign(window, { slow });
      window.fetch = async (request) => {
        if (!(request as Request).url.includes('page=2')) return fetch(request);
        const { url, headers } = request as Request;
        const response = await fetch(url, { headers });
        await gate;
        return response;
      };
    });
    await press(page, 'More');
    await shown(page, 'pending').toBe('true');
    await press(page, 'Log in andy');
    await shown(page, 'items').toBe('Andrew Joseph, George Alan, John Paul');
    await page.evaluate(() => (window as unknown as { slow: { release(): void } }).slow.release());
    await press(page, 'Reload');
    await shown(page, 'pending').toBe('false');
    await shown(page, 'items').toBe('Andrew Joseph, George Alan, John Paul');
    expect(leaks(await viewsOf(page))).toEqual([]);
  });

  test('another tab’s switch clears the list too', async () => {
    const { page, again } = await openAs('kevin');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    const second = await again(page);
    await press(second, 'Log in andy');
    await shown(page, 'session').toBe('true true andy');
    await shown(page, 'items').toBe('Andrew Joseph, George Alan, John Paul');
    expect(leaks(await viewsOf(page))).toEqual([]);
    expect(leaks(await viewsOf(second))).toEqual([]);
  });

  test('a list that is unmounted aborts its request, and begins anew when it is mounted again', async () => {
    const opened = await openAs('kevin');
    const { page, emulator } = opened;
    await shown(page, 'more').toBe('true');
    emulator.faults.add({ operation: 'listUsers', delayMs: LATE_MS, times: 1 });
    const end = aborted(page, 'page=2');
    await press(page, 'More');
    await press(page, 'Hide or show');
    await end;
    await press(page, 'Hide or show');
    await shown(page, 'items').toBe('Andrew Joseph, Andy, George Alan');
    expect(listsOf(opened).filter((query) => query !== '&page=2')).toEqual(['&page=1', '&page=1']);
  });

  test('the functions are the same while the list is the same', async () => {
    const { page } = await openAs('kevin');
    await shown(page, 'more').toBe('true');
    const count = () => page.evaluate(() => (window as unknown as { functions: Set<unknown> }).functions.size);
    const before = await count();
    await press(page, 'More');
    await shown(page, 'more').toBe('false');
    await press(page, 'Rename');
    await shown(page, 'profile').toBe('idle');
    expect(await count()).toBe(before);
  });

  test('a session that was stored is loaded before the list begins', async () => {
    const { page, again } = await openAs('kevin');
    await shown(page, 'more').toBe('true');
    const second = await again(page);
    await shown(second, 'session').toBe('true true kevin');
    await shown(second, 'items').toBe('Andrew Joseph, Andy, George Alan');
  });

  test('SignedIn and SignedOut follow the session; a switch mounts anew', async () => {
    const { page } = await openAs('kevin');
    await page.getByLabel('count').click();
    await shown(page, 'count').toBe('1');
    expect(await page.getByLabel('door').count()).toBe(0);
    await press(page, 'Log in andy');
    await shown(page, 'count').toBe('0');
    await press(page, 'Log out');
    await shown(page, 'door').toBe('closed');
    expect(await page.getByLabel('count').count()).toBe(0);
  });

  test('a logout is pending until the service has answered, and fails only strictly', async () => {
    const { page, emulator } = await openAs('kevin');
    emulator.faults.add({ operation: 'logout', delayMs: 700, times: 1 });
    await press(page, 'Log out');
    await shown(page, 'session').toBe('true false nobody');
    await shown(page, 'logout').toBe('pending');
    await shown(page, 'logout').toBe('idle');
    await press(page, 'Log in kevin');
    await shown(page, 'session').toBe('true true kevin');
    emulator.faults.add({ operation: 'logout', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
    await press(page, 'Log out strictly');
    await shown(page, 'logout').toBe('ERR_PLAN_RESTRICTION');
    await shown(page, 'session').toBe('true false nobody');
  });

  test('an update of the profile is pending, done, or an error that can be reset', async () => {
    const { page, emulator } = await openAs('kevin');
    emulator.faults.add({ operation: 'updateCurrentUserDetails', delayMs: 500, times: 1 });
    await press(page, 'Rename');
    await shown(page, 'profile').toBe('pending');
    await shown(page, 'profile').toBe('idle');
    expect(emulator.users.get('kevin')?.name).toBe('Kevin F.');
    await press(page, 'Rename to nothing');
    await shown(page, 'profile').toBe('USER_NAME_IS_COMPULSORY');
    await press(page, 'Reset');
    await shown(page, 'profile').toBe('idle');
  });
});
