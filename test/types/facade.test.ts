import { expect, test } from 'vitest';
import { compile } from './compile.js';

/** The TypeScript samples of the vendor's pages, in the form the vendor writes them. */
const SAMPLES = `
import { CometChat, CometChatCalls } from 'cometchat-users';

let authKey: string = 'AUTH_KEY';
let uid: string = 'user1';
let name: string = 'Kevin';
let user: CometChat.User = new CometChat.User(uid);
user.setName(name);

CometChat.createUser(user, authKey).then(
  (user: CometChat.User) => { user.getName(); },
  (error: CometChat.CometChatException) => { error.code; },
);
CometChat.updateUser(user, authKey).then(
  (user: CometChat.User) => { user.getName(); },
  (error: CometChat.CometChatException) => { error.message; },
);
CometChat.login(uid, authKey).then(
  (user: CometChat.User) => { user.getUid(); },
  (error: CometChat.CometChatException) => { error.code; },
);
CometChat.updateCurrentUserDetails(user).then((user: CometChat.User) => user.getStatus());
CometChat.getLoggedinUser().then((user: CometChat.User | null) => user?.getUid());
CometChat.logout().then((loggedOut: object) => loggedOut);

let limit: number = 30;
let roles: Array<String> = ['role1', 'role2'];
let usersRequest: CometChat.UsersRequest = new CometChat.UsersRequestBuilder()
  .setLimit(limit).setSearchKeyword('super').searchIn(['uid', 'name']).setStatus(CometChat.UsersRequest.USER_STATUS.ONLINE)
  .setRole('default').setRoles(roles).setTags(roles).withTags(true).setUIDs(roles).friendsOnly(true).hideBlockedUsers(true)
  .sortBy('name').sortByOrder('desc').setPage(0).build();
usersRequest.fetchNext().then(
  (userList: CometChat.User[]) => { userList.length; },
  (error: CometChat.CometChatException) => { error.code; },
);
let blockedUsersRequest: CometChat.BlockedUsersRequest = new CometChat.BlockedUsersRequestBuilder()
  .setLimit(limit).setDirection(CometChat.BlockedUsersRequest.directions.BLOCKED_BY_ME).build();
blockedUsersRequest.fetchNext().then((userList: CometChat.User[]) => userList[0]?.getHasBlockedMe());
let usersList: String[] = ['UID1', 'UID2'];
CometChat.blockUsers(usersList).then((list: Object) => list, (error: CometChat.CometChatException) => error);
CometChat.unblockUsers(usersList).then((list: Object) => list);

let appSetting: CometChat.AppSettings = new CometChat.AppSettingsBuilder()
  .subscribePresenceForAllUsers()
  .setRegion('us')
  .autoEstablishSocketConnection(true)
  .setStorageMode(CometChat.StorageMode.SESSION)
  .build();
CometChat.init('APP_ID', appSetting).then((initialized: boolean) => initialized, (error: CometChat.CometChatException) => error);

CometChat.addLoginListener(
  'LISTENER',
  new CometChat.LoginListener({
    loginSuccess: (user: CometChat.User) => { user.getName(); },
    loginFailure: (error: CometChat.CometChatException) => { error.code; },
    logoutSuccess: () => {},
    logoutFailure: (error: CometChat.CometChatException) => { error.code; },
  }),
);
CometChat.addLoginListener('PLAIN', { loginSuccess: (user) => { user.getName(); } });

CometChatCalls.login('token').then((user: CometChatCalls.User) => user.name, (error: CometChatCalls.CometChatException) => error.errorCode);
const both: CometChat.User = new CometChatCalls.User('x');
const settings: CometChatCalls.CallAppSettings = new CometChatCalls.CallAppSettingsBuilder().setAppId('a').setRegion('us').build();
CometChatCalls.init(settings);
CometChatCalls.init({ appId: 'a', region: 'us', authKey: 'k', host: 'h', adminHost: 'a', clientHost: 'c' }).then((result) => {
  if (result.success) { const none: null = result.error; return none; }
  const message: string = result.error.message;
  return message;
});
CometChatCalls.addLoginListener('a', { onLoginSuccess: (user) => { user.uid; }, onLoginFailure: (error) => { error.errorDescription; } });
`;

