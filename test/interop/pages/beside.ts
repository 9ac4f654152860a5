import { CometChat } from '@cometchat/chat-sdk-javascript';
import * as ours from 'cometchat-users';
import { attachVendor } from 'cometchat-users/vendor';

// The vendor's Chat SDK, unmodified, with this package beside it.
Object.assign(globalThis, { CometChat, ours, attachVendor });
