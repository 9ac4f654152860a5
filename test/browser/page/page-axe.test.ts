import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

const USERS = [
  { uid: 'maria', name: 'Maria', tags: Array.from({ length: 9 }, (_, at) => `tag-${at}`) },
  { uid: 'arabic', name: 'محمد عبد الله' },
];

test.each(['light', 'dark'] as const)('in %s, axe finds no problem in any section and dialog', async (colorScheme) => {
  const { page, call, problems, emulator } = await open({ users: USERS }, { colorScheme, reducedMotion: 'reduce' });
  const look = async (state: string) => expect(await problems(), state).toEqual([]);
  await call('GET', '/v3/users/nobody');
  await call('OPTIONS', '/v3/users/nobody');
  await call('POST', '/v3/users/maria/auth_tokens', {});
  await call('GET', '/v3/users', undefined, { appid: 'two' });
  for (const section of ['Roles', 'Setup', 'Requests', 'Users']) {
    await page.getByRole('link', { name: section, exact: true }).click();
    await look(section);
  }
  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await page.getByLabel('Hide preflights').check();
  await look('hidden preflights');
  await page.getByRole('button', { name: 'GET /v3/users/nobody' }).click();
  await page.getByRole('dialog', { name: 'GET /v3/users/nobody' }).waitFor();
  await look('request');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByLabel('Select Maria').check();
  await look('selection');
  for (const [opener, dialog] of [
    ['Maria', 'Maria'],
    ['New user', 'New user'],
    ['Add a tag …', 'Add a tag to 1 user'],
    ['Erase …', 'Erase 1 user?'],
  ] as const) {
    await page.getByRole('button', { name: opener, exact: true }).click();
    await page.locator('dialog[open]').getByRole('heading', { name: dialog, exact: true }).waitFor();
    await look(opener);
    await page.keyboard.press('Escape');
  }
  await call('DELETE', '/v3/users/maria', { permanent: true });
  await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await page.getByRole('dialog', { name: '0 of 1 user deactivated.' }).waitFor();
  await look('failures');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Search' }).fill('nobody');
  await page.getByText('No uid or name starts with this text.').waitFor();
  await look('empty list');
  await emulator.close();
  await page.getByText('The emulator does not respond. It', { exact: false }).waitFor();
  await look('emulator gone');
});