const ANSWERS = `
import { CometChat, CometChatCalls } from 'cometchat-users';
type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>() => {};
declare const user: CometChat.User;
declare const signal: AbortSignal;

yes<Is<Awaited<ReturnType<typeof CometChat.init>>, boolean>>();
yes<Is<Awaited<ReturnType<typeof CometChat.login>>, CometChat.User>>();
yes<Is<Awaited<ReturnType<typeof CometChat.getLoggedinUser>>, CometChat.User | null>>();
yes<Is<Awaited<ReturnType<typeof CometChat.getLoggedInUser>>, CometChat.User | null>>();
yes<Is<ReturnType<typeof CometChat.isInitialized>, boolean>>();
yes<Is<ReturnType<typeof CometChatCalls.getLoggedInUser>, CometChatCalls.User | null>>();
yes<Is<ReturnType<typeof CometChatCalls.getUserAuthToken>, string | null>>();
yes<Is<ReturnType<typeof CometChatCalls.isUserLoggedIn>, boolean>>();
yes<Is<Awaited<ReturnType<typeof CometChatCalls.logout>>, string>>();
yes<Is<Awaited<ReturnType<typeof CometChatCalls.generateToken>>, { token: string }>>();
yes<Is<CometChat.User, CometChatCalls.User>>();
yes<Is<ReturnType<typeof user.getAvatar>, string>>();
yes<Is<ReturnType<typeof user.getTags>, string[]>>();
yes<Is<ReturnType<typeof user.getLastActiveAt>, number>>();
yes<Is<ReturnType<typeof user.getBlockedByMe>, boolean>>();
yes<Is<typeof user.avatar, string | undefined>>();

const chained: CometChat.User = user.setName('a').setAvatar(null).setLink(null).setMetadata(null).setTags([]).setStatus('online');
CometChat.login('token', { signal });
CometChat.login('uid', 'key', { timeout: 5 });
CometChat.createUser({ uid: 'a', name: 'A' }, 'key');
CometChat.updateUser({ uid: 'a', avatar: null }, 'key');
CometChat.updateCurrentUserDetails({ statusMessage: 'x' });
CometChat.getUser(user);
CometChatCalls.generateToken('a', 'token');
`;

const WRONG = `
import { CometChat, CometChatCalls } from 'cometchat-users';
declare const user: CometChat.User;
// @ts-expect-error: a login takes something
CometChat.login();
// @ts-expect-error: three texts are no login
CometChat.login('a', 'b', 'c');
// @ts-expect-error: nor is a number
CometChat.login(5);
// @ts-expect-error: nor null
CometChat.login(null);
// @ts-expect-error: tags are a list
user.setTags('x');
// @ts-expect-error: an avatar is a text
const avatar: number = user.getAvatar();
// @ts-expect-error: a name cannot be cleared
user.setName(null);
// @ts-expect-error: fields are for reading
user.name = 'x';
// @ts-expect-error: a user is made with a uid
new CometChat.User();
// @ts-expect-error: a user is made with a uid
new CometChat.User({ name: 'x' });
// @ts-expect-error: a key is needed
CometChat.createUser(user);
// @ts-expect-error: unknown fields of a literal are mistakes
CometChat.createUser({ uid: 'a', nmae: 'A' }, 'key');
// @ts-expect-error: there are two storage modes
new CometChat.AppSettingsBuilder().setStorageMode('cookies');
// @ts-expect-error: an app lives in a region
CometChatCalls.init({ appId: 'a' });
// @ts-expect-error: the names of the other facade's callbacks
CometChatCalls.addLoginListener('a', { loginSuccess: () => {} });
// @ts-expect-error: the synchronous question may have null for an answer
CometChatCalls.getLoggedInUser().uid;
// @ts-expect-error: nothing on it is internal
user.fromService;
`;

test("the vendor's TypeScript samples, the types of results, and code that must not compile", () => {
  expect(compile({ samples: SAMPLES, answers: ANSWERS, wrong: WRONG })).toEqual([]);
});

test('an error is found, with its line', () => {
  const text = `import { CometChat } from 'cometchat-users';\nconst user: CometChat.User = 5;`;
  expect(compile({ control: text })).toEqual([expect.stringContaining(`control:2 Type 'number' is not assignable`)]);
});
