import { describe, expect, test } from 'vitest';
import type { CometChatClient } from '../../../src/index.js';
import type { Lab } from './pages/lab.js';
import { sites } from './react-support.js';
import { VERSIONS } from './versions.js';

declare const lab: Lab;

const site = sites('lab.tsx');

describe.each(VERSIONS)('React %i, in Strict Mode', (version) => {
  async function openLab() {
    const opened = await site(version);
    const page = await opened.open();
    await page.waitForFunction('globalThis.lab !== undefined');
    const text = () => expect.poll(() => page.evaluate(() => lab.text()));
    const lists = () =>
      opened.emulator.requests.filter(({ method, url }) => method === 'GET' && new URL(url).pathname === '/v3.0/users');
    return { ...opened, page, text, lists };
  }

  test('SignedIn mounts its children anew for another client, also if the user has the same uid there', async () => {
    const { page, text } = await openLab();
    await page.evaluate(async () => {
      const { React, SignedIn, CometChatProvider, createSignedIn, mount } = lab;
      const [one, two] = [await createSignedIn('kevin'), await createSignedIn('kevin')];
      function Draft() {
        const [draft, setDraft] = React.useState('empty');
        return React.createElement('button', { onClick: () => setDraft('a draft') }, draft);
      }
      const app = (client: CometChatClient) =>
        React.createElement(
          CometChatProvider,
          { client },
          React.createElement(SignedIn, null, React.createElement(Draft)),
        );
      const render = mount(app(one));
      Object.assign(globalThis, { swap: () => render(app(two)), again: () => render(app(two)) });
    });
    await page.getByRole('button').click();
    await text().toBe('a draft');
    await page.evaluate('swap()');
    await text().toBe('empty');
    await page.getByRole('button').click();
    await page.evaluate('again()');
    await text().toBe('a draft');
  });

  test('a client whose parts are made anew at each access keeps the progress of a call', async () => {
    const { page, text } = await openLab();
    await page.evaluate(async () => {
      const { React, CometChatProvider, useLogout, createSignedIn, mount } = lab;
      const real = await createSignedIn('kevin');
      let release: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      // A wrapper of the app, for example one that logs each call.
      const client = new Proxy(real, {
        get: (target, name) => (name === 'logout' ? () => gate : Reflect.get(target, name)),
      });
      function Door() {
        const { logout, pending } = useLogout();
        return React.createElement('button', { onClick: () => void logout() }, pending ? 'pending' : 'idle');
      }
      mount(React.createElement(CometChatProvider, { client }, React.createElement(Door)));
      Object.assign(globalThis, { release: () => release() });
    });
    await page.getByRole('button').click();
    await text().toBe('pending');
    await page.evaluate('release()');
    await text().toBe('idle');
  });

  test('a method that throws is an error of the call, which does not stay pending', async () => {
    const { page, text } = await openLab();
    await page.evaluate(async () => {
      const { React, CometChatProvider, useUpdateProfile, createSignedIn, mount } = lab;
      const real = await createSignedIn('kevin');
      const updateCurrentUserDetails = () => {
        throw Object.assign(new Error('broken'), { code: 'BROKEN', kind: 'server' });
      };
      const client = { ...real, updateCurrentUserDetails } as CometChatClient;
      function Profile() {
        const { updateProfile, pending, error } = useUpdateProfile();
        const state = pending ? 'pending' : (error?.code ?? 'idle');
        return React.createElement('button', { onClick: () => void updateProfile({ name: 'K' }) }, state);
      }
      mount(React.createElement(CometChatProvider, { client }, React.createElement(Profile)));
    });
    await page.getByRole('button').click();
    await text().toBe('BROKEN');
  });

  test('a list that cannot begin is an error, and neither its effect nor its promises reject', async () => {
    const { page, text } = await openLab();
    const outcome = await page.evaluate(async () => {
      const { React, CometChatProvider, useUsers, createSignedIn, mount, Boundary } = lab;
      const real = await createSignedIn('kevin');
      const listUsers = () => {
        throw Object.assign(new Error('broken'), { code: 'BROKEN', kind: 'server' });
      };
      const client = { ...real, listUsers } as CometChatClient;
      const given: Promise<void>[] = [];
      function List() {
        const { error, pending, reload, loadMore } = useUsers();
        React.useEffect(() => void given.push(reload(), loadMore()), [reload, loadMore]);
        return pending ? 'pending' : (error?.code ?? 'fine');
      }
      const list = React.createElement(List as unknown as () => null);
      mount(React.createElement(Boundary, null, React.createElement(CometChatProvider, { client }, list)));
      await new Promise((resume) => setTimeout(resume, 200));
      return (await Promise.allSettled(given)).map(({ status }) => status);
    });
    await text().toBe('BROKEN');
    expect(new Set(outcome)).toEqual(new Set(['fulfilled']));
  });

  test('a client whose session throws is told by the provider, and shown by the app’s own boundary', async () => {
    const { page, text } = await openLab();
    await page.evaluate(() => {
      const { React, CometChatProvider, useUsers, mount, Boundary } = lab;
      // React reports an error that a boundary caught: React 18 to the window, React 19 to the console.
      console.error = () => undefined;
      window.addEventListener('error', (event) => event.preventDefault());
      const client = {
        get session() {
          throw new TypeError('no session');
        },
      } as never;
      const List = () => `${useUsers().items.length}` as unknown as null;
      mount(
        React.createElement(
          Boundary,
          null,
          React.createElement(CometChatProvider, { client }, React.createElement(List)),
        ),
      );
    });
    await text().toMatch(/The client of <CometChatProvider> is not a client/);
  });

  test('a list of a component that suspends at first is read once', async () => {
    const { page, text, lists } = await openLab();
    await page.evaluate(async () => {
      const { React, CometChatProvider, useUsers, createSignedIn, mount } = lab;
      const client = await createSignedIn('kevin');
      let isThere = false;
      const loading = new Promise<void>((resolve) => setTimeout(resolve, 200)).then(() => {
        isThere = true;
      });
      function List() {
        const { items, pending } = useUsers({ perPage: 2 });
        if (!isThere) throw loading;
        return pending ? 'pending' : items.map(({ uid }) => uid).join();
      }
      const list = React.createElement(List as unknown as () => null);
      const place = React.createElement(React.Suspense, { fallback: 'loading' }, list);
      mount(React.createElement(CometChatProvider, { client }, place));
    });
    await text().toMatch(/^[\w-]+,[\w-]+$/);
    expect(lists()).toHaveLength(1);
  });

  test('a list that Suspense hides stays, and shows nothing of an earlier user afterwards', async () => {
    const { page, text } = await openLab();
    const seen = await page.evaluate(async () => {
      const { React, CometChatProvider, useCometChatUser, useUsers, createSignedIn, mount, authKey } = lab;
      const client = await createSignedIn('kevin');
      const shown: string[] = [];
      let loading: Promise<void> | undefined;
      let release: () => void = () => undefined;
      let setTurn: (turn: number) => void = () => undefined;
      function Slow() {
        const [, set] = React.useState(0);
        setTurn = set;
        if (loading) throw loading;
        return null;
      }
      function List() {
        const user = useCometChatUser();
        const { items, error } = useUsers({ perPage: 50 });
        const view = `${user?.uid}: ${error?.code ?? items.map(({ uid }) => uid).join()}`;
        React.useEffect(() => void shown.push(view), [view]);
        return view;
      }
      const list = React.createElement(List as unknown as () => null);
      const both = React.createElement(React.Fragment, null, list, React.createElement(Slow));
      const place = React.createElement(React.Suspense, { fallback: 'loading' }, both);
      mount(React.createElement(CometChatProvider, { client }, place));
      const until = async (isDone: () => boolean) => {
        for (let count = 0; !isDone() && count < 200; count++) await new Promise((resume) => setTimeout(resume, 20));
      };
      await until(() => lab.text().includes('andy'));
      loading = new Promise<void>((resolve) => {
        release = () => {
          loading = undefined;
          resolve();
        };
      });
      setTurn(1);
      await until(() => lab.text().includes('loading'));
      // The same user again, and then another one, while the list is hidden.
      await client.logout();
      await client.login('kevin', authKey);
      release();
      await until(() => !lab.text().includes('loading'));
      await until(() => lab.text().includes('andy'));
      await client.login('andy', authKey);
      await until(() => lab.text().includes('kevin,') || lab.text().includes(',kevin'));
      return shown;
    });
    await text().toMatch(/^andy: .*kevin/);
    for (const view of seen) {
      const [uid, list = ''] = view.split(': ');
      expect(list.split(','), view).not.toContain(uid);
      expect(view).not.toContain('SESSION_ENDED');
    }
  });

  test('a swap of the client during a transition shows no list of the first client for the second one', async () => {
    const { page, text } = await openLab();
    const seen = await page.evaluate(async () => {
      const { React, CometChatProvider, useCometChatUser, useUsers, createSignedIn, mount } = lab;
      const [one, two] = [await createSignedIn('kevin'), await createSignedIn('andy')];
      const shown: string[] = [];
      function List() {
        const user = useCometChatUser();
        const { items } = useUsers({ perPage: 50 });
        const view = `${user?.uid}: ${items.map(({ uid }) => uid).join()}`;
        React.useLayoutEffect(() => void shown.push(view), [view]);
        return view;
      }
      let swap: () => void = () => undefined;
      function App() {
        const [client, setClient] = React.useState(one);
        swap = () => React.startTransition(() => setClient((now) => (now === one ? two : one)));
        return React.createElement(CometChatProvider, { client }, React.createElement(List as unknown as () => null));
      }
      mount(React.createElement(App));
      for (let round = 0; round < 21; round++) {
        await new Promise((resume) => setTimeout(resume, round % 3 ? 0 : 60));
        swap();
      }
      return shown;
    });
    await text().toMatch(/^andy: .*kevin/);
    for (const view of seen) {
      const [uid, list = ''] = view.split(': ');
      expect(list.split(','), view).not.toContain(uid);
    }
  });

  test('a component that is unmounted during its calls hears nothing of them, and its next mount begins idle', async () => {
    const { page, text, emulator } = await openLab();
    emulator.faults.add({ operation: 'updateCurrentUserDetails', delayMs: 300 });
    await page.evaluate(async () => {
      const { React, CometChatProvider, useUpdateProfile, useUsers, createSignedIn, mount } = lab;
      const client = await createSignedIn('kevin');
      function Profile() {
        const { updateProfile, pending, error } = useUpdateProfile();
        const { items } = useUsers({ perPage: 2 });
        const label = `${pending ? 'pending' : (error?.code ?? 'idle')} ${items.length}`;
        return React.createElement('button', { onClick: () => void updateProfile({ name: 'K' }) }, label);
      }
      const app = (isShown: boolean) =>
        React.createElement(CometChatProvider, { client }, isShown ? React.createElement(Profile) : null);
      const render = mount(app(true));
      Object.assign(globalThis, { show: (isShown: boolean) => render(app(isShown)) });
    });
    await text().toBe('idle 2');
    await page.getByRole('button').click();
    await text().toBe('pending 2');
    await page.evaluate('show(false)');
    await text().toBe('');
    await page.evaluate('show(true)');
    await text().toBe('idle 2');
    await expect.poll(() => emulator.users.get('kevin')?.name).toBe('K');
    await text().toBe('idle 2');
  });

  test('a swap of the client during a login leaves the form idle', async () => {
    const { page, text, emulator } = await openLab();
    emulator.faults.add({ operation: 'login', delayMs: 400 });
    await page.evaluate(() => {
      const { React, CometChatProvider, useLogin, createClient, mount, authKey } = lab;
      const [one, two] = [createClient(), createClient()];
      function Form() {
        const { login, pending, error } = useLogin();
        const label = pending ? 'pending' : (error?.code ?? 'idle');
        return React.createElement('button', { onClick: () => void login('kevin', authKey) }, label);
      }
      const app = (client: CometChatClient) =>
        React.createElement(CometChatProvider, { client }, React.createElement(Form));
      const render = mount(app(one));
      const isDone = one.session.ready.then(
        () => new Promise((resolve) => one.session.on('signedIn', () => resolve(true))),
      );
      Object.assign(globalThis, { swap: () => render(app(two)), isDone });
    });
    await page.getByRole('button').click();
    await text().toBe('pending');
    await page.evaluate('swap()');
    await text().toBe('idle');
    expect(await page.evaluate('isDone')).toBe(true);
    await text().toBe('idle');
  });

  test.each([1, 2, 3])(
    'many acts at once, in a random order, leak nothing and end in agreement (seed %i)',
    async (seed) => {
      const { page } = await openLab();
      const { seen, last, expected } = await page.evaluate(async (start) => {
        const { React, CometChatProvider, SignedIn, useCometChatSession, useUsers, useLogin, useLogout } = lab;
        const { useUpdateProfile, createClient, mount, authKey } = lab;
        const clients = [createClient(), createClient()];
        let state = start;
        const random = (count: number) => {
          state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
          return Math.floor((state / 2 ** 31) * count);
        };
        const seen: string[] = [];
        const acts: Record<string, (...args: never[]) => unknown> = {};
        function List({ perPage }: { perPage: number }) {
          const { user } = useCometChatSession();
          const { items, pending, error, loadMore, reload } = useUsers({ perPage, sortBy: 'name' });
          Object.assign(acts, { loadMore, reload });
          const view = `${user?.uid}: ${items.map(({ uid }) => uid).join()}: ${pending} ${error?.code}`;
          React.useLayoutEffect(() => void seen.push(view), [view]);
          return view as unknown as null;
        }
        /** Its first user is in a state that no other user may get. */
        function Own() {
          const { user } = useCometChatSession();
          const [first] = React.useState(user?.uid);
          React.useLayoutEffect(() => {
            if (user && user.uid !== first) seen.push(`${user.uid}: ${user.uid}: the state of ${first}`);
          });
          return null;
        }
        function Calls() {
          const { login } = useLogin();
          const { logout } = useLogout();
          const { updateProfile } = useUpdateProfile();
          Object.assign(acts, { login, logout, updateProfile });
          return null;
        }
        function App() {
          const [client, setClient] = React.useState(clients[0]);
          const [isShown, setShown] = React.useState(true);
          const [perPage, setPerPage] = React.useState(2);
          Object.assign(acts, { setClient, setShown, setPerPage });
          return React.createElement(
            CometChatProvider,
            { client },
            React.createElement(Calls),
            React.createElement(SignedIn, null, React.createElement(Own)),
            isShown ? React.createElement(List, { perPage }) : null,
          );
        }
        mount(React.createElement(App));
        await new Promise((resume) => setTimeout(resume, 50));
        const act = (name: string, ...args: unknown[]) => (acts[name] as (...args: unknown[]) => unknown)(...args);
        const choices: (() => unknown)[] = [
          () => act('login', ['kevin', 'andy'][random(2)], authKey),
          () => act('logout'),
          () => act('updateProfile', { statusMessage: `${random(9)}` }),
          () => act('setClient', clients[random(2)]),
          () => React.startTransition(() => void act('setClient', clients[random(2)])),
          () => act('setShown', random(3) > 0),
          () => act('setPerPage', 2 + random(3)),
          () => React.startTransition(() => void act('setPerPage', 2 + random(3))),
          () => act('loadMore'),
          () => act('reload'),
        ];
        for (let step = 0; step < 120; step++) {
          // A call that rejects is no failure here: nobody may be signed in.
          void Promise.resolve(choices[random(choices.length)]?.()).catch(() => undefined);
          if (random(3) === 0) await new Promise((resume) => setTimeout(resume, random(30)));
        }
        act('setShown', true);
        act('setClient', clients[0]);
        act('setPerPage', 50);
        const { uid } = await (clients[0] as CometChatClient).login('kevin', authKey);
        const { items } = await (clients[0] as CometChatClient).listUsers({ perPage: 50, sortBy: 'name' });
        const expected = `${uid}: ${items.map((user) => user.uid).join()}: false undefined`;
        for (let count = 0; lab.text() !== expected && count < 250; count++)
          await new Promise((resume) => setTimeout(resume, 20));
        return { seen, last: lab.text(), expected };
      }, seed);
      expect(last).toBe(expected);
      const leaks = seen.filter((view) => {
        const [uid, list = ''] = view.split(': ');
        return list !== '' && (uid === 'undefined' || list.split(',').includes(uid ?? ''));
      });
      expect(leaks).toEqual([]);
    },
  );
});

