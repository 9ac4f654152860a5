import { CometChat } from '@cometchat/chat-sdk-javascript';

// As a page has it that loads the vendor's SDK by a script tag.
Object.assign(globalThis, { CometChat });
