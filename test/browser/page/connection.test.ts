import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { open, useChromium } from './page-support.js';

useChromium();

test('the page says that the emulator is gone, and continues with the one that is started next', async () => {
  const { page, emulator, call, url } = await open();
  await call('POST', '/v3/users', { uid: 'old', name: 'Old' }, { appid: 'two' });
  await call('GET', '/v3/users/old-request');
  const picker = page.getByRole('combobox', { name: 'App', exact: true });
  await picker.selectOption('two');
  await page.getByLabel('Select Old').check();
  await emulator.close();
  const alert = page.getByRole('alert').filter({ hasText: 'The emulator does not respond.' });
  await alert.waitFor();
  await page.getByText('Not connected', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'New user' }).click();
  // Plain words, without the error of the browser.
  await page.getByText('The emulator does not respond. Is it still running?').waitFor();

  const next = createEmulator({ users: [{ uid: 'new', name: 'New' }] });
  await next.listen({ port: Number(new URL(url).port) });
  try {
    // As many requests as the old log had: the ids of the two logs are the same.
    for (const uid of ['first', 'second']) await fetch(`${url}/v3/users/${uid}`, { headers: { apikey: next.apiKey } });
    await page.getByText('Live', { exact: true }).waitFor();
    await alert.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'New', exact: true }).waitFor();
    expect(await picker.inputValue()).toBe('emulator-app');
    expect(await page.getByRole('region', { name: 'Selected users' }).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Requests' }).click();
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
    await expect.poll(() => rows.allTextContents()).toEqual(['GET /v3/users/second', 'GET /v3/users/first']);
  } finally {
    await next.close();
  }
});

test('an emulator that accepts requests and never responds counts as gone', async () => {
  const { page, emulator } = await open({}, {}, { 10000: 300 });
  await page.route('**/_emulator/api/requests?*', () => {});
  await page.getByText('Not connected', { exact: true }).waitFor();
  await page.unrouteAll();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(emulator.users.list()).toHaveLength(5);
});
