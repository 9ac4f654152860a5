import { APP_ID, type Visit } from './station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

/** Starts the vendor's Chat SDK in a page; with `host`, by its override of both hosts. */
export async function init({ page }: Visit, host?: string): Promise<void> {
  await page.evaluate(
    ([appId, override]) => {
      const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion('us');
      if (override) settings.overrideAdminHost(override).overrideClientHost(override);
      return CometChat.init(appId, settings.build());
    },
    [APP_ID, host && `${host}/v3.0`] as const,
  );
}

/** Creates a user and logs in, with an auth key. */
export async function enterAs({ page }: Visit, uid: string, authKey: string): Promise<void> {
  await page.evaluate(
    async ([uid, key]) => {
      const user = new CometChat.User(uid);
      user.setName(`The ${uid}`);
      await CometChat.createUser(user, key);
      await CometChat.login(uid, key);
    },
    [uid, authKey] as const,
  );
}

/** Starts the vendor's UI kit in the page `/kit`. The kit then logs users in with the Auth Key. */
export async function startKit({ page }: Visit, authKey: string): Promise<void> {
  await page.evaluate(
    async ([appId, authKey]) => {
      const settings = new UIKitSettingsBuilder().setAppId(appId).setRegion('us').setAuthKey(authKey);
      await CometChatUIKit.init(settings.subscribePresenceForAllUsers().build());
    },
    [APP_ID, authKey] as const,
  );
}
