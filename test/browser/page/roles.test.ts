import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

test('a role is created with permissions, changed, and deleted only after a confirmation', async () => {
  const { page, call } = await open({ roles: ['guest'], users: [{ uid: 'kevin', name: 'Kevin', role: 'guest' }] });
  const roleOf = async (role: string) => (await (await call('GET', `/v3/roles/${role}`)).json()).data;
  const isSet = async (role: string, id: string) => {
    const { data } = await (await call('GET', `/v3/roles/${role}/permissions`)).json();
    return data.find((permission: { id: string }) => permission.id === id).value;
  };
  await page.getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'New role' }).click();
  const made = page.getByRole('dialog', { name: 'New role' });
  await made.getByRole('button', { name: 'Create role' }).click();
  await made.getByText('The id is required.').waitFor();
  await made.getByText('The name is required.').waitFor();
  await made.getByLabel('Id').fill('guest');
  await made.getByLabel('Name').fill('Trainee');
  await made.getByLabel('Another permission').selectOption('listUsers.mode');
  await made.getByRole('button', { name: 'Add permission' }).click();
  expect(await made.getByRole('combobox', { name: 'listUsers.mode', exact: true }).inputValue()).toBe('friends');
  await made.getByLabel('Another permission').selectOption('sendMessage.allowedMessageTypes');
  await made.getByRole('button', { name: 'Add permission' }).click();
  await page.keyboard.type('text, nonsense'); // the new field has the focus
  await made.getByRole('button', { name: 'Create role' }).click();
  await expect
    .poll(() => page.locator('#error-permissions').textContent())
    .toMatch(/allowedMessageTypes entries must be/);
  await made.getByRole('textbox', { name: 'sendMessage.allowedMessageTypes', exact: true }).fill('text, image');
  await made.getByRole('button', { name: 'Create role' }).click();
  await expect.poll(() => page.locator('#error-role-role').textContent()).toMatch(/already exists/);
  await made.getByLabel('Id').fill('trainee');
  await made.getByRole('button', { name: 'Create role' }).click();
  await made.waitFor({ state: 'hidden' });
  expect(await roleOf('trainee')).toMatchObject({ name: 'Trainee' });
  expect(await isSet('trainee', 'sendMessage.allowedMessageTypes')).toEqual(['text', 'image']);
  expect(await isSet('trainee', 'listUsers.mode')).toBe('friends');

  await page.getByRole('button', { name: 'Trainee', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Trainee' });
  await edit.getByLabel('Description').fill('Looks on');
  await edit.getByRole('button', { name: 'Remove listUsers.mode' }).click();
  await edit.getByRole('button', { name: 'Save' }).click();
  await edit.waitFor({ state: 'hidden' });
  expect(await roleOf('trainee')).toMatchObject({ name: 'Trainee', description: 'Looks on' });
  expect(await isSet('trainee', 'listUsers.mode')).toBe('all');
  expect(await isSet('trainee', 'sendMessage.allowedMessageTypes')).toEqual(['text', 'image']);

  expect(await page.getByRole('button', { name: 'Delete Default Role' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Delete guest' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete the role guest?' });
  await question.getByText('1 user with it will get the default role.', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  expect((await call('GET', '/v3/roles/guest')).status).toBe(200);
  await page.getByRole('button', { name: 'Delete guest' }).click();
  await question.getByRole('button', { name: 'Delete the role' }).click();
  await page.getByText('The role guest was deleted.').waitFor();
  expect((await call('GET', '/v3/roles/guest')).status).toBe(404);
  expect((await (await call('GET', '/v3/users/kevin')).json()).data.role).toBe('default');
});
