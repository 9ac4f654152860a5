import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

/** Newest first, as the list shows them. */
const UIDS = [5, 4, 3, 2, 1].map((number) => `cometchat-uid-${number}`);

const boxOf = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
const barOf = (page: Page) => page.getByRole('region', { name: 'Selected users' });
const selected = (page: Page) =>
  page.locator('#users input:checked').evaluateAll((all) => all.map((one) => one.getAttribute('data-select')));

test('users are selected one by one, in a range with Shift, or all that are shown', async () => {
  const { page } = await open();
  const bar = barOf(page);
  expect(await bar.isVisible()).toBe(false);
  await boxOf(page, 'Susan Marie').check();
  await bar.getByText('1 user selected', { exact: true }).waitFor();
  await boxOf(page, 'George Alan').click({ modifiers: ['Shift'] });
  expect(await selected(page)).toEqual(UIDS.slice(1, 4));
  await bar.getByText('3 users selected', { exact: true }).waitFor();
  const all = page.getByLabel('Select all shown users');
  expect(await all.evaluate((box) => (box as HTMLInputElement).indeterminate)).toBe(true);
  // Without a selection, a range removes.
  await boxOf(page, 'Nancy Grace').click();
  await boxOf(page, 'Susan Marie').click({ modifiers: ['Shift'] });
  expect(await selected(page)).toEqual(UIDS.slice(3, 4));
  await all.check();
  expect(await selected(page)).toEqual(UIDS);
  await all.uncheck();
  expect(await bar.isVisible()).toBe(false);
});

test('the selection outlives a search and a change elsewhere, and ends with the app', async () => {
  const { page, call } = await open();
  await boxOf(page, 'Susan Marie').check();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('nancy');
  await page.getByText('1 user that start', { exact: false }).waitFor();
  await page.getByLabel('Select all shown users').check();
  await barOf(page).getByText('2 users selected', { exact: true }).waitFor();
  await search.fill('');
  await call('PUT', '/v3/users/cometchat-uid-1', { name: 'Andy' });
  await boxOf(page, 'Andy').waitFor();
  expect(await selected(page)).toEqual(['cometchat-uid-4', 'cometchat-uid-3']);
  // The other app has users with the same uids.
  await call('POST', '/v3/users', { uid: 'zed', name: 'Zed' }, { appid: 'two' });
  await page.getByRole('combobox', { name: 'App', exact: true }).selectOption('two');
  await boxOf(page, 'Zed').waitFor();
  await boxOf(page, 'Susan Marie').waitFor();
  expect(await selected(page)).toEqual([]);
  expect(await barOf(page).isVisible()).toBe(false);
});

test('with the keyboard: arrows move and select, the bar is near the end, and Escape clears', async () => {
  const { page } = await open();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.getByLabel('Select all shown users').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Select Susan Marie');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await selected(page)).toEqual(UIDS.slice(1, 3));
  await page.keyboard.press('Shift+End');
  expect(await focused()).toBe('Select Andrew Joseph');
  expect(await selected(page)).toEqual(UIDS.slice(1));
  // The name and the token of the last row, then the bar.
  for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Clear selection');
  await page.keyboard.press('Escape');
  expect(await selected(page)).toEqual([]);
  expect(await focused()).toBe('Select all shown users');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  expect(await selected(page)).toEqual(UIDS.slice(0, 3));
  await page.keyboard.press('Escape');
  expect(await barOf(page).isVisible()).toBe(false);
});

test('selected users are deactivated and reactivated, and stay selected', async () => {
  const { page, emulator } = await open();
  const active = () => emulator.users.list().filter(({ deactivatedAt }) => deactivatedAt === undefined).length;
  await boxOf(page, 'Susan Marie').check();
  await boxOf(page, 'Nancy Grace').check();
  await barOf(page).getByRole('button', { name: 'Deactivate', exact: true }).click();
  await page.getByText('2 users deactivated.').waitFor();
  expect(active()).toBe(3);
  await page.getByRole('table', { name: 'Users' }).getByText('Deactivated').nth(1).waitFor();
  expect(await selected(page)).toEqual(['cometchat-uid-4', 'cometchat-uid-3']);
  await barOf(page).getByRole('button', { name: 'Reactivate', exact: true }).click();
  await page.getByText('2 users reactivated.').waitFor();
  expect(active()).toBe(5);
});

