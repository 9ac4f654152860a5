// The tests of this app read these globals. An app does not need this file.
import { CometChat } from '@cometchat/chat-sdk-javascript';
import { CometChatUIKit } from '@cometchat/chat-uikit-react';
import { authKey, client, vendor } from './chat';

export const appHandle = { authKey, client, vendor };

Object.assign(globalThis, { CometChat, CometChatUIKit, appHandle });
