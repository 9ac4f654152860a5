import { expect, test } from 'vitest';
import { completionsAt } from './compile.js';

const IMPORT = `import { CometChat, CometChatCalls, createClient } from 'cometchat-users';
import { createEmulator } from 'cometchat-users/emulator';
const client = createClient({ appId: 'a', region: 'us' });
declare const error: CometChat.CometChatException;
`;

/** The members that every error and every class has. */
const OF_JAVASCRIPT = ['cause', 'message', 'name', 'stack', 'arguments', 'caller', 'length', 'prototype'];

/** Members that must be documented although their names are in that list: they belong to a user. */
const isJavaScripts = (name: string, what: string) => what !== 'a user' && OF_JAVASCRIPT.includes(name);

const PLACES: [what: string, text: string, atLeast: number][] = [
  ['a user', `new CometChat.User('x').|`, 45],
  ['the class of users', 'CometChat.User.|', 1],
  ['the chat facade', 'CometChat.|', 17],
  ['its settings', 'new CometChat.AppSettingsBuilder().|', 11],
  ['the settings that are built', 'new CometChat.AppSettingsBuilder().build().|', 4],
  ['its listener', `CometChat.addLoginListener('x', { | })`, 4],
  ['the calls facade', 'CometChatCalls.|', 14],
  ['its settings, in the newer form', 'CometChatCalls.init({ | })', 7],
  ['its settings, in the older form', 'new CometChatCalls.CallAppSettingsBuilder().|', 7],
  ['its listener', `CometChatCalls.addLoginListener('x', { | })`, 4],
  ['a client', 'client.|', 9],
  ['its options', 'createClient({ | })', 14],
  ['its session', 'client.session.|', 8],
  ['its hooks', `createClient({ appId: 'a', region: 'us', hooks: { | } })`, 5],
  ['its storage', `createClient({ appId: 'a', region: 'us', storage: { | } })`, 3],
  ['a call', `client.getUser('x', { | })`, 2],
  ['a user as a plain object', `client.createUser({ | }, 'key')`, 14],
  ['an error', 'error.|', 12],
  ['an emulator', 'createEmulator().|', 10],
  ['its options', 'createEmulator({ | })', 5],
];

test.each(PLACES)('an editor has a text for every member of %s: %s', (what, text, atLeast) => {
  const { names, docs } = completionsAt(`${IMPORT}${text}`, 'all');
  expect(names.length).toBeGreaterThanOrEqual(atLeast);
  const mute = names.filter((name) => !/\w+\W+\w+/.test(docs[name] ?? '') && !isJavaScripts(name, what));
  expect(mute).toEqual([]);
});
