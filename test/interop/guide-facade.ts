import { CometChat as VendorChat } from '@cometchat/chat-sdk-javascript';
import { CometChatUIKit, UIKitSettingsBuilder } from '@cometchat/chat-uikit-react';
import { CometChat } from 'cometchat-users';
import { attachVendor } from 'cometchat-users/vendor';

const kitSettings = new UIKitSettingsBuilder().setAppId('APP_ID').setRegion('us').build();
const settings = new CometChat.AppSettingsBuilder().setRegion('us').build();

export const vendor = attachVendor(CometChat, { chat: VendorChat, uiKit: CometChatUIKit });

/** Both sides are initialised. */
export const ready = Promise.all([CometChat.init('APP_ID', settings), CometChatUIKit.init(kitSettings)]);

/** Resolves with the user of this package. `CometChatUIKit.login(uid)` resolves with the vendor's. */
export const login = (uid: string): Promise<CometChat.User> => CometChat.login(uid, 'AUTH_KEY');
