import { expect, test } from 'vitest';
import { app, signIn } from './react-app-support.js';

const open = app();

test('an unknown user ID is reported, announced, and the error disappears as the user types', async () => {
  const { page } = await open();
  await page.getByLabel('User ID').fill('nobody');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('There is no user with this ID.').waitFor();
  await page.getByLabel('User ID').fill('nobody-else');
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('');
});

test('a network failure is reported, and the same form works afterwards', async () => {
  const { page } = await open();
  await page.context().setOffline(true);
  await page.getByLabel('User ID').fill('cometchat-uid-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('No connection. Check yours and try again.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Edit your profile' }).waitFor();
});

test('too many attempts are reported', async () => {
  const { page, emulator } = await open();
  emulator.faults.add({ operation: 'createAuthToken', rateLimit: { retryAfter: 90 } });
  await page.getByLabel('User ID').fill('cometchat-uid-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('Too many tries at once. Try again in a minute.').waitFor();
});

test('a slow response is awaited and reported as slow', async () => {
  const { page, emulator } = await open();
  emulator.faults.add({ operation: 'createAuthToken', delayMs: 3_000 });
  await page.getByLabel('User ID').fill('cometchat-uid-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Signing in…' }).click({ force: true });
  await page.getByText('This takes longer than usual.', { exact: false }).waitFor();
  await page.getByRole('heading', { name: 'Edit your profile' }).waitFor();
  const logins = emulator.requests.filter(({ method, url }) => method === 'PUT' && url.endsWith('/me'));
  expect(logins).toHaveLength(1);
});

test('a second tab follows a login, a change and a logout', async () => {
  const { page, another } = await open();
  const second = await another();
  await signIn(page);
  await second.getByText('Signed in as Andrew Joseph, in another tab.').waitFor();
  await page.getByLabel('Name').fill('Andrew J.');
  // Text that the user types elsewhere stays, and the rest follows.
  await second.getByLabel('Status message').fill('Away');
  await page.getByRole('button', { name: 'Save' }).click();
  await second.getByRole('heading', { name: 'Andrew J.' }).waitFor();
  expect(await second.getByLabel('Name').inputValue()).toBe('Andrew J.');
  expect(await second.getByLabel('Status message').inputValue()).toBe('Away');
  await second.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You were signed out in another tab.').waitFor();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a reload keeps the session, and a revoked token ends it', async () => {
  const { page, emulator } = await open();
  await signIn(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Andrew Joseph' }).waitFor();
  const headers = { apikey: emulator.apiKey };
  await emulator.fetch(
    new Request(`${emulator.url}/v3/users/cometchat-uid-1/auth_tokens`, { method: 'DELETE', headers }),
  );
  await page.reload();
  await page.getByText('Your session has ended. Sign in again.').waitFor();
});
