import { CometChatCalls } from '@cometchat/calls-sdk-javascript';
import { createClient } from 'cometchat-users';

// The vendor's calls beside our logins: what an app has that takes its users from us and its call screen from the vendor.
Object.assign(globalThis, { CometChatCalls, createClient });
