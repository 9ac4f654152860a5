import { expect, test } from 'vitest';
import { completionsAt } from './compile.js';

const IMPORT = `import { CometChat, CometChatCalls, createClient, isCometChatException } from 'cometchat-users';\n`;
const REGISTER = `${IMPORT}declare module 'cometchat-users' {
  interface Register { metadata: { department: string; level?: number }; role: 'default' | 'admin' }
}
`;
const CLIENT = `${IMPORT}const client = createClient({ appId: 'a', region: 'us' });\n`;

test('a user offers the methods of the vendor, each setter with a text', () => {
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

test('each facade offers its methods, each with a text', () => {
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
  ['what an event carries', `${CLIENT}client.session.on('signedIn', ({ | }) => {})`, ['user', 'previousUid']],
  ['the user in an event', `${CLIENT}client.session.on('userUpdated', ({ user }) => user.|)`, ['name', 'getName']],
  ['what changed', `${CLIENT}client.session.on('userUpdated', ({ | }) => {})`, ['user', 'changed']],
  [
    'the error in an event',
    `${CLIENT}client.session.on('loginFailed', ({ error }) => error.|)`,
    ['code', 'kind', 'hint'],
  ],
  [
    'the states of a session',
    `${CLIENT}if (client.session.getSnapshot().status === '|') {}`,
    ['unknown', 'signedOut', 'signedIn'],
  ],
  [
    'what a hook is told',
    `${CLIENT}createClient({ appId: 'a', region: 'us', hooks: { onRetry: ({ | }) => 0 } })`,
    ['operation', 'attempt', 'error', 'waitMs'],
  ],
  [
    'the fields that were touched',
    `${IMPORT}if (new CometChat.User('x').touched[0] === '|') {}`,
    ['name', 'avatar', 'tags'],
  ],
  ['the modes of storage', `${IMPORT}CometChat.StorageMode.|`, ['LOCAL', 'SESSION']],
  ['the regions to a client', `${IMPORT}createClient({ appId: 'a', region: '|' })`, ['us', 'eu', 'in']],
  ['the regions to the chat facade', `${IMPORT}new CometChat.AppSettingsBuilder().setRegion('|')`, ['us', 'eu', 'in']],
  ['the regions to the calls facade', `${IMPORT}CometChatCalls.init({ appId: 'a', region: '|' })`, ['us', 'eu', 'in']],
  ['the default role where none is registered', `${IMPORT}new CometChat.User('x').setRole('|')`, ['default']],
  ['the registered roles', `${REGISTER}new CometChat.User('x').setRole('|')`, ['default', 'admin']],
  [
    'the registered roles in a plain user',
    `${REGISTER}CometChat.createUser({ uid: 'x', role: '|' }, 'key')`,
    ['default', 'admin'],
  ],
  [
    'the registered metadata to set',
    `${REGISTER}new CometChat.User('x').setMetadata({ | })`,
    ['department', 'level', '"@private"'],
  ],
  ['the registered metadata to get', `${REGISTER}new CometChat.User('x').getMetadata().|`, ['department', 'level']],
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

test('an editor offers only registered roles and metadata', () => {
  expect(completionsAt(`${REGISTER}new CometChat.User('x').setRole('|')`).names).toEqual(['default', 'admin']);
  const { names } = completionsAt(`${REGISTER}new CometChat.User('x').setMetadata({ | })`);
  expect(names.sort()).toEqual(['"@private"', 'department', 'level']);
});
