import { CometChat } from '@cometchat/chat-sdk-javascript';
import { CometChat as OurCometChat } from 'cometchat-users';

// The vendor's SDK as a page has it that loads it by a script tag; ours beside it, for comparisons.
Object.assign(globalThis, { CometChat, OurCometChat });
