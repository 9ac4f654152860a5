import { CometChat, CometChatCalls } from 'cometchat-users';

// The same app after its import line was changed. The name `CometChat` stays free for the vendor's SDK.
Object.assign(globalThis, { ours: { CometChat, CometChatCalls } });
