import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator.js';
import { app, openPeople } from './react-app-support.js';

const open = app();

const names = (page: Page) => page.getByRole('list', { name: 'People' }).locator('strong').allTextContents();
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

/** What the app's server does with its own key. */
async function asServer({ apiKey, fetch }: Emulator, path: string, body: object): Promise<void> {
  const headers = { apikey: apiKey, 'content-type': 'application/json' };
  const request = new Request(`https://react-app.api-us.cometchat.io/v3${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect((await fetch(request)).status).toBe(200);
}

async function openAsAndrew(before: (emulator: Emulator) => Promise<void> = async () => {}) {
  const opened = await open();
  await before(opened.emulator);
  await openPeople(opened.page);
  return opened;
}

test('everybody else is listed by name, and the search finds by the start of a name or uid', async () => {
  const { page } = await openAsAndrew();
  await expect.poll(() => names(page)).toEqual(['George Alan', 'John Paul', 'Nancy Grace', 'Susan Marie']);
  await page.getByText('4 people', { exact: true }).waitFor();
  await page.getByLabel('Search').fill('na');
  await expect.poll(() => names(page)).toEqual(['Nancy Grace']);
  await page.getByText('1 person', { exact: true }).waitFor();
  await page.getByLabel('Search').fill('nobody at all');
  await page.getByText('No people found.').waitFor();
  await page.getByLabel('Search').fill('');
  await expect.poll(async () => (await names(page)).length).toBe(4);
});

test('a word that is typed is one search', async () => {
  const { page, emulator } = await openAsAndrew();
  await expect.poll(async () => (await names(page)).length).toBe(4);
  await page.getByLabel('Search').pressSequentially('nancy');
  await expect.poll(() => names(page)).toEqual(['Nancy Grace']);
  const searches = emulator.requests.filter(({ method, url }) => method === 'GET' && url.includes('searchKey='));
  expect(searches.map(({ url }) => new URL(url).searchParams.get('searchKey'))).toEqual(['nancy']);
});

test('a long list grows when one asks for more', async () => {
  const { page } = await openAsAndrew(async (emulator) => {
    for (let at = 10; at < 60; at++) await asServer(emulator, '/users', { uid: `zoe-${at}`, name: `Zoe ${at}` });
  });
  await page.getByText('30 people, and there are more').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('54 people', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  const all = await names(page);
  expect(new Set(all).size).toBe(54);
});

test('a block is shown and kept; an unblock takes it back', async () => {
  const { page, emulator } = await openAsAndrew();
  await page.getByRole('button', { name: 'Block Nancy Grace', exact: true }).click();
  await row(page, 'Nancy Grace').getByText('You have blocked this person.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'People' }).click();
  await row(page, 'Nancy Grace').getByText('You have blocked this person.').waitFor();
  await page.getByLabel('Hide blocked people').check();
  await expect.poll(() => names(page)).toEqual(['George Alan', 'John Paul', 'Susan Marie']);
  await page.getByLabel('Hide blocked people').uncheck();
  await page.getByRole('button', { name: 'Unblock Nancy Grace', exact: true }).click();
  await page.getByRole('button', { name: 'Block Nancy Grace', exact: true }).waitFor();
  expect(await page.getByText('You have blocked this person.').count()).toBe(0);
  const blocks = emulator.requests.filter(({ method, url }) => method !== 'OPTIONS' && url.endsWith('/blockedusers'));
  expect(blocks.map(({ method, body }) => [method, body])).toEqual([
    ['POST', { blockedUids: ['cometchat-uid-3'] }],
    ['DELETE', { blockedUids: ['cometchat-uid-3'] }],
  ]);
});

test('a person who has blocked the visitor is marked', async () => {
  const { page } = await openAsAndrew((emulator) =>
    asServer(emulator, '/users/cometchat-uid-2/blockedusers', { blockedUids: ['cometchat-uid-1'] }),
  );
  await row(page, 'George Alan').getByText('This person has blocked you.').waitFor();
  expect(await page.getByText('This person has blocked you.').count()).toBe(1);
});

test('a block that fails is said at its row, and nothing else changes', async () => {
  const { page, emulator } = await openAsAndrew();
  emulator.faults.add({ operation: 'blockUsers', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
  await page.getByRole('button', { name: 'Block John Paul', exact: true }).click();
  await row(page, 'John Paul').getByText('The service does not allow this.').waitFor();
  await page.getByRole('button', { name: 'Block John Paul', exact: true }).click();
  await row(page, 'John Paul').getByText('You have blocked this person.').waitFor();
  expect(await page.getByText('The service does not allow this.').count()).toBe(0);
});

test('a list that cannot be read says so, and is read again', async () => {
  const opened = await open();
  opened.emulator.faults.add({ operation: 'listUsers', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
  await openPeople(opened.page);
  await opened.page.getByRole('alert').getByText('The service does not allow this.').waitFor();
  await opened.page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await names(opened.page)).length).toBe(4);
});

test('another tab’s switch shows nobody’s list to somebody else', async () => {
  const { page, another } = await openAsAndrew();
  await expect.poll(async () => (await names(page)).length).toBe(4);
  const second = await another();
  await second.getByRole('button', { name: 'Sign out' }).click();
  await second.getByLabel('User ID').fill('cometchat-uid-2');
  await second.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'George Alan' }).waitFor();
  await page.getByRole('heading', { name: 'Edit your profile' }).waitFor();
  await page.getByRole('button', { name: 'People' }).click();
  await expect.poll(() => names(page)).toEqual(['Andrew Joseph', 'John Paul', 'Nancy Grace', 'Susan Marie']);
});
