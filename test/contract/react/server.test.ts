import { PassThrough } from 'node:stream';
import { createElement, type ReactElement, type ReactNode, StrictMode, Suspense, version } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { CometChat, type CometChatClient, type ListUsersFilter } from '../../../src/index.js';
import {
  CometChatProvider,
  SignedIn,
  SignedOut,
  useCometChatClient,
  useCometChatSession,
  useCometChatUser,
  useLogin,
  useLogout,
  useUpdateProfile,
  useUsers,
} from '../../../src/react.js';
import { make, serve } from '../../support/client-support.js';
import { HOSTILE_NAMES, hostile } from '../fuzz/hostile.js';

function Page(): ReactElement {
  const { status } = useCometChatSession();
  const user = useCometChatUser();
  const { pending, error } = useLogin();
  return createElement('p', null, `${status} ${user?.uid ?? 'nobody'} ${pending} ${error}`);
}

const within = (client: CometChatClient, ...children: ReactNode[]) =>
  createElement(StrictMode, null, createElement(CometChatProvider, { client }, ...children));

/** Renders as a server that streams finished parts while others are pending. */
function streamed(element: ReactElement): Promise<string> {
  return new Promise((resolve, reject) => {
    const out = new PassThrough();
    const chunks: Buffer[] = [];
    out.on('data', (chunk: Buffer) => chunks.push(chunk));
    out.on('end', () => resolve(Buffer.concat(chunks).toString()));
    renderToPipeableStream(element, { onError: reject }).pipe(out);
  });
}

/** A resource for Suspense: reading it throws a promise until it is ready. */
function suspendable<T>(work: Promise<T>): () => T {
  let result: { value: T } | undefined;
  const waiting = work.then((value) => {
    result = { value };
  });
  return () => {
    if (!result) throw waiting;
    return result.value;
  };
}

describe(`React ${version.split('.')[0]} on a server`, () => {
  test('no user is known, even if the client is signed in', async () => {
    const { make, emulator } = await serve();
    const client = make();
    await client.login('kevin', emulator.authKey);
    expect(renderToString(within(client, createElement(Page)))).toBe('<p>unknown nobody false null</p>');
  });

  test('nothing of a user is rendered, and a list sends nothing', async () => {
    const { make, emulator, wire } = await serve();
    const client = make();
    await client.login('kevin', emulator.authKey);
    wire();
    function View(): ReactElement {
      const { isLoaded, isSignedIn, user } = useCometChatSession();
      const { items, hasMore, pending, error } = useUsers({ searchKey: 'a' });
      const calls = [useLogout(), useUpdateProfile()].map((call) => `${call.pending} ${call.error}`);
      const texts = [isLoaded, isSignedIn, user, items.length, hasMore, pending, error, ...calls];
      return createElement('p', null, texts.join(' '));
    }
    const doors = [createElement(SignedIn, null, 'in'), createElement(SignedOut, null, 'out')];
    const html = renderToString(within(client, createElement(View), ...doors));
    expect(html).toBe('<p>false false  0 false true  false null false null</p>');
    expect(wire()).toEqual([]);
  });

  test.each(HOSTILE_NAMES)('a filter that is %s never makes a render throw', (name) => {
    const client = make({ fetch: () => expect.fail('it was sent') });
    const View = () => createElement('p', null, useUsers(hostile(name) as ListUsersFilter).items.length);
    expect(renderToString(within(client, createElement(View)))).toBe('<p>0</p>');
  });

  test('two requests that are rendered at once never share a user', async () => {
    const { make, emulator } = await serve();
    // Andy's response comes in the middle of Kevin's.
    emulator.faults.add({ path: '/users/andy/auth_tokens', delayMs: 30 });
    emulator.faults.add({ path: '/me', delayMs: 30 });
    const order: string[] = [];

    function request(uid: string): Promise<string> {
      const client = make();
      const login = suspendable(client.login(uid, emulator.authKey));
      const ready = suspendable(client.session.ready);
      function Greeting(): ReactElement {
        order.push(`${uid} begins`);
        // A page that shows its own visitor on the server on purpose.
        const user = login();
        const state = useCometChatClient().session.getSnapshot();
        order.push(`${uid} ends`);
        return createElement('p', null, `${user.uid} ${state.status === 'signedIn' ? state.user.name : state.status}`);
      }
      function Ready(): ReactElement {
        ready();
        return createElement(Page);
      }
      const suspended = (child: () => ReactElement) => createElement(Suspense, null, createElement(child));
      return streamed(within(client, createElement(Page), suspended(Greeting), suspended(Ready)));
    }

    const [kevins, andys] = await Promise.all([request('kevin'), request('andy')]);
    expect(order.indexOf('andy begins')).toBeLessThan(order.indexOf('kevin ends'));
    expect(order.indexOf('kevin begins')).toBeLessThan(order.indexOf('andy ends'));
    expect(kevins).toContain('kevin Kevin');
    expect(kevins).not.toMatch(/andy/i);
    expect(andys).toContain('andy Andy');
    expect(andys).not.toMatch(/kevin/i);
    for (const html of [kevins, andys]) expect(html.match(/unknown nobody/g)).toHaveLength(2);
  });

  test.each([
    ['useCometChatClient', useCometChatClient],
    ['useCometChatSession', useCometChatSession],
    ['useCometChatUser', useCometChatUser],
    ['useLogin', useLogin],
    ['useLogout', useLogout],
    ['useUpdateProfile', useUpdateProfile],
    ['useUsers', useUsers],
  ] as const)('%s without a provider says what is missing', (name, hook) => {
    const Alone = () => createElement('p', null, typeof hook());
    expect(() => renderToString(createElement(Alone))).toThrow(
      `${name}() needs a <CometChatProvider> around the component that calls it.`,
    );
  });

  test.each([null, {}, 'client'])('a provider with %j as its client says what it needs', (client) => {
    expect(() => renderToString(within(client as unknown as CometChatClient))).toThrow(
      'The client of <CometChatProvider> is not a client: give it createClient({ … }), or leave it out.',
    );
  });

  test('a provider without a client has the session of the facade, and methods that reject before init', async () => {
    const clients: CometChatClient[] = [];
    const Look = () => {
      clients.push(useCometChatClient());
      return createElement(Page);
    };
    const page = createElement(CometChatProvider, null, createElement(Look));
    expect(renderToString(page)).toBe('<p>unknown nobody false null</p>');
    renderToString(page);
    const [client, again] = clients;
    expect(client).toBe(again);
    expect(client?.session).toBe(CometChat.session);
    await expect(client?.getUser('kevin')).rejects.toMatchObject({ code: 'COMETCHAT_INITIALIZATION_NOT_DONE' });
    expect(() => client?.dispose()).not.toThrow();
  });

  test('a provider wraps the error of a client that cannot be read', () => {
    const cause = new Error('a getter');
    const client = Object.defineProperty({} as CometChatClient, 'session', {
      get() {
        throw cause;
      },
    });
    expect(() => renderToString(within(client))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^The client of <CometChatProvider> is not a client/),
        cause,
      }),
    );
  });

  test('the nearest provider counts', async () => {
    const { make } = await serve();
    const [outer, inner] = [make(), make()];
    const seen: CometChatClient[] = [];
    const Look = () => {
      seen.push(useCometChatClient());
      return null;
    };
    renderToString(within(outer, createElement(Look), within(inner, createElement(Look))));
    expect([seen[0] === outer, seen.at(-1) === inner]).toEqual([true, true]);
  });
});
