import { readFileSync } from 'node:fs';
import type { CometChatSettings as VendorSettings } from '@cometchat/chat-sdk-javascript';
import { CometChat, CometChatCalls } from 'cometchat-users';
import { describe, expect, test } from 'vitest';
import { CALLS_TOPICS, CHAT_TOPICS } from './support/topics.js';
import { CALLS, CHAT, readTypings } from './support/typings.js';

type Word = 'same' | 'better' | 'different' | 'not here';

/** The tables of the page: for each heading the names with their word. */
function readPage(): Map<string, Map<string, Word>> {
  const page = readFileSync(new URL('../../docs/migrating.md', import.meta.url), 'utf8');
  const sections = page.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const heading = section.slice(0, section.indexOf('\n')).replaceAll('`', '');
      const rows = [...section.matchAll(/^\| (`.+?`) \| (same|better|different|not here) \|/gm)];
      const names = rows.flatMap(([, cell = '', word]) =>
        [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, word as Word] as const),
      );
      const found = new Map(names);
      // A name that is in two rows would have two answers.
      expect(names.length, heading).toBe(found.size);
      return [heading, found];
    }),
  );
}

const PAGE = readPage();
const namesOf = (heading: string) => [...(PAGE.get(heading)?.keys() ?? [])].sort();

const chat = readTypings(CHAT);
const calls = readTypings(CALLS);

/** Sorted, each name once. */
const sorted = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

/** The classes and types with a table of their own. */
const CHAT_OWNERS = [
  ...['User', 'AppSettings', 'AppSettingsBuilder', 'CometChatSettings', 'StorageMode', 'CometChatException'],
  ...['LoginListener', 'ConnectionListener', 'UserListener'],
  ...['UsersRequest', 'UsersRequestBuilder', 'BlockedUsersRequest', 'BlockedUsersRequestBuilder'],
];
const CALLS_OWNERS = ['CallAppSettings', 'CallAppSettingsBuilder'];

/** The names of the Calls SDK 5 for users and logins, from the vendor's pages. Its package is not in the registry. */
const CALLS_5 = [
  ...['init', 'initFromSettings', 'login', 'loginWithAuthToken', 'logout', 'getLoggedInUser', 'getUserAuthToken'],
  ...['isUserLoggedIn', 'addLoginListener', 'removeLoginListener', 'generateToken'],
  ...['joinSession', 'startSession', 'addEventListener'],
];

describe('docs/migrating.md has every name of the vendor’s typings', () => {
  test('that the Chat SDK exports, or that is static in its CometChat, unless it belongs to another topic', () => {
    const all = sorted(chat.exports, chat.statics('CometChat')).filter((name) => name !== 'CometChat');
    expect(all.length).toBeGreaterThan(400);
    expect(sorted(namesOf('CometChat'), ...Object.values(CHAT_TOPICS))).toEqual(all);
  });

  test('that is static in CometChatCalls of the Calls SDK, unless it belongs to another topic', () => {
    const all = sorted(calls.exports, calls.statics('CometChatCalls')).filter((name) => name !== 'CometChatCalls');
    expect(sorted(namesOf('CometChatCalls'), ...Object.values(CALLS_TOPICS))).toEqual(all);
  });

  test.each(CHAT_OWNERS)('that %s of the Chat SDK has', (owner) => {
    const all = sorted(chat.statics(owner), chat.members(owner));
    expect(all.length).toBeGreaterThan(1);
    expect(namesOf(`CometChat.${owner}`)).toEqual(all);
  });

  test.each(CALLS_OWNERS)('that %s of the Calls SDK has', (owner) => {
    const all = sorted(calls.statics(owner), calls.members(owner));
    expect(all.length).toBeGreaterThan(1);
    expect(namesOf(`CometChatCalls.${owner}`)).toEqual(all);
  });

  test('that the pages of the Calls SDK 5 have', () => {
    expect(namesOf('CometChatCalls 5')).toEqual(sorted(CALLS_5));
  });

  test('and no table for anything else; no name has two topics, or a topic and a row', () => {
    const owners = [
      ...CHAT_OWNERS.map((name) => `CometChat.${name}`),
      ...CALLS_OWNERS.map((name) => `CometChatCalls.${name}`),
    ];
    expect([...PAGE.keys()].sort()).toEqual(['CometChat', 'CometChatCalls', 'CometChatCalls 5', ...owners].sort());
    const placed = [...namesOf('CometChat'), ...Object.values(CHAT_TOPICS).flat()];
    expect(placed.filter((name, index) => placed.indexOf(name) !== index)).toEqual([]);
  });
});

type Names = Readonly<Record<string, unknown>>;

/** A type has no name when the program runs. The compiler checks it in the last test. */
const TYPES = ['CometChatSettings'];

/** Callbacks are there once they are given. */
const LISTENERS = ['LoginListener', 'ConnectionListener', 'UserListener'];

/** Whether this package has a name, in a module or in a class: as a static member, or as a member of an instance. */
function has(owner: unknown, name: string): boolean {
  if (typeof owner !== 'function') return name in (owner as Names);
  if (name in owner || name in owner.prototype) return true;
  return name in new (owner as new (given: object) => object)({ code: 'X', details: { field: ['wrong'] } });
}

describe('the words of docs/migrating.md are true of this package', () => {
  const modules: [string, Names][] = [
    ['CometChat', CometChat],
    ['CometChatCalls', CometChatCalls],
    ['CometChatCalls 5', CometChatCalls],
  ];
  const classes = [...PAGE.keys()]
    .filter((heading) => heading.includes('.'))
    .map((heading) => heading.split('.') as [string, string])
    .filter(([, name]) => ![...TYPES, ...LISTENERS].includes(name))
    .map(([module, name]): [string, unknown] => [
      `${module}.${name}`,
      (module === 'CometChat' ? (CometChat as Names) : (CometChatCalls as Names))[name],
    ]);

  test.each([...modules, ...classes])('%s has what the page says, and not what is not here', (heading, owner) => {
    const rows = [...(PAGE.get(heading) ?? [])].filter(([name]) => ![...TYPES].includes(name));
    expect(rows.length).toBeGreaterThan(0);
    const wrong = rows.filter(([name, word]) => has(owner, name) !== (word !== 'not here'));
    expect(wrong).toEqual([]);
  });

  test.each(LISTENERS)('%s keeps each of its callbacks', (name) => {
    const callbacks = Object.fromEntries(namesOf(`CometChat.${name}`).map((callback) => [callback, () => undefined]));
    const Listener = (CometChat as Names)[name] as new (callbacks: object) => object;
    expect({ ...new Listener(callbacks) }).toEqual(callbacks);
  });

  test('initFromSettings takes the vendor’s settings file as its typings describe it', async () => {
    const settings: VendorSettings = {
      appId: 'interop',
      region: 'us',
      credentials: { authKey: 'key' },
      chatSDK: { presenceSubscription: { type: 'ALL_USERS' }, adminHost: null, clientHost: null },
      callsSDK: { host: null },
      uiKit: {},
    };
    expect(await CometChat.initFromSettings(settings)).toBe(true);
    expect(await CometChatCalls.initFromSettings(settings)).toEqual({ success: true, error: null });
  });
});
