import * as sdk from '../../../src/index.js';
import { trackCalls } from '../../../src/react/call-tracker.js';
import { goodService, tokenOf } from './service.js';

/** A method with valid arguments. Hostile values then replace parts of these. */
export interface Method {
  /** Each is a valid list of arguments. */
  readonly variants: () => readonly (readonly unknown[])[];
  /** Whether the method may throw a `CometChatException`. All other methods throw nothing. */
  readonly mayThrow?: boolean;
  /** Whether the method returns a promise. */
  readonly isAsync?: boolean;
  /** Calls of the result, which return promises. */
  readonly after?: (result: never) => (() => unknown)[];
}

/** An object whose methods are called, or a class that is instantiated. */
export interface Target {
  /** Returns the object in a world. */
  readonly of: (world: World) => object;
  readonly methods: Readonly<Record<string, Method>>;
}

/** The surroundings of a case. */
export interface World {
  readonly client: sdk.CometChatClient;
}

const plain = (...args: unknown[]): Method => ({ variants: () => [args] });
const throwing = (...args: unknown[]): Method => ({ variants: () => [args], mayThrow: true });
const plainWith = (make: () => readonly unknown[]): Method => ({ variants: () => [make()] });
const throwingWith = (make: () => readonly unknown[]): Method => ({ variants: () => [make()], mayThrow: true });
const promise = (...make: (() => readonly unknown[])[]): Method => ({
  variants: () => make.map((each) => each()),
  isAsync: true,
});

const options = () => ({ signal: new AbortController().signal, timeout: 5_000 });

const user = () => ({
  uid: 'kevin',
  name: 'Kevin',
  avatar: 'https://example.com/a.png',
  link: 'https://example.com/kevin',
  role: 'default',
  metadata: { team: { name: 'A' } },
  statusMessage: 'Hello',
  tags: ['one'],
});

const settings = () => ({
  appId: 'app-1',
  region: 'us',
  credentials: { authKey: 'key' },
  chatSDK: { adminHost: 'admin.example.com', clientHost: 'client.example.com' },
  callsSDK: { adminHost: 'admin.example.com', clientHost: 'client.example.com', host: 'calls.example.com' },
});

const clientOptions = () => ({
  appId: 'app-1',
  region: 'us',
  emulator: undefined,
  hosts: { admin: 'admin.example.com', client: 'client.example.com', calls: 'calls.example.com' },
  allowInsecure: false,
  storage: sdk.memoryStorage(),
  storageKey: 'key',
  tabs: false,
  adoptVendorSession: true,
  tokenProvider: async () => tokenOf('kevin'),
  attemptTimeout: 1_000,
  timeout: 5_000,
  retry: { limit: 1 },
  fetch: goodService,
  hooks: { onRequest() {}, onResponse() {}, onRetry() {}, onError() {}, onWarning() {} },
});

const login = promise(
  () => [tokenOf('kevin'), options()],
  () => ['kevin', 'key', options()],
  () => [{ uid: 'kevin', authKey: 'key' }, options()],
  () => [options()],
);
const createUser = promise(() => [user(), 'key', options()]);
const updateMe = promise(() => [user(), options()]);
const getUser = promise(
  () => ['kevin', options()],
  () => [{ uid: 'andy' }],
);
const blocks = promise(
  () => [['andy'], options()],
  () => ['andy'],
);
const listUsersFilter = () => ({
  searchKey: 'a',
  searchIn: ['uid'],
  status: 'online',
  roles: ['default'],
  tags: ['one'],
  uids: ['andy'],
  friendsOnly: true,
  hideBlockedUsers: true,
  withTags: true,
  sortBy: 'name',
  sortOrder: 'asc',
  page: 1,
  perPage: 10,
});
const listBlockedFilter = () => ({ direction: 'both', searchKey: 'a', page: 1, perPage: 10 });
const list = (filter: () => object): Method => ({
  variants: () => [[filter(), options()]],
  after: (pages: sdk.PageList<sdk.User>) => [
    () => pages.then(({ items }) => items),
    () => pages.pages().next(),
    () => pages[Symbol.asyncIterator]().next(),
  ],
});
const logout = promise(() => [{ ...options(), strict: true }]);
const listen = throwingWith(() => ['signedIn', () => undefined, { signal: new AbortController().signal }]);

