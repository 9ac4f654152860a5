import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStation, type Station } from './support/station.js';
import { startKit } from './support/steps.js';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

test('the UI kit starts, logs in and shows its three lists', async () => {
  const visit = await station.visit('/kit');
  await startKit(visit, station.emulator.authKey);
  expect(await visit.page.evaluate(async () => (await CometChatUIKit.login('ann')).getUid())).toBe('ann');
  await visit.page.evaluate(() => kitPage.showLists());
  for (const name of ['Chats', 'Users', 'Groups']) await visit.page.getByText(name, { exact: true }).waitFor();
  await visit.page.getByLabel('users').getByText('Bo', { exact: true }).waitFor();
  await visit.close();
});
