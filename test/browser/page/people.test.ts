import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

test('friends and blocked users are shown, added and removed', async () => {
  const { page, call } = await open();
  const uidsOf = async (what: string) =>
    (await (await call('GET', `/v3/users/cometchat-uid-1/${what}`)).json()).data.map(({ uid }: { uid: string }) => uid);
  await call('POST', '/v3/users/cometchat-uid-1/friends', { accepted: ['cometchat-uid-2'] });
  await call('POST', '/v3/users/cometchat-uid-3/blockedusers', { blockedUids: ['cometchat-uid-1'] });
  await page.getByRole('button', { name: 'Andrew Joseph', exact: true }).click();
  const user = page.getByRole('dialog', { name: 'Andrew Joseph' });
  const friends = user.getByRole('region', { name: 'Friends' });
  await friends.getByRole('button', { name: 'George Alan', exact: true }).waitFor();
  await user.getByRole('region', { name: 'Blocked by' }).getByRole('button', { name: 'Nancy Grace' }).waitFor();
  const uid = friends.getByLabel('uid of a new friend');
  await uid.fill('nobody');
  await page.keyboard.press('Enter');
  await friends.getByText('The uid nobody was not found.', { exact: false }).waitFor();
  expect(await uid.getAttribute('aria-invalid')).toBe('true');
  await uid.fill('cometchat-uid-1');
  await page.keyboard.press('Enter');
  await friends.getByText('A user cannot be its own friend.').waitFor();
  await uid.fill('Susan');
  const offered = () =>
    page.locator('#some-uids option').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  await expect.poll(offered).toEqual(['cometchat-uid-4']);
  await uid.fill('cometchat-uid-4');
  await page.keyboard.press('Enter');
  await friends.getByRole('button', { name: 'Remove Susan Marie' }).waitFor();
  expect(await uidsOf('friends')).toEqual(['cometchat-uid-2', 'cometchat-uid-4']);
  await friends.getByRole('button', { name: 'Remove George Alan' }).click();
  await friends.getByRole('button', { name: 'Remove George Alan' }).waitFor({ state: 'hidden' });
  expect(await uidsOf('friends')).toEqual(['cometchat-uid-4']);
  // The focused element is gone: the field beside it has the focus.
  expect(await uid.evaluate((field) => field === document.activeElement)).toBe(true);

  const blocked = user.getByRole('region', { name: 'Blocked users' });
  await blocked.getByText('Nobody is blocked.').waitFor();
  await blocked.getByLabel('uid of a user to block').fill('cometchat-uid-5');
  await blocked.getByRole('button', { name: 'Block', exact: true }).click();
  await blocked.getByRole('button', { name: 'Unblock John Paul', exact: true }).waitFor();
  expect(await uidsOf('blockedusers')).toEqual(['cometchat-uid-5']);
  await blocked.getByRole('button', { name: 'Unblock John Paul', exact: true }).click();
  await blocked.getByText('Nobody is blocked.').waitFor();
  expect(await uidsOf('blockedusers')).toEqual([]);
  await friends.getByRole('button', { name: 'Susan Marie', exact: true }).click();
  await page.getByRole('dialog', { name: 'Susan Marie' }).waitFor();
});

test('a change elsewhere does not move the focus, and the panel of an erased user closes', async () => {
  const { page, call } = await open();
  await page.getByRole('button', { name: 'Andrew Joseph', exact: true }).click();
  const user = page.getByRole('dialog', { name: 'Andrew Joseph' });
  const button = user.getByRole('button', { name: 'Erase …' });
  await button.focus();
  await call('PUT', '/v3/users/cometchat-uid-1', { statusMessage: 'Away' });
  await user.getByText('Away').waitFor();
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await call('DELETE', '/v3/users/cometchat-uid-1', { permanent: true });
  await page.getByText('The user cometchat-uid-1 was erased.').waitFor();
  await user.waitFor({ state: 'hidden' });
});

test('a late response about one user does not replace the user who was opened meanwhile', async () => {
  const { page, call } = await open();
  await call('POST', '/v3/users/cometchat-uid-1/friends', { accepted: ['cometchat-uid-2'] });
  await page.getByRole('button', { name: 'Andrew Joseph', exact: true }).click();
  const friend = page
    .getByRole('dialog', { name: 'Andrew Joseph' })
    .getByRole('button', { name: 'George Alan', exact: true });
  await friend.waitFor();
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/users\/cometchat-uid-1$/, async (route) => {
    await isReleased;
    await route.continue();
  });
  const reload = page.waitForRequest(/\/users\/cometchat-uid-1$/);
  await call('PUT', '/v3/users/cometchat-uid-1', { name: 'Andrew' });
  await reload;
  await friend.click();
  await page.getByRole('dialog', { name: 'George Alan' }).waitFor();
  const late = page.waitForResponse(/\/users\/cometchat-uid-1$/);
  release();
  await (await late).finished();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(await page.getByRole('dialog', { name: 'George Alan' }).isVisible()).toBe(true);
});
