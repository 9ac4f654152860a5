// Globals that the pages set. A test can use them only inside a function that runs in a page.
// The vendor's `CometChat` is not here: a global of that name would hide the namespace `CometChat` from the typings of the
// UI kit, and every user in them would become `any`. A test that uses it declares it:
// `declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;`
declare var CometChatCalls: typeof import('@cometchat/calls-sdk-javascript').CometChatCalls;
declare var OurCometChat: typeof import('cometchat-users').CometChat;
declare var createClient: typeof import('cometchat-users').createClient;
declare var ours: typeof import('cometchat-users');
declare var CometChatUIKit: typeof import('@cometchat/chat-uikit-react').CometChatUIKit;
declare var UIKitSettingsBuilder: typeof import('@cometchat/chat-uikit-react').UIKitSettingsBuilder;
declare var cometchatUsers: typeof import('cometchat-users');
declare var kitPage: typeof import('../pages/kit.js').kitPage;
