import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CometChat, CometChatCalls } from '../../../src/index.js';
import { listen } from './browser.js';

/**
 * The globals of these tests' pages, from a `<script>` or their own code. They can be named only in code that runs in a
 * page.
 */
interface PageGlobals {
  readonly CometChat: typeof CometChat;
  readonly CometChatCalls: typeof CometChatCalls;
}

/** Logs in and out in a page that has both facades as globals, and checks all results. */
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