const session = {
  getSnapshot: plain(),
  getServerSnapshot: plain(),
  subscribe: throwing(() => undefined),
  toStore: plain(),
  on: listen,
  once: listen,
  off: throwing('signedIn', () => undefined),
};

const SETTERS = [
  'setUid',
  'setName',
  'setAvatar',
  'setLink',
  'setRole',
  'setMetadata',
  'setStatusMessage',
  'setTags',
  'setStatus',
  'setLastActiveAt',
  'setDeactivatedAt',
  'setHasBlockedMe',
  'setBlockedByMe',
  'setAuthToken',
];

const methods = (names: readonly string[], method: Method) => Object.fromEntries(names.map((name) => [name, method]));

const exception = () => [
  {
    code: 'INVALID_UID',
    message: 'A message.',
    kind: 'validation',
    details: { uid: ['A message.'] },
    status: 400,
    operation: 'createUser',
    attempts: 1,
    retryAfterMs: 1,
    hint: 'A hint.',
    errorCode: 'ERROR',
    cause: new Error('a cause'),
  },
];

const chatListener = () => ({ loginSuccess() {}, loginFailure() {}, logoutSuccess() {}, logoutFailure() {} });
const callsListener = () => ({ onLoginSuccess() {}, onLoginFailure() {}, onLogoutSuccess() {}, onLogoutFailure() {} });

const usersBuilder = () => new sdk.CometChat.UsersRequestBuilder().setLimit(10).setRoles(['default']);
const blockedBuilder = () => new sdk.CometChat.BlockedUsersRequestBuilder().setLimit(10);

/** A setter of a builder, with what a request does with its value. */
const setter = (value: unknown): Method => ({
  variants: () => [[value]],
  after: (builder: sdk.CometChat.UsersRequestBuilder) => [() => builder.build().fetchNext()],
});
const usersSetters = {
  setLimit: setter(10),
  setStatus: setter('online'),
  setSearchKeyword: setter('a'),
  hideBlockedUsers: setter(true),
  setRole: setter('default'),
  setRoles: setter(['default']),
  friendsOnly: setter(true),
  setTags: setter(['one']),
  withTags: setter(true),
  setUIDs: setter(['andy']),
  sortBy: setter('name'),
  sortByOrder: setter('asc'),
  searchIn: setter(['uid']),
  setPage: setter(1),
  build: plain(),
};
const blockedSetters = {
  setLimit: setter(10),
  setSearchKeyword: setter('a'),
  setDirection: setter('both'),
  blockedByMe: plain(),
  hasBlockedMe: plain(),
  setPage: setter(1),
  build: plain(),
};

