import { CometChat } from '@cometchat/chat-sdk-javascript';
import { CometChatUIKit, UIKitSettingsBuilder } from '@cometchat/chat-uikit-react';
import { createClient } from 'cometchat-users';
import { attachVendor } from 'cometchat-users/vendor';

const appId = import.meta.env.VITE_COMETCHAT_APP_ID;
const region = import.meta.env.VITE_COMETCHAT_REGION;

/** For development only: a person with this key can log in as any user. In production, your server gives out auth tokens. */
export const authKey = import.meta.env.VITE_COMETCHAT_AUTH_KEY;

/** Users and logins: this package. Visitors whom the vendor's SDK logged in before stay logged in. */
export const client = createClient({ appId, region, adoptVendorSession: true });

/** Makes the vendor's SDK and UI kit work as the user of the client. */
export const vendor = attachVendor(client, { chat: CometChat, uiKit: CometChatUIKit });

// Messages: the vendor's UI kit. It gets no Auth Key, because the client logs users in. The attachment waits for it.
void CometChatUIKit.init(
  new UIKitSettingsBuilder().setAppId(appId).setRegion(region).subscribePresenceForAllUsers().build(),
);
