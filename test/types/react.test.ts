import { expect, test } from 'vitest';
import { compile } from './compile.js';

const RIGHT = `
import { createElement, type ReactElement } from 'react';
import { type CometChatClient, type CometChatException, createClient, type SessionState, type User } from 'cometchat-users';
import {
  CometChatProvider, type CometChatProviderProps, useCometChatClient, useCometChatSession, useCometChatUser, type UseLogin, useLogin,
} from 'cometchat-users/react';
type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>() => {};
declare const signal: AbortSignal;
const client = createClient({ appId: 'a', region: 'us' });

export function Page(): ReactElement {
  const session = useCometChatSession();
  yes<Is<typeof session, SessionState>>();
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
`;

const WRONG = `
import { createElement } from 'react';
import { CometChatProvider, useCometChatSession, useCometChatUser, useLogin } from 'cometchat-users/react';
// @ts-expect-error: it is not the options
createElement(CometChatProvider, { client: { appId: 'a', region: 'us' } });
// @ts-expect-error: nobody may be signed in
useCometChatUser().name;
// @ts-expect-error: that is known only of who is signed in
useCometChatSession().user;
// @ts-expect-error: a uid comes with a key
useLogin().login({ uid: 'a' });
// @ts-expect-error: it is for reading
useLogin().pending = true;
`;

test("the hooks' types: their results, every form of a login, and code that must not compile", () => {
  expect(compile({ right: RIGHT, wrong: WRONG })).toEqual([]);
});
