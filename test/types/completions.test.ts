import { expect, test } from 'vitest';
import { completionsAt } from './compile.js';

const IMPORT = `import { CometChat, CometChatCalls, createClient, isCometChatException } from 'cometchat-users';\n`;
const CLIENT = `${IMPORT}const client = createClient({ appId: 'a', region: 'us' });\n`;

test('a user offers the methods of the vendor, each setter with a sentence', () => {
  const setters = [
    'setUid',
    'setName',
    'setAvatar',
    'setLink',
    'setRole',
    'setMetadata',
    'setStatusMessage',
    'setTags',
    'setAuthToken',
  ];
  const { names, docs } = completionsAt(`${IMPORT}new CometChat.User('x').|`, [
    ...setters,
    'validate',
    'touched',
    'clone',
    'toJSON',
  ]);
  const accessors = [
    'Uid',
    'Name',
    'AuthToken',
    'Avatar',
    'LastActiveAt',
    'Link',
    'Metadata',
    'Role',
    'Status',
    'StatusMessage',
  ]
    .concat(['BlockedByMe', 'HasBlockedMe', 'Tags', 'DeactivatedAt'])
    .flatMap((field) => [`get${field}`, `set${field}`]);
  expect(names).toEqual(expect.arrayContaining([...accessors, 'uid', 'name', 'validate', 'touched']));
  expect(Object.entries(docs).filter(([, doc]) => !/\w+\W+\w+/.test(doc))).toEqual([]);
});

test('each facade offers its methods, each with a sentence', () => {
  const chat = [
    'init',
    'login',
    'logout',
    'createUser',
    'updateUser',
    'updateCurrentUserDetails',
    'getUser',
    'getLoggedinUser',
  ];
  const calls = [
    'init',
    'login',
    'loginWithAuthToken',
    'logout',
    'getLoggedInUser',
    'getUserAuthToken',
    'isUserLoggedIn',
    'generateToken',
  ];
  for (const [facade, methods] of [
    ['CometChat', chat],
    ['CometChatCalls', calls],
  ] as const) {
    const { names, docs } = completionsAt(`${IMPORT}${facade}.|`, methods);
    expect(names).toEqual(
      expect.arrayContaining([...methods, 'User', 'CometChatException', 'addLoginListener', 'removeLoginListener']),
    );
    expect(Object.entries(docs).filter(([, doc]) => !/\w+\W+\w+/.test(doc))).toEqual([]);
  }
});

const TEXTS: [what: string, text: string, offered: string[]][] = [
  [
    'the events of a session',
    `${CLIENT}client.session.on('|')`,
    ['ready', 'signedIn', 'userUpdated', 'tokenChanged', 'signedOut', 'loginFailed', 'logoutFailed', 'listenerError'],
  ],
  ['the regions', `${IMPORT}createClient({ appId: 'a', region: '|' })`, ['us', 'eu', 'in']],
  [
    'the codes of errors',
    `${IMPORT}declare const e: CometChat.CometChatException;\nif (e.code === '|') {}`,
    ['ERR_UID_NOT_FOUND', 'USER_NOT_LOGED_IN', 'INVALID_UID'],
  ],
  [
    'the kinds of errors',
    `${IMPORT}declare const e: CometChat.CometChatException;\nif (e.kind === '|') {}`,
    ['validation', 'superseded', 'rateLimit'],
  ],
  [
    'why a session ended',
    `${CLIENT}client.session.on('signedOut', ({ reason }) => reason === '|')`,
    ['logout', 'switched', 'tokenRevoked'],
  ],
];

test.each(TEXTS)('an editor offers %s', (_, text, offered) => {
  expect(completionsAt(text).names).toEqual(expect.arrayContaining(offered));
});
