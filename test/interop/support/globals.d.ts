// What the pages put there. It can be named only inside of what runs in a page.
declare var CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;
declare var CometChatCalls: typeof import('@cometchat/calls-sdk-javascript').CometChatCalls;
declare var OurCometChat: typeof import('cometchat-users').CometChat;
declare var createClient: typeof import('cometchat-users').createClient;
