import { expect, test } from 'vitest';
import { compile } from './compile.js';

const RIGHT = `
import {
  type CometChatClient, type CometChatException, type ErrorCode, type ErrorKind, type ListUsersFilter, type PageList,
  type SessionEvents, type SessionState, type UidOutcome,
  createClient, isCometChatException, memoryStorage, User,
} from 'cometchat-users';
type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>() => {};
declare const signal: AbortSignal;

const client: CometChatClient = createClient({ appId: 'a', region: 'us', storage: memoryStorage(), retry: { limit: 1 } });
createClient({ appId: 'a', region: 'a-new-region', hooks: { onRetry: ({ operation, waitMs }) => operation.repeat(waitMs) } });
createClient({ appId: 'a', region: 'us', tokenProvider: async ({ reason, uid }) => reason + (uid ?? '') });
createClient({ appId: 'a', region: 'us', storage: localStorage, fetch: (request) => fetch(request) });

const list: PageList<User> = client.listUsers({ searchKey: 'a', status: 'online', sortBy: 'name', perPage: 10 }, { signal });
void list.then(({ items, hasMore, total }) => {
  yes<Is<typeof items, readonly User[]>>();
  yes<Is<typeof hasMore, boolean>>();
  yes<Is<typeof total, number | undefined>>();
});
void (async () => {
  for await (const user of list) yes<Is<typeof user, User>>();
  for await (const page of client.listBlockedUsers({ direction: 'both' }).pages()) await client.unblockUsers(page.items);
  const outcomes = await client.blockUsers(['a', new User('b')]);
  yes<Is<typeof outcomes, UidOutcome[]>>();
});
const filter: ListUsersFilter = { uids: undefined };
void client.listUsers(filter);

client.session.on('signedIn', ({ user, previousUid }) => {
  yes<Is<typeof user, User>>();
  yes<Is<typeof previousUid, string | undefined>>();
});
client.session.on('signedOut', ({ uid, reason }) => {
  yes<Is<typeof uid, string>>();
  yes<Is<typeof reason, 'logout' | 'switched' | 'tokenRevoked' | 'userGone' | 'otherTab'>>();
});
client.session.on('userUpdated', ({ changed }) => yes<Is<typeof changed, readonly string[]>>());
client.session.on('tokenChanged', (event) => yes<Is<keyof typeof event, 'uid' | 'source'>>());
client.session.on('loginFailed', ({ error }) => yes<Is<typeof error, CometChatException>>(), { signal });
client.session.once('ready', (state) => yes<Is<typeof state, SessionState>>());
const off: () => void = client.session.on('listenerError', ({ event, error }: SessionEvents['listenerError']) => void [event, error]);

const state = client.session.getSnapshot();
if (state.status === 'signedIn') yes<Is<typeof state.source, 'login' | 'storage' | 'otherTab'>>();
if (state.status === 'signedOut' && state.reason === 'none') off();

export function explain(error: unknown): string {
  if (!isCometChatException(error)) return '';
  if (error.code === 'ERR_NEW' || error.code === 'ERR_UID_NOT_FOUND') return error.hint ?? error.message;
  const code: ErrorCode = error.code;
  const kind: ErrorKind = error.kind;
  return error.details?.name?.join(' ') ?? code + kind;
}

export function exhaustive(kind: ErrorKind): string {
  switch (kind) {
    case 'validation': case 'config': case 'authentication': case 'permission': case 'notFound': case 'conflict': case 'rateLimit':
    case 'network': case 'timeout': case 'aborted': case 'server': case 'badResponse': case 'superseded':
      return kind;
  }
}
client.login();
client.login({ uid: 'a', authKey: 'k' }, { signal });
client.logout({ strict: true });
`;

const WRONG = `
import { createClient, type SessionState, User } from 'cometchat-users';
declare const state: SessionState;
const client = createClient({ appId: 'a', region: 'us' });
// @ts-expect-error: there is no such event
client.session.on('signedin', () => {});
// @ts-expect-error: there is no such condition
client.listUsers({ serchKey: 'a' });
// @ts-expect-error: the wire says available, we say online
client.listUsers({ status: 'available' });
// @ts-expect-error: a client has no place for a REST key
createClient({ appId: 'a', region: 'us', apiKey: 'secret' });
// @ts-expect-error: a client has a region
createClient({ appId: 'a' });
// @ts-expect-error: unknown options are mistakes
createClient({ appId: 'a', region: 'us', timeOut: 5 });
// @ts-expect-error: there is no such reason
if (state.status === 'signedOut' && state.reason === 'expired') state;
// @ts-expect-error: there is no such status
if (state.status === 'loading') state;
// @ts-expect-error: nobody is signed in until that is known
state.user;
// @ts-expect-error: the state is for reading
state.status = 'unknown';
// @ts-expect-error: the token is not in the event
client.session.on('tokenChanged', ({ authToken }) => authToken);
// @ts-expect-error: a uid and a key, both
client.login({ uid: 'a' });
// @ts-expect-error: there is no such option
client.getUser('a', { retries: 1 });
// @ts-expect-error: a profile cannot clear a name
client.updateCurrentUserDetails({ name: null });
// @ts-expect-error: what the user is checked for
new User('a').validate('delete');
`;

test("the client's types: events, states, errors, and code that must not compile", () => {
  expect(compile({ right: RIGHT, wrong: WRONG })).toEqual([]);
});