/** Every method of every entry of the client. A test compares the names with those of the objects. */
export const TARGETS: Readonly<Record<string, Target>> = {
  'cometchat-users': {
    of: () => sdk,
    methods: {
      createClient: {
        ...throwingWith(() => [clientOptions()]),
        after: (client: sdk.CometChatClient) => [
          () => client.login(),
          () => client.login(tokenOf('andy')),
          () => client.updateCurrentUserDetails({ name: 'Andy' }),
          () => client.logout(),
          async () => client.dispose(),
        ],
      },
      tokenFrom: {
        ...throwingWith(() => [
          'https://example.com/token',
          { fetch: goodService, headers: { authorization: 'Bearer x' }, credentials: 'include' },
        ]),
        after: (ask: sdk.TokenProvider) => [() => ask({ reason: 'login' })],
      },
      memoryStorage: plain(),
      isCometChatException: plain(new sdk.CometChatException({ code: 'INVALID_UID' })),
      CometChatException: throwingWith(exception),
      User: { variants: () => [['kevin', 'Kevin'], [user()]], mayThrow: true },
    },
  },
  client: {
    of: ({ client }) => client,
    methods: {
      login,
      logout,
      createUser,
      updateUser: createUser,
      updateCurrentUserDetails: updateMe,
      getUser,
      listUsers: list(listUsersFilter),
      blockUsers: blocks,
      unblockUsers: blocks,
      listBlockedUsers: list(listBlockedFilter),
      generateCallToken: promise(() => ['standup', { ...options(), authToken: tokenOf('kevin') }]),
      dispose: plain(),
    },
  },
  session: { of: ({ client }) => client.session, methods: session },
  'CometChat.session': { of: () => sdk.CometChat.session, methods: session },
  'session.toStore()': {
    of: ({ client }) => client.session.toStore(),
    methods: { subscribe: throwing(() => undefined) },
  },
  'tokenFrom()': {
    of: () => ({ ask: sdk.tokenFrom('https://example.com/token', { fetch: goodService }) }),
    methods: { ask: promise(() => [{ uid: 'kevin', reason: 'login' }]) },
  },
  'useLogin()': {
    of: ({ client }) => trackCalls(client.login),
    methods: {
      call: login,
      reset: plain(),
      subscribe: plain(() => undefined),
      getSnapshot: plain(),
      getServerSnapshot: plain(),
    },
  },
  'memoryStorage()': {
    of: () => sdk.memoryStorage(),
    methods: { getItem: plain('key'), setItem: plain('key', 'value'), removeItem: plain('key') },
  },
  'User.': { of: () => sdk.User, methods: { from: throwingWith(() => [user()]) } },
  'User#': {
    of: () => new sdk.User(user() as never),
    methods: {
      ...methods(SETTERS, plain('value')),
      ...methods(
        SETTERS.map((name) => name.replace('set', 'get')),
        plain(),
      ),
      touched: plain(),
      validate: plain('create'),
      isValid: plain('create'),
      clone: plain(),
      toJSON: plain(),
    },
  },
  'CometChatException#': {
    of: () => new sdk.CometChatException({ code: 'INVALID_UID' }),
    methods: { toJSON: plain(), errorDescription: plain() },
  },
  CometChat: {
    of: () => sdk.CometChat,
    methods: {
      init: promise(() => ['app-1', new sdk.CometChat.AppSettingsBuilder().setRegion('us').build()]),
      initFromSettings: promise(() => [settings()]),
      isInitialized: plain(),
      login,
      getLoggedinUser: promise(() => []),
      getLoggedInUser: promise(() => []),
      logout,
      addLoginListener: plainWith(() => ['id', chatListener()]),
      removeLoginListener: plain('id'),
      createUser,
      updateUser: createUser,
      updateCurrentUserDetails: updateMe,
      getUser,
      blockUsers: blocks,
      unblockUsers: blocks,
      UsersRequestBuilder: plain(),
      UsersRequest: throwingWith(() => [usersBuilder()]),
      BlockedUsersRequestBuilder: plain(),
      BlockedUsersRequest: throwingWith(() => [blockedBuilder()]),
      LoginListener: throwingWith(() => [chatListener()]),
      getClient: throwing(),
      setSource: plain('resource', 'platform', 'language'),
      addConnectionListener: plainWith(() => ['id', { onConnected() {} }]),
      removeConnectionListener: plain('id'),
      ConnectionListener: throwingWith(() => [{ onConnected() {}, onDisconnected() {} }]),
      addUserListener: plainWith(() => ['id', { onUserOnline() {} }]),
      removeUserListener: plain('id'),
      UserListener: throwingWith(() => [{ onUserOnline() {}, onUserOffline() {} }]),
      CometChatException: throwingWith(exception),
      User: { variants: () => [['kevin', 'Kevin'], [user()]], mayThrow: true },
      AppSettings: plain(),
      AppSettingsBuilder: plain(),
    },
  },
  'AppSettings#': {
    of: () => new sdk.CometChat.AppSettings(),
    methods: methods(
      [
        'getRegion',
        'getAdminHost',
        'getClientHost',
        'getStorageMode',
        'getSubscriptionType',
        'getRoles',
        'getIsAutoJoinEnabled',
        'shouldAutoEstablishSocketConnection',
      ],
      plain(),
    ),
  },
  'AppSettingsBuilder#': {
    of: () => new sdk.CometChat.AppSettingsBuilder(),
    methods: methods(
      [
        'setRegion',
        'overrideAdminHost',
        'overrideClientHost',
        'setStorageMode',
        'useEmulator',
        'adoptVendorSession',
        'subscribePresenceForAllUsers',
        'subscribePresenceForRoles',
        'subscribePresenceForFriends',
        'enableAutoJoinForGroups',
        'autoEstablishSocketConnection',
        'build',
      ],
      plain('value'),
    ),
  },
  'UsersRequestBuilder#': { of: () => new sdk.CometChat.UsersRequestBuilder(), methods: usersSetters },
  'UsersRequest#': {
    of: () => usersBuilder().build(),
    methods: {
      fetchNext: promise(() => []),
      ...methods(
        [
          'getLimit',
          'getStatus',
          'getSearchKeyword',
          'isHideBlockedUsers',
          'getRole',
          'getRoles',
          'isFriendsOnly',
          'getTags',
          'isWithTags',
          'getUIDs',
          'getSearchIn',
          'getSortBy',
          'getSortOrder',
          'getPage',
        ],
        plain(),
      ),
    },
  },
  'BlockedUsersRequestBuilder#': { of: () => new sdk.CometChat.BlockedUsersRequestBuilder(), methods: blockedSetters },
  'BlockedUsersRequest#': {
    of: () => blockedBuilder().build(),
    methods: {
      fetchNext: promise(() => []),
      ...methods(['getDirection', 'getLimit', 'getSearchKeyword', 'getPage'], plain()),
    },
  },
  CometChatCalls: {
    of: () => sdk.CometChatCalls,
    methods: {
      init: promise(() => [
        {
          appId: 'app-1',
          region: 'us',
          authKey: 'key',
          adminHost: 'admin.example.com',
          clientHost: 'client.example.com',
          host: 'calls.example.com',
          emulator: undefined,
          adoptVendorSession: true,
        },
      ]),
      initFromSettings: promise(() => [settings()]),
      login,
      loginWithAuthToken: promise(() => [tokenOf('kevin'), options()]),
      logout,
      getLoggedInUser: plain(),
      getUserAuthToken: plain(),
      isUserLoggedIn: plain(),
      addLoginListener: plainWith(() => ['id', callsListener()]),
      removeLoginListener: plain('id'),
      generateToken: promise(() => ['standup', tokenOf('kevin')]),
      CometChatException: throwingWith(exception),
      User: { variants: () => [['kevin', 'Kevin'], [user()]], mayThrow: true },
      CallAppSettings: plain(),
      CallAppSettingsBuilder: plain(),
    },
  },
  'CallAppSettings#': {
    of: () => new sdk.CometChatCalls.CallAppSettings(),
    methods: methods(
      ['getAppId', 'setAppId', 'getRegion', 'setRegion', 'getHost', 'setHost', 'setAdoptVendorSession'],
      plain('value'),
    ),
  },
  'CallAppSettingsBuilder#': {
    of: () => new sdk.CometChatCalls.CallAppSettingsBuilder(),
    methods: { build: plain() },
  },
};

