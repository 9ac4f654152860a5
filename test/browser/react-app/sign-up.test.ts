import { expect, test } from 'vitest';
import { app } from './react-app-support.js';

const open = app();

async function openSignUp() {
  const opened = await open();
  const { page } = opened;
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Create an account' }).waitFor();
  return { ...opened, problems: () => page.locator('.problem:not(:empty)').allTextContents() };
}

test('an error is shown as the user types, and disappears as soon as it is corrected', async () => {
  const { page, problems } = await openSignUp();
  expect(await problems()).toEqual([]);
  await page.getByLabel('User ID').pressSequentially('Ann ');
  expect(await problems()).toEqual(['User ID may not contain a space.']);
  expect(await page.getByLabel('User ID').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('User ID').press('Backspace');
  expect(await problems()).toEqual([]);
  await page.getByText('It will be ann: capital letters become small.').waitFor();
  await page.getByLabel('Name').fill('x'.repeat(101));
  expect(await problems()).toEqual(['Name has 101 characters; at most 100 are allowed.']);
});

test('an address is checked only when it is complete', async () => {
  const { page, problems } = await openSignUp();
  await page.getByLabel('Picture').pressSequentially('htt');
  expect(await problems()).toEqual([]);
  await page.getByLabel('Tags').focus();
  await expect.poll(problems).toEqual(['Picture must be an http(s) URL: it has no scheme, such as https://.']);
});

test('a form with errors shows all of them, sends nothing, and focuses the first wrong field', async () => {
  const { page, emulator, problems } = await openSignUp();
  await page.getByLabel('User ID').fill('ann');
  await page.getByLabel('Picture').fill('ann.png');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect
    .poll(problems)
    .toEqual(['Name is missing.', 'Picture must be an http(s) URL: it has no scheme, such as https://.']);
  expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(emulator.requests).toEqual([]);
});

test('a new user is created with the typed values, and is signed in', async () => {
  const { page, emulator } = await openSignUp();
  await page.getByLabel('User ID').fill('Ann');
  await page.getByLabel('Name').fill('Ann Lee');
  await page.getByLabel('Tags').fill('beta, , early');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Ann Lee' }).waitFor();
  await page.getByText('Signed in as Ann Lee.').waitFor();
  expect(emulator.users.get('ann')).toMatchObject({ uid: 'ann', name: 'Ann Lee', tags: ['beta', 'early'] });
});

test('a taken user ID is reported at its field, which has the focus', async () => {
  const { page, problems } = await openSignUp();
  await page.getByLabel('User ID').fill('cometchat-uid-1');
  await page.getByLabel('Name').fill('Another');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect.poll(problems).toEqual(['This user ID is taken. Choose another one.']);
  const field = page.getByLabel('User ID');
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.fill('another');
  expect(await problems()).toEqual([]);
});

test('a sign-up whose login failed continues with the login', async () => {
  const { page, emulator } = await openSignUp();
  emulator.faults.add({ operation: 'login', status: 403, code: 'ERR_PLAN_RESTRICTION', times: 1 });
  await page.getByLabel('User ID').fill('ann');
  await page.getByLabel('Name').fill('Ann');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').getByText('The service does not allow this.').waitFor();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Ann' }).waitFor();
  expect(emulator.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/users'))).toHaveLength(1);
});
