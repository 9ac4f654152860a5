import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

test('keys are hidden until requested, and copied without being shown', async () => {
  const { page, emulator, clipboard } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByText('REST API key fullAccess').waitFor();
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

test('users are added and exported, and a reset restores the start', async () => {
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
  await page.getByText('Everything was reset.').waitFor();
  expect(emulator.users.list()).toHaveLength(5);
  expect(emulator.requests).toEqual([]);
});

test('the copied code of a client equals the shown code', async () => {
  const { page, url, clipboard } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByRole('button', { name: 'Copy code' }).click();
  await page.getByText('The code was copied.').waitFor();
  expect(await clipboard()).toBe(await page.locator('#client-code').textContent());
  expect(await clipboard()).toContain(`emulator: '${url}'`);
});

test('an export that is imported restores the users', async () => {
  const metadata = { level: 3, '@private': { email: 'b@example.com' } };
  const { page, emulator, call } = await open({ roles: ['guest'] });
  const bo = { uid: 'bo', name: 'Bo 🚀', role: 'guest', tags: ['vip'], statusMessage: 'Away', metadata };
  await call('POST', '/v3/users', bo);
  await call('DELETE', '/v3/users/cometchat-uid-5', { permanent: false });
  const before = emulator.users.list();
  await page.getByRole('link', { name: 'Setup' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download users' }).click();
  const file = await (await waiting).path();
  emulator.reset();
  await call('PUT', '/v3/users/cometchat-uid-4', { link: 'https://example.com', tags: ['new'], statusMessage: 'Out' });
  await page.getByLabel('Import a file').setInputFiles(file);
  await page.getByText('6 users imported.').waitFor();
  const past = (users: typeof before) =>
    users.map(({ updatedAt: _, statusMessage, ...user }) => ({ ...user, statusMessage: statusMessage || undefined }));
  expect(past(emulator.users.list())).toEqual(past(before));
});

test('an import reports wrong lines, and accepts the others', async () => {
  const { page, emulator } = await open();
  const lines = [
    '{"uid":"bo","name":"Bo"}',
    'nonsense',
    '{"uid":"x y","name":"X"}',
    '',
    '{"uid":"r","name":"R","role":"ghost"}',
  ];
  await page.getByRole('link', { name: 'Setup' }).click();
  const input = page.getByLabel('Import a file');
  const file = (text: string) => ({
    name: 'users.ndjson',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(text),
  });
  await input.setInputFiles(file(lines.join('\n')));
  await page.getByText('1 user imported. 3 lines failed.').waitFor();
  const failures = page.getByRole('list', { name: 'Lines that failed' }).getByRole('listitem');
  expect(await failures.allTextContents()).toEqual([
    'Line 2: This is not a JSON object on one line.',
    expect.stringMatching(/^Line 3: The uid must be/),
    'Line 5: The role ghost does not exist.',
  ]);
  expect(emulator.users.get('bo')?.name).toBe('Bo');
  // More than one request holds.
  const many = Array.from({ length: 3000 }, (_, at) => JSON.stringify({ uid: `u${at}`, name: 'U'.repeat(90) }));
  await input.setInputFiles(file(many.join('\n')));
  await page.getByText('3,000 users imported.').waitFor();
  expect(emulator.users.list()).toHaveLength(3006);
  expect(await failures.count()).toBe(0);
});

test('a fault is turned on, takes effect, and is turned off', async () => {
  const { page, call, emulator } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByText('No fault is on.').waitFor();
  await page.getByRole('combobox', { name: 'Fault', exact: true }).selectOption('Status 503: not available');
  await page.getByRole('combobox', { name: 'Requests', exact: true }).selectOption('getUser');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('1 fault on.', { exact: false }).waitFor();
  expect((await call('GET', '/v3/users/cometchat-uid-1')).status).toBe(503);
  expect((await call('GET', '/v3/users')).status).toBe(200);
  await page.getByRole('button', { name: 'Turn off: Status 503: not available, to getUser, every time' }).click();
  await page.getByText('No fault is on.').waitFor();
  expect(emulator.faults.list()).toEqual([]);
  expect((await call('GET', '/v3/users/cometchat-uid-1')).status).toBe(200);
});

test('the page can switch between several apps', async () => {
  const { page, call } = await open();
  const picker = page.getByRole('combobox', { name: 'App', exact: true });
  await call('POST', '/v3/users', { uid: 'only-in-two', name: 'Zed' }, { appid: 'two' });
  await picker.selectOption('two');
  await page.getByRole('button', { name: 'Zed', exact: true }).waitFor();
  await picker.selectOption('emulator-app');
  await page.getByRole('button', { name: 'Zed', exact: true }).waitFor({ state: 'hidden' });
});

test('an app that a reading request creates appears in the App picker', async () => {
  const { page, call } = await open();
  await call('GET', '/v3/users', undefined, { appid: 'two' });
  const picker = page.getByRole('combobox', { name: 'App', exact: true });
  await expect.poll(() => picker.getByRole('option').allTextContents()).toEqual(['emulator-app', 'two']);
});

test.each([1180, 390])('at %d px, the App picker and the sections stay in their places', async (width) => {
  const { page, call } = await open({}, { viewport: { width, height: 800 } });
  const places = async () => {
    const boxes = ['#app', ...['users', 'requests', 'roles', 'setup'].map((name) => `nav a[href="#${name}"]`)];
    return Promise.all(boxes.map((selector) => page.locator(selector).boundingBox()));
  };
  const before = await places();
  expect(before).not.toContain(null);
  await call('POST', '/v3/users', { uid: 'only-in-two', name: 'Zed' }, { appid: `two-${'w'.repeat(40)}` });
  await expect.poll(() => page.locator('#app option').count()).toBe(2);
  for (const section of ['Users', 'Requests', 'Roles', 'Setup']) {
    await page.getByRole('link', { name: section, exact: true }).click();
    expect(await places(), section).toEqual(before);
  }
});
