// The globals of the pages. They can be named only in code that runs in a page.
declare var CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;
declare var CometChatCalls: typeof import('@cometchat/calls-sdk-javascript').CometChatCalls;
declare var OurCometChat: typeof import('cometchat-users').CometChat;
declare var createClient: typeof import('cometchat-users').createClient;
declare var ours: Pick<typeof import('cometchat-users'), 'CometChat' | 'CometChatCalls'>;
