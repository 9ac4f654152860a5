import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CometChat, CometChatCalls } from '../../../src/index.js';
import { listen } from './browser.js';

/** What a page of these tests has, by a `<script>` or by its own. It can be named only inside of what runs in a page. */
interface PageGlobals {
  readonly CometChat: typeof CometChat;
  readonly CometChatCalls: typeof CometChatCalls;
}

/** Goes through a login in a page that has both facades as globals, and looks at all that it was told. */
export async function playStory(page: Page): Promise<void> {
  const emulator = await listen();
  const told = await page.evaluate(async ({ url, authKey }) => {
    const { CometChat: chat, CometChatCalls: calls } = globalThis as unknown as PageGlobals;
    const settings = new chat.AppSettingsBuilder().setRegion('us').useEmulator(url).build();
    const initialised = await chat.init('app-1', settings);
    const before = await chat.getLoggedinUser();
    await chat.createUser(new chat.User('kevin', 'Kevin').setTags(['beta']), authKey);
    const user = await chat.login('kevin', authKey);
    const after = await chat.getLoggedinUser();
    const refusal = await chat.getUser('nobody').catch((error: unknown) => error);
    const inCalls = calls.getLoggedInUser()?.getUid();
    await chat.logout();
    return {
      initialised,
      before,
      name: user.getName(),
      after: after?.getUid(),
      tags: after?.getTags(),
      isOurs: refusal instanceof chat.CometChatException && refusal.name,
      code: (refusal as { code?: string }).code,
      inCalls,
      atLast: await chat.getLoggedinUser(),
    };
  }, emulator);
  expect(told).toEqual({
    initialised: true,
    before: null,
    name: 'Kevin',
    after: 'kevin',
    tags: ['beta'],
    isOurs: 'CometChatException',
    code: 'ERR_UID_NOT_FOUND',
    inCalls: 'kevin',
    atLast: null,
  });
}
