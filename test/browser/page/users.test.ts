import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

test('a search finds by the start of a name or uid, as the user types', async () => {
  const { page } = await open();
  const rows = page.getByRole('table', { name: 'Users' }).getByRole('rowheader');
  await expect.poll(() => rows.count()).toBe(5);
  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('SuS');
  await page.getByText('1 user that start', { exact: false }).waitFor();
  expect(await rows.allTextContents()).toEqual([expect.stringContaining('Susan Marie')]);
  await page.getByRole('searchbox', { name: 'Search' }).fill('usan');
  await page.getByText('No uid or name starts with this text.').waitFor();
  expect(await page.getByRole('table', { name: 'Users' }).count()).toBe(0);
});

test('a user is created; each error is shown at its field, and the first field has the focus', async () => {
  const { page, emulator } = await open({ roles: ['moderator'] });
  await page.getByRole('button', { name: 'New user' }).click();
  const form = page.getByRole('dialog', { name: 'New user' });
  await form.getByLabel('uid').fill('Bo Ek');
  await form.getByLabel('Avatar').fill('nonsense');
  await form.getByLabel('Metadata').fill('{');
  await form.getByRole('button', { name: 'Create user' }).click();
  await form.getByText('The metadata must be JSON', { exact: false }).waitFor();
  await form.getByLabel('Metadata').fill('{"level":3}');
  await form.getByRole('button', { name: 'Create user' }).click();
  await form.getByText('The name is required.').waitFor();
  const uid = form.getByLabel('uid');
  expect(await uid.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await uid.getAttribute('aria-invalid')).toBe('true');
  const described = await uid.getAttribute('aria-describedby');
  expect(described?.split(' ')).toContain('error-uid');
  expect(await page.locator('#error-uid').textContent()).toMatch(/must be 1 to 100/);
  expect(await page.locator('#error-avatar').textContent()).toMatch(/valid URL/);
  expect(await page.locator('#error-metadata').textContent()).toBe('');
  await uid.fill('cometchat-uid-1');
  await form.getByLabel('Name').fill('Bo');
  await form.getByLabel('Role').selectOption('moderator');
  await form.getByLabel('Tags').fill('vip, beta');
  await form.getByLabel('Avatar').fill('');
  await form.getByRole('button', { name: 'Create user' }).click();
  await expect.poll(() => page.locator('#error-uid').textContent()).toMatch(/already exists/);
  await uid.fill('Bo');
  await form.getByRole('button', { name: 'Create user' }).click();
  await page.getByRole('dialog', { name: 'Bo' }).waitFor();
  expect(emulator.users.get('bo')).toMatchObject({
    name: 'Bo',
    role: 'moderator',
    tags: ['vip', 'beta'],
    metadata: { level: 3 },
  });
  expect(emulator.requests).toEqual([]);
});

test('an edit sends only the changed fields, and clears the emptied ones', async () => {
  const seed = { uid: 'kevin', name: 'Kevin', link: 'https://example.com/', tags: ['a'], metadata: { b: 1 } };
  const { page, emulator } = await open({ users: [seed] });
  await page.getByRole('button', { name: 'Kevin', exact: true }).click();
  await page.getByRole('dialog', { name: 'Kevin' }).getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: 'Edit Kevin' });
  expect(await form.getByLabel('Metadata').inputValue()).toBe('{\n  "b": 1\n}');
  await form.getByLabel('Name').fill('Kev');
  await form.getByLabel('Link').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog', { name: 'Kev', exact: true }).waitFor();
  const user = emulator.users.get('kevin');
  expect(user).toMatchObject({ name: 'Kev', tags: ['a'], metadata: { b: 1 } });
  expect(user).not.toHaveProperty('link');
});

