import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStation, type Station, type Visit } from './support/station.js';
import { startKit } from './support/steps.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const CLIENT = 'https://interop.apiclient-us.cometchat.io/v3.0';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

/** Opens the page with the kit's three lists, as Ann. */
async function visitLists(): Promise<Visit> {
  const visit = await station.visit('/kit');
  await startKit(visit, station.emulator.authKey);
  expect(await visit.page.evaluate(async () => (await CometChatUIKit.login('ann')).getUid())).toBe('ann');
  await visit.page.evaluate(() => kitPage.showLists());
  return visit;
}

/** Chromium itself reports each response that is an error. */
const refusals = ({ problems }: Visit) => problems.map((problem) => /status of \d+.*?v3\.0\S*/.exec(problem)?.[0]);

test('the UI kit starts, logs in and shows its three lists', async () => {
  const visit = await visitLists();
  for (const name of ['Chats', 'Users', 'Groups']) await visit.page.getByText(name, { exact: true }).waitFor();
  await visit.page.getByText('No Conversations', { exact: true }).waitFor();
  await visit.page.getByText('No Groups Available').waitFor();
  await visit.page.getByText('Bo', { exact: true }).waitFor();
  expect(await visit.page.getByText('went wrong').count()).toBe(0);
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('a chat opens empty, and a message that is sent is marked as not sent', async () => {
  const visit = await visitLists();
  const { page } = visit;
  const chat = page.getByLabel('open chat');
  await page.getByText('Bo', { exact: true }).click();
  await expect
    .poll(() => station.emulator.requests.some(({ url }) => url === `${CLIENT}/users/bo/conversation/read`))
    .toBe(true);
  await chat.getByText('Offline').waitFor();
  expect(await chat.getByText('went wrong').count()).toBe(0);
  // The kit expects this error: two users who never wrote to each other have no conversation.
  expect(refusals(visit)).toEqual([`status of 404 (Not Found) ${CLIENT}/users/bo/conversation`]);

  const sent = page.waitForResponse((response) => response.url() === `${CLIENT}/messages`);
  await chat.getByRole('textbox').fill('Hello Bo');
  await chat.getByRole('button', { name: 'SEND' }).click();
  expect((await sent).status()).toBe(501);
  await chat.getByText('Hello Bo').waitFor();
  await chat.getByLabel(/error|failed/i).waitFor();
  expect(refusals(visit).slice(1)).toEqual([`status of 501 (Not Implemented) ${CLIENT}/messages`]);
  await visit.close();
});

test('the vendor’s SDK gets an error that says what the emulator does not have', async () => {
  const visit = await visitLists();
  const error = await visit.page.evaluate(() =>
    CometChat.sendMessage(new CometChat.TextMessage('bo', 'Hello', 'user')).then(
      () => undefined,
      ({ code, message }) => ({ code, message }),
    ),
  );
  expect(error).toEqual({
    code: 'ERR_NOT_IN_EMULATOR',
    message: 'Messages are not in the emulator, which has users and logins. Use an app at CometChat to try them.',
  });
  await visit.close();
});