/** The names of an object's own methods, or of an instance's methods and getters. */
export function methodNames(object: object): string[] {
  const isInstance = Object.getPrototypeOf(object)?.constructor !== Object && typeof object !== 'function';
  const holder = isInstance ? (Object.getPrototypeOf(object) ?? object) : object;
  const isGetter = (name: string) =>
    isInstance && holder !== object && Object.getOwnPropertyDescriptor(holder, name)?.get;
  return Object.getOwnPropertyNames(holder)
    .filter((name) => isGetter(name) || typeof (object as Record<string, unknown>)[name] === 'function')
    .filter((name) => !NOT_PUBLIC.includes(name));
}

/** `private` and `@internal` members. */
const NOT_PUBLIC = ['constructor', 'set', 'fromService'];

/** Calls a method, creates an instance of a class, or reads a getter. */
export function invoke(object: object, name: string, args: readonly unknown[]): unknown {
  const found: unknown = (object as Record<string, unknown>)[name];
  if (typeof found !== 'function') return found;
  const isClass = /^class\b/.test(Function.prototype.toString.call(found));
  return isClass ? Reflect.construct(found, args) : Reflect.apply(found, object, args);
}

/** The places of a list of arguments: each argument, and fields of plain objects to a depth of two. */
export function placesOf(args: readonly unknown[]): string[][] {
  const places: string[][] = [];
  const walk = (value: unknown, path: string[]) => {
    if (path.length > 0) places.push(path);
    const isPlain = Array.isArray(value) || (value !== undefined && Object(value).constructor === Object);
    if (isPlain && path.length < 3)
      for (const key of Object.keys(value as object)) walk((value as never)[key], [...path, key]);
  };
  walk(args, []);
  return places;
}

/** The arguments with another value in one place. */
export function withValueAt(args: readonly unknown[], [key = '', ...rest]: string[], value: unknown): unknown[] {
  const copy: Record<string, unknown> | unknown[] = Array.isArray(args) ? [...args] : { ...(args as object) };
  const inner = (copy as Record<string, unknown>)[key];
  (copy as Record<string, unknown>)[key] = rest.length === 0 ? value : withValueAt(inner as never, rest, value);
  return copy as unknown[];
}
