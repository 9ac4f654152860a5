import { expect, test } from 'vitest';
import { compile } from './compile.js';

const RIGHT = `
import { createElement, type ReactElement } from 'react';
import { type CometChatClient, type CometChatException, createClient, type ListUsersFilter, type User } from 'cometchat-users';
import {
  CometChatProvider, type CometChatProviderProps, type CometChatSession, SignedIn, SignedOut, useCometChatClient, useCometChatSession,
  useCometChatUser, type UseLogin, useLogin, type UseLogout, useLogout, type UseUpdateProfile, useUpdateProfile, type UseUsers, useUsers,
} from 'cometchat-users/react';
type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>() => {};
declare const signal: AbortSignal;
const client = createClient({ appId: 'a', region: 'us' });

export function Page(): ReactElement {
  const session = useCometChatSession();
  yes<Is<typeof session, CometChatSession>>();
  const { isLoaded, isSignedIn, user: own } = useCometChatSession();
  yes<Is<typeof own, User | null>>();
  if (isSignedIn) yes<Is<typeof own, User>>();
  if (!isLoaded) yes<Is<typeof own, null>>();
  const filter: ListUsersFilter = { searchKey: 'a', hideBlockedUsers: true };
  const { items, hasMore, loadMore, reload, pending: isReading, error: failure }: UseUsers = useUsers(filter);
  yes<Is<typeof items, readonly User[]>>();
  yes<Is<typeof hasMore, typeof isReading>>();
  yes<Is<typeof failure, CometChatException | null>>();
  const read: Promise<void>[] = [loadMore(), reload()];
  const { logout }: UseLogout = useLogout();
  const { updateProfile }: UseUpdateProfile = useUpdateProfile();
  void [logout({ strict: true }), updateProfile({ name: 'A' }), read];
  const user = useCometChatUser();
  yes<Is<typeof user, User | null>>();
  yes<Is<ReturnType<typeof useCometChatClient>, CometChatClient>>();
  const { login, pending, error, reset }: UseLogin = useLogin();
  yes<Is<typeof login, CometChatClient['login']>>();
  yes<Is<typeof pending, boolean>>();
  yes<Is<typeof error, CometChatException | null>>();
  const done: Promise<User> = login('token', { signal });
  void login('uid', 'key');
  void login({ uid: 'uid', authKey: 'key' });
  void login();
  void done.then(reset);
  return createElement('p', null, session.status === 'signedIn' ? session.user.name : error?.code);
}

const props: CometChatProviderProps = { client };
export const element = createElement(CometChatProvider, props, createElement(Page));
createElement(CometChatProvider, { client, children: ['a', 1, null, undefined] });
createElement(CometChatProvider, {}, createElement(Page));
createElement(CometChatProvider, null, createElement(Page));
createElement(SignedIn, null, createElement(Page), createElement(SignedOut));
`;

const WRONG = `
import { createElement } from 'react';
import { CometChatProvider, useCometChatSession, useCometChatUser, useLogin, useUsers } from 'cometchat-users/react';
// @ts-expect-error: it is not the options
createElement(CometChatProvider, { client: { appId: 'a', region: 'us' } });
// @ts-expect-error: nobody may be signed in
useCometChatUser().name;
// @ts-expect-error: no user may be signed in
useCometChatSession().user.name;
// @ts-expect-error: the filter has no such field
useUsers({ serchKey: 'a' });
// @ts-expect-error: a uid comes with a key
useLogin().login({ uid: 'a' });
// @ts-expect-error: it is for reading
useLogin().pending = true;
`;

test("the hooks' types: their results, every form of a login, and code that must not compile", () => {
  expect(compile({ right: RIGHT, wrong: WRONG })).toEqual([]);
});
