import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Profile, startWholeApp, type WholeApp } from './support/app.js';

declare const CometChatUIKit: typeof import('@cometchat/chat-uikit-react').CometChatUIKit;
declare const appHandle: {
  readonly authKey: string;
  readonly client: import('cometchat-users').CometChatClient;
  readonly vendor: import('cometchat-users/vendor').VendorAttachment;
};

let app: WholeApp;
beforeAll(async () => {
  app = await startWholeApp();
});
afterAll(() => app?.close());

/** What each test opened. */
let opened: Profile[] = [];
afterEach(async () => {
  const problems = opened.flatMap((profile) => profile.problems);
  for (const { close } of opened) await close();
  opened = [];
  app.emulator.reset();
  expect(problems).toEqual([]);
});

async function open(width?: number): Promise<Profile> {
  const profile = await app.open(width === undefined ? undefined : { width, height: 800 });
  opened.push(profile);
  return profile;
}

async function signIn(page: Page, uid: string): Promise<void> {
  await page.getByLabel('User ID').fill(uid);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const waitForHeader = (page: Page, name: string) => page.getByRole('banner').getByText(name, { exact: true }).waitFor();

/** Opens a list of the kit. */
const openList = (page: Page, name: 'Chats' | 'Users' | 'Groups') =>
  page.getByRole('button', { name, exact: true }).click();

const kitName = (page: Page) => page.evaluate(() => CometChatUIKit.getLoggedInUser()?.getName());

test.each([1280, 390])('sign up, lists, chat, profile and logout, %i pixels wide', async (width) => {
  const { page } = await open(width);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('User ID').fill('Cara');
  await page.getByLabel('Name').fill('Cara Lind');
  await page.getByRole('button', { name: 'Create account' }).click();
  await waitForHeader(page, 'Cara Lind');
  await page.getByText('No Conversations', { exact: true }).waitFor();
  await openList(page, 'Groups');
  await page.getByText('No Groups Available').waitFor();
  await openList(page, 'Users');
  await page.getByText('Bo', { exact: true }).click();
  await page.getByText('Offline').waitFor();
  await page.getByPlaceholder('Enter your message here').or(page.getByText('Enter your message here')).waitFor();
  expect(await page.getByText('went wrong').count()).toBe(0);

  expect(await kitName(page)).toBe('Cara Lind');
  await page.getByRole('button', { name: 'Profile' }).click();
  await page.getByLabel('Name').fill('Cara L.');
  await page.getByLabel('Status message').fill('Here');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await waitForHeader(page, 'Cara L.');
  await expect.poll(() => kitName(page)).toBe('Cara L.');
  expect(app.emulator.users.get('cara')).toMatchObject({ name: 'Cara L.', statusMessage: 'Here' });

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User ID').waitFor();
  await expect.poll(() => kitName(page)).toBeUndefined();
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('/user'))))
    .toEqual([]);
  expect(app.emulator.users.authTokens('cara')).toEqual([]);
});

test('a login that fails says why, and keeps what was typed', async () => {
  const { page } = await open();
  await signIn(page, 'nobody');
  await page.getByText('There is no user with this ID.').waitFor();
  expect(await page.getByLabel('User ID').inputValue()).toBe('nobody');
  await signIn(page, 'ann');
  await waitForHeader(page, 'Ann');
});

test('a reload keeps the user of both sides', async () => {
  const { page } = await open();
  await signIn(page, 'ann');
  await page.getByText('No Conversations', { exact: true }).waitFor();
  await page.reload();
  await waitForHeader(page, 'Ann');
  await page.getByText('No Conversations', { exact: true }).waitFor();
  expect(await kitName(page)).toBe('Ann');
});

test('another tab that switches the user takes this one along, and no list of one user is shown to another', async () => {
  const { page: first, another } = await open();
  await signIn(first, 'ann');
  await openList(first, 'Users');
  await first.getByText('Bo', { exact: true }).waitFor();
  const second = await another();
  await waitForHeader(second, 'Ann');
  // The vendor's code for other tabs runs only in a tab without focus, and Playwright gives every tab the focus.
  await first.evaluate(() => {
    document.hasFocus = () => false;
  });
  await watchLists(first);

  // By logout and login.
  await second.getByRole('button', { name: 'Sign out' }).click();
  await first.getByLabel('User ID').waitFor();
  await signIn(second, 'bo');
  await waitForHeader(first, 'Bo');
  expect(await mixedLists(first)).toEqual([]);
  await openList(first, 'Users');
  await first.getByText('Ann', { exact: true }).waitFor();
  expect(await kitName(first)).toBe('Bo');

  // Without a logout.
  await second.evaluate(() => appHandle.client.login('ann', appHandle.authKey));
  await waitForHeader(first, 'Ann');
  expect(await mixedLists(first)).toEqual([]);
  await openList(first, 'Users');
  await first.getByText('Bo', { exact: true }).waitFor();
  await expect.poll(() => kitName(first)).toBe('Ann');
  expect(await mixedLists(first)).toEqual([]);
});

/** Each moment, since `watchLists`, in which the page showed something of another user than the one in the header. */
const mixedLists = (page: Page) => page.evaluate(() => (globalThis as unknown as { mixed: string[] }).mixed);

/**
 * Looks at the page after each change. The list of users does not contain the user itself. So a list with the name that
 * is in the header is the list of another user. The key of the kit's components must be the uid of the user that the kit has.
 */
async function watchLists(page: Page): Promise<void> {
  await page.evaluate(() => {
    const mixed: string[] = [];
    Object.assign(globalThis, { mixed });
    new MutationObserver(() => {
      const name = document.querySelector('header strong')?.textContent;
      const titles = [...document.querySelectorAll('.cometchat-users__item-title')].map((title) => title.textContent);
      if (name && titles.includes(name)) mixed.push(`${name} sees ${titles.join(', ')}`);
      const uid = appHandle.vendor.getSnapshot();
      const kitUid = CometChatUIKit.getLoggedInUser()?.getUid();
      if (uid !== undefined && uid !== kitUid) mixed.push(`The key is ${uid}, and the kit has ${kitUid}`);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}
