import { describe, expect, test } from 'vitest';
import { noUnhandledRejections, outcome, start } from './facade-support.js';

noUnhandledRejections();

describe('CometChat.updateCurrentUserDetails', () => {
  test("ignores the uid of a new User and of a plain object, as the vendor's page promises", async () => {
    const { CometChat, tokenOf, emulator } = await start();
    await CometChat.login(await tokenOf('cometchat-uid-1'));
    const given = new CometChat.User('someone-else');
    given.setName('Andy');
    expect(await CometChat.updateCurrentUserDetails(given)).toMatchObject({ uid: 'cometchat-uid-1', name: 'Andy' });
    expect(given.getUid()).toBe('someone-else');
    await CometChat.updateCurrentUserDetails({ uid: 'someone-else', name: 'Andrew' });
    expect(emulator.users.get('cometchat-uid-1')?.name).toBe('Andrew');
    expect(emulator.requests.at(-1)?.body).toEqual({ name: 'Andrew' });
  });

  test('refuses a User of another uid that came from a response', async () => {
    const { CometChat, tokenOf, emulator } = await start();
    const ann = await CometChat.login(await tokenOf('cometchat-uid-1'));
    const fromSession = CometChat.User.from((await CometChat.getLoggedinUser())?.toJSON() ?? { uid: '' });
    await CometChat.login(await tokenOf('cometchat-uid-2'));
    const read = await CometChat.getUser('cometchat-uid-1');
    const before = emulator.requests.length;
    for (const user of [ann, fromSession, read, read.clone()]) {
      user.setName('For the first user');
      expect(await outcome(() => CometChat.updateCurrentUserDetails(user))).toBe('NOT_THE_SIGNED_IN_USER');
    }
    expect(emulator.requests).toHaveLength(before);
    const own = await CometChat.getUser('cometchat-uid-2');
    own.setName('George');
    expect((await CometChat.updateCurrentUserDetails(own)).getName()).toBe('George');
  });
});
