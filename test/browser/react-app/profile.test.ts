import { expect, test } from 'vitest';
import { app, signIn } from './react-app-support.js';

const open = app();

test('only the change is sent, and it is shown', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  await page.getByLabel('Status message').fill('On the train');
  await page.getByLabel('Tags').fill('beta, early');
  await page.getByText('Sends status message, tags, and nothing else.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your profile has been updated.').waitFor();
  expect(emulator.requests.at(-1)?.body).toEqual({ statusMessage: 'On the train', tags: ['beta', 'early'] });
  await page.getByRole('list', { name: 'Tags' }).getByText('early').waitFor();
  expect(await page.getByText('and nothing else').count()).toBe(0);
});

test('an emptied picture is removed', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  expect(await page.getByLabel('Picture').inputValue()).toMatch(/^https:/);
  await page.getByLabel('Picture').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your profile has been updated.').waitFor();
  expect(emulator.users.get('cometchat-uid-1')?.avatar).toBeUndefined();
});

test('an error is shown at its field, and nothing is sent', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  const before = emulator.requests.length;
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Link').fill('example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Name is missing.').waitFor();
  await page.getByText('Link must be an http(s) URL: it has no scheme, such as https://.').waitFor();
  expect(emulator.requests.length).toBe(before);
});

test('without a change nothing is sent, and the form says so', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  const before = emulator.requests.length;
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Nothing has changed.').waitFor();
  expect(emulator.requests.length).toBe(before);
});

test('a change whose request failed can be saved again', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  emulator.faults.add({ operation: 'updateCurrentUserDetails', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
  await page.getByLabel('Name').fill('Andrew J.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('The service does not allow this.').waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Andrew J.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Andrew J.' }).waitFor();
});