test('a token is created and copied, shown only when requested, and revoked', async () => {
  const { page, emulator, clipboard } = await open();
  await page.getByRole('button', { name: 'New token for Susan Marie' }).click();
  await page.getByText('A new token of Susan Marie was created and copied.').waitFor();
  const [token = ''] = emulator.users.authTokens('cometchat-uid-4');
  expect(token).not.toBe('');
  expect(await clipboard()).toBe(token);
  await page.getByRole('button', { name: 'Susan Marie', exact: true }).click();
  const user = page.getByRole('dialog', { name: 'Susan Marie' });
  await user.getByText(`••••${token.slice(-4)}`, { exact: false }).waitFor();
  expect(await page.content()).not.toContain(token);
  await user.getByRole('button', { name: 'Show tokens' }).click();
  await user.getByText(token).waitFor();
  await user.getByRole('button', { name: 'Show tokens' }).click(); // and hides them again
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await user.getByRole('button', { name: 'Copy token 1' }).click();
  await user.getByText('Token copied.').waitFor();
  expect(await clipboard()).toBe(token);
  expect(await page.content()).not.toContain(token);
  await user.getByRole('button', { name: 'Create and copy a token' }).click();
  await expect.poll(() => emulator.users.authTokens('cometchat-uid-4').length).toBe(2);
  await user.getByRole('button', { name: 'Revoke token 2' }).click();
  await user.getByText('The token was revoked.').waitFor();
  expect(emulator.users.authTokens('cometchat-uid-4')).not.toContain(token);
  await user.getByRole('button', { name: 'Revoke all' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke all' }).click();
  await user.getByText('No tokens yet.').waitFor();
});

test('a user is deactivated, reactivated, and erased only after a confirmation', async () => {
  const { page, emulator } = await open();
  await page.getByRole('button', { name: 'John Paul', exact: true }).click();
  const user = page.getByRole('dialog', { name: 'John Paul' });
  await user.getByRole('button', { name: 'Deactivate' }).click();
  await user.getByRole('button', { name: 'Reactivate' }).waitFor();
  expect(emulator.users.get('cometchat-uid-5')).toHaveProperty('deactivatedAt');
  await user.getByRole('button', { name: 'Create and copy a token' }).waitFor({ state: 'hidden' });
  await user.getByRole('button', { name: 'Reactivate' }).click();
  await user.getByRole('button', { name: 'Deactivate' }).waitFor();
  expect(emulator.users.get('cometchat-uid-5')).not.toHaveProperty('deactivatedAt');
  await user.getByRole('button', { name: 'Erase …' }).click();
  const question = page.getByRole('alertdialog', { name: 'Erase John Paul?' });
  await page.keyboard.press('Enter'); // no has the focus
  await question.waitFor({ state: 'hidden' });
  expect(emulator.users.get('cometchat-uid-5')).toBeDefined();
  await user.getByRole('button', { name: 'Erase …' }).click();
  await question.getByRole('button', { name: 'Erase', exact: true }).click();
  await user.waitFor({ state: 'hidden' });
  expect(emulator.users.get('cometchat-uid-5')).toBeUndefined();
});

test('with 100,000 users a search responds and the document stays small', async () => {
  const { page, emulator } = await open();
  await page.getByRole('link', { name: 'Setup' }).click();
  await page.getByLabel('How many').fill('100000');
  await page.getByRole('button', { name: 'Add users' }).click();
  await page.getByText('100,000 users added', { exact: false }).waitFor();
  expect(emulator.users.list()).toHaveLength(100_005);
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByText('100,005 users, newest first: 1 to 50').waitFor();
  const rows = page.getByRole('table', { name: 'Users' }).getByRole('rowheader');
  expect(await rows.count()).toBe(50);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('51 to 100', { exact: false }).waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('made-up-09999');
  await page.getByText('10 users that start with “made-up-09999”').waitFor();
  expect(await rows.count()).toBe(10);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
});

test('without a mouse: skip, find, open, edit, close, and the focus returns', async () => {
  const { page, emulator } = await open();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.id);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('New user');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Nancy');
  await page.getByText('1 user that start', { exact: false }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('select-all');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Nancy Grace');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineWidth);
  expect(outline).toBe('3px');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Nancy Grace' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // Edit
  await page.getByRole('dialog', { name: 'Edit Nancy Grace' }).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Nancy G');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Nancy G', exact: true }).waitFor();
  expect(emulator.users.get('cometchat-uid-3')?.name).toBe('Nancy G');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expect.poll(focused).toBe('Nancy G');
});
