import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeProblems } from '../support/axe.js';
import { app, signIn } from './react-app-support.js';

const open = app();

/** Every view of the app, one after the other, with errors in it. */
async function walk(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  await page.getByLabel('User ID').fill('nobody');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('There is no user with this ID.').waitFor();
  await look('sign in');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Name is missing.').waitFor();
  await look('sign up');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signIn(page);
  await page.getByLabel('Tags').fill(`${'w'.repeat(100)}, beta`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('list', { name: 'Tags' }).waitFor();
  await page.getByLabel('Link').fill('no address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Link must be an http(s) URL: it has no scheme, such as https://.').waitFor();
  await look('profile');
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Block Nancy Grace', exact: true }).click();
  await page.getByText('You have blocked this person.').waitFor();
  await look('people');
}

test.each(['light', 'dark'] as const)('in %s, axe finds no problem: names, labels, contrast', async (colorScheme) => {
  const { page } = await open({ colorScheme });
  await walk(page, async (view) => expect(await axeProblems(page), view).toEqual([]));
});

test('nothing is wider than a narrow screen', async () => {
  const { page } = await open({ viewport: { width: 320, height: 640 } });
  await walk(page, async (view) => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
  });
});

test('everything works with the keyboard alone, and the focus is never lost', async () => {
  const { page } = await open();
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return (at as HTMLInputElement).labels?.[0]?.innerText ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
  const go = async (to: string) => {
    for (let steps = 0; (await focused()).trim() !== to; steps++) {
      if (steps > 20) throw new Error(`The keyboard does not get to ${to}.`);
      await page.keyboard.press('Tab');
    }
  };
  await go('Create an account');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await focused()).toMatch(/^User ID/);
  await page.keyboard.type('ann');
  await go('Name');
  await page.keyboard.type('Ann');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Edit your profile' }).waitFor();
  expect(await focused()).toBe('Ann');
  await go('Status message (optional)');
  await page.keyboard.type('Here');
  await page.keyboard.press('Enter');
  await page.getByText('Your profile has been updated.').waitFor();
  expect(await focused()).toMatch(/^Status message/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Sign out');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await focused()).toBe('Sign in');
});