test('selected users are erased only after a question that names their number', async () => {
  const { page, emulator } = await open();
  await page.getByLabel('Select all shown users').check();
  await boxOf(page, 'John Paul').uncheck();
  await barOf(page).getByRole('button', { name: 'Erase …' }).click();
  const question = page.getByRole('alertdialog', { name: 'Erase 4 users?' });
  await question.getByText('Susan Marie', { exact: false }).waitFor();
  expect(await question.textContent()).toContain('and 1 other');
  await page.keyboard.press('Enter'); // Cancel has the focus
  await question.waitFor({ state: 'hidden' });
  expect(emulator.users.list()).toHaveLength(5);
  await barOf(page).getByRole('button', { name: 'Erase …' }).click();
  await question.getByRole('button', { name: 'Erase 4 users' }).click();
  await page.getByText('4 users erased.').waitFor();
  expect(emulator.users.list().map(({ uid }) => uid)).toEqual(['cometchat-uid-5']);
  expect(await barOf(page).isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('select-all');
});

test('a tag is added to selected users and removed from them', async () => {
  const users = [
    { uid: 'bo', name: 'Bo', tags: ['vip'] },
    { uid: 'ann', name: 'Ann', tags: ['beta'] },
  ];
  const { page, emulator } = await open({ users });
  const tags = () => ['bo', 'ann'].map((uid) => emulator.users.get(uid)?.tags);
  await boxOf(page, 'Bo').check();
  await boxOf(page, 'Ann').check();
  await barOf(page).getByRole('button', { name: 'Add a tag …' }).click();
  const add = page.getByRole('dialog', { name: 'Add a tag to 2 users' });
  await add.getByRole('button', { name: 'Add tag' }).click();
  await add.getByText('The tag is required.').waitFor();
  const offered = () =>
    page.locator('#some-tags option').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  expect((await offered()).sort()).toEqual(['beta', 'vip']);
  await add.getByLabel('Tag', { exact: true }).fill(' vip ');
  await page.keyboard.press('Enter');
  await page.getByText('The tag “vip” was added to 2 users.').waitFor();
  expect(tags()).toEqual([['vip'], ['beta', 'vip']]);
  await barOf(page).getByRole('button', { name: 'Remove a tag …' }).click();
  await page.getByLabel('Tag', { exact: true }).fill('vip');
  await page.getByRole('button', { name: 'Remove tag', exact: true }).click();
  await page.getByText('The tag “vip” was removed from 2 users.').waitFor();
  expect(tags()).toEqual([[], ['beta']]);
  // Cancel changes nothing.
  await barOf(page).getByRole('button', { name: 'Remove a tag …' }).click();
  await page.getByLabel('Tag', { exact: true }).fill('beta');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  expect(tags()).toEqual([[], ['beta']]);
});

test('a partial failure is told for each user, who stays selected', async () => {
  const many = Array.from({ length: 25 }, (_, at) => `tag-${at}`);
  const users = [
    { uid: 'bo', name: 'Bo', tags: many },
    { uid: 'ann', name: 'Ann' },
    { uid: 'gone', name: 'Gone' },
  ];
  const { page, emulator, call } = await open({ users });
  await page.getByLabel('Select all shown users').check();
  await page.route('**/users/gone', async (route) => {
    await call('DELETE', '/v3/users/gone', { permanent: true });
    await route.fallback();
  });
  await barOf(page).getByRole('button', { name: 'Add a tag …' }).click();
  await page.getByLabel('Tag', { exact: true }).fill('new');
  await page.keyboard.press('Enter');
  const failures = page.getByRole('dialog', { name: 'The tag “new” was added to 6 of 8 users.' });
  await failures.getByText('2 users failed and are still selected:').waitFor();
  const rows = failures.getByRole('listitem');
  expect((await rows.allTextContents()).sort()).toEqual([
    expect.stringMatching(/^Bobo.*at most 25 entries/),
    expect.stringMatching(/^Gonegone.*The uid gone was not found/),
  ]);
  expect(emulator.users.get('ann')?.tags).toEqual(['new']);
  await failures.getByRole('button', { name: 'Close' }).click();
  await barOf(page).getByText('2 users selected', { exact: true }).waitFor();
  expect(await selected(page)).toEqual(['bo']);
});

test('if the emulator ends during an action, the rest is not tried', async () => {
  const { page, emulator } = await open();
  await page.getByLabel('Select all shown users').check();
  let asked = 0;
  await page.route('**/users/*/deactivate', async (route) => {
    asked += 1;
    if (asked === 3) return route.abort();
    await route.fallback();
  });
  await barOf(page).getByRole('button', { name: 'Deactivate', exact: true }).click();
  const failures = page.getByRole('dialog', { name: '2 of 5 users deactivated.' });
  await failures.getByText('3 users failed and are still selected:').waitFor();
  expect(await failures.getByText('The emulator does not respond.', { exact: false }).count()).toBe(3);
  expect(asked).toBe(3);
  expect(emulator.users.list().filter(({ deactivatedAt }) => deactivatedAt !== undefined)).toHaveLength(2);
});

test('tags stay on one line: two of them and the number of the others, whose names are in the title', async () => {
  const tags = ['alpha-customers', 'w'.repeat(100), ...Array.from({ length: 20 }, (_, at) => `tag-${at}`)];
  const { page } = await open({ users: [{ uid: 'bo', name: 'Bo', tags }] });
  const heights = () =>
    page.locator('#users tr').evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
  const line = page.locator('.tag-line').filter({ hasText: 'alpha-customers' });
  await line.getByText('+20', { exact: true }).waitFor();
  // One pixel is the line between two rows.
  const all = await heights();
  expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
  expect(await line.getAttribute('title')).toBe(tags.join(', '));
  // Screen readers get the hidden tags as text, and not "+20".
  const cell = page.getByRole('row').filter({ hasText: 'alpha-customers' }).getByRole('cell').nth(2);
  expect(await cell.ariaSnapshot()).toContain('tag-19');
  expect(await cell.ariaSnapshot()).not.toContain('+20');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
