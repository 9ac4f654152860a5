import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CometChat, CometChatCalls } from '../../../src/index.js';
import { type CaseWorld, runCases } from './cases.js';
import { noUnhandledRejections, useFakeTime } from './outcome.js';
import { tokenOf } from './service.js';

beforeAll(useFakeTime);
afterAll(() => void vi.useRealTimers());
noUnhandledRejections();

let apps = 0;

/** A facade that is initialised for its own app, with kevin logged in. */
async function openFacade(): Promise<CaseWorld> {
  await CometChat.init(`app-${++apps}`, new CometChat.AppSettingsBuilder().setRegion('us').build());
  await CometChat.login(tokenOf('kevin'));
  return {
    client: { dispose() {} } as CaseWorld['client'],
    async wrongWithSession() {
      const uids = [(await CometChat.getLoggedinUser())?.uid, CometChatCalls.getLoggedInUser()?.uid];
      return uids[0] === uids[1] ? undefined : `the facades say ${uids.join(' and ')}`;
    },
  };
}

describe('with one hostile value, only a CometChatException comes out of the facades', () => {
  test.each(['CometChat', 'CometChatCalls', 'UsersRequestBuilder#', 'BlockedUsersRequestBuilder#'])(
    '%s',
    async (target) => {
      expect(await runCases(target, openFacade)).toEqual([]);
    },
  );
});