test('React 19: a list in a hidden <Activity> ends, and begins anew when it is shown', async () => {
  const { open, emulator } = await site(19);
  const page = await open();
  await page.waitForFunction('globalThis.lab !== undefined');
  await page.evaluate(async () => {
    const { React, CometChatProvider, useUsers, createSignedIn, mount } = lab;
    const { Activity } = React as unknown as { Activity: React.ComponentType<{ mode: string; children?: unknown }> };
    const client = await createSignedIn('kevin');
    function List() {
      const { items, pending } = useUsers({ perPage: 2 });
      return pending ? 'pending' : `${items.length} users`;
    }
    const list = React.createElement(List as unknown as () => null);
    const app = (mode: string) =>
      React.createElement(CometChatProvider, { client }, React.createElement(Activity, { mode }, list));
    // Without Strict Mode, which mounts it twice at first, some time apart.
    const render = mount(app('visible'), React.Fragment);
    Object.assign(globalThis, { show: (mode: string) => render(app(mode)) });
  });
  const visible = () => expect.poll(() => page.evaluate(() => document.body.innerText.trim()));
  await visible().toBe('2 users');
  const count = () =>
    emulator.requests.filter(({ method, url }) => method === 'GET' && new URL(url).pathname === '/v3.0/users').length;
  expect(count()).toBe(1);
  for (const requests of [2, 3, 4]) {
    await page.evaluate("show('hidden')");
    await visible().toBe('');
    await page.evaluate("show('visible')");
    // The users of the earlier list may be there for a moment, so they do not show that the list was read again.
    await expect.poll(count).toBe(requests);
    await visible().toBe('2 users');
  }
  expect(count()).toBe(4);
});
