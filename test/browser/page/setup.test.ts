import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open, useChromium } from './support.js';

useChromium();

test('keys are hidden until asked, and copied without being shown', async () => {
  const { page, emulator, clipboard } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByRole('button', { name: 'Copy Auth Key' }).click();
  await page.getByText('Auth Key copied.').waitFor();
  expect(await clipboard()).toBe(emulator.authKey);
  expect(await page.content()).not.toContain(emulator.authKey);
  await page.getByRole('button', { name: 'Show keys' }).click();
  await page.getByText(emulator.authKey).waitFor();
  await page.getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByText(emulator.authKey).waitFor({ state: 'hidden' });
});

test('users are added and exported, and a reset takes everything back', async () => {
  const { page, emulator, call } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  const count = page.getByLabel('How many');
  await count.fill('0');
  await page.getByRole('button', { name: 'Add users' }).click();
  await expect.poll(() => page.locator('#seed-error').textContent()).toMatch(/from 1 to 100000/);
  await count.fill('3');
  await page.getByRole('button', { name: 'Add users' }).click();
  await page.getByText('3 users added', { exact: false }).waitFor();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download users' }).click();
  const lines = readFileSync(await (await waiting).path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line).uid)).toEqual(emulator.users.list().map(({ uid }) => uid));
  await call('GET', '/v3/users');
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset everything' }).click();
  await page.getByText('Everything is as it was at the start.').waitFor();
  expect(emulator.users.list()).toHaveLength(5);
  expect(emulator.requests).toEqual([]);
});

test('a fault is turned on, happens, and is turned off', async () => {
  const { page, call, emulator } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByText('None is on.').waitFor();
  await page.getByLabel('What happens').selectOption('503, not available');
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('getUser');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('1 fault on.', { exact: false }).waitFor();
  expect((await call('GET', '/v3/users/cometchat-uid-1')).status).toBe(503);
  expect((await call('GET', '/v3/users')).status).toBe(200);
  await page.getByRole('button', { name: 'Turn off {' }).click();
  await page.getByText('None is on.').waitFor();
  expect(emulator.faults.list()).toEqual([]);
  expect((await call('GET', '/v3/users/cometchat-uid-1')).status).toBe(200);
});

test('several apps can be looked at, once there are several', async () => {
  const { page, call } = await open();
  const picker = page.getByRole('combobox', { name: 'App', exact: true });
  expect(await picker.isVisible()).toBe(false);
  await call('POST', '/v3/users', { uid: 'only-in-two', name: 'Zed' }, { appid: 'two' });
  await picker.waitFor();
  await picker.selectOption('two');
  await page.getByRole('button', { name: 'Zed', exact: true }).waitFor();
  await picker.selectOption('emulator-app');
  await page.getByRole('button', { name: 'Zed', exact: true }).waitFor({ state: 'hidden' });
});

test('the page says so when the emulator is gone', async () => {
  const { page, emulator } = await open();
  await emulator.close();
  await page.getByText('The emulator does not answer.', { exact: false }).waitFor();
});
