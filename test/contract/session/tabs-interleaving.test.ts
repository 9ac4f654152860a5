import fc, { type Scheduler } from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type CometChatClient, createClient } from '../../../src/index.js';
import { APP, authTokenOf, KEY, refusal, scripted, uidOf } from '../../support/client-support.js';
import { type Model, openBrowser } from './tabs-models.js';

/** The number of schedules for each way to share a storage. `npm run test:all` runs many more. */
const RUNS = Number(process.env.TAB_SCHEDULES ?? 150);

const step = fc.record({
  tab: fc.nat({ max: 2 }),
  does: fc.constantFrom('login kevin', 'login andy', 'logout', 'update', 'read', 'revoke', 'close'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Login {
  readonly token: string;
  overtaken: boolean;
}

/** Three tabs with their own steps, which the scheduler runs one after the other or all at once. */
async function play(model: Model, scheduler: Scheduler, steps: readonly Step[]) {
  const browser = openBrowser(model, scheduler, KEY);
  const revoked = new Set<string>();
  const wrong: string[] = [];
  let names = 0;
  const { fetch } = scripted(async ({ method, headers, body }) => {
    const token = headers.authtoken ?? '';
    await scheduler.schedule(Promise.resolve(), `${method} by ${token}`);
    if (revoked.has(token)) return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
    if (method === 'DELETE') revoked.add(token);
    return { uid: token.split('_')[0], name: body?.name ?? 'Name' };
  });

  vi.stubGlobal('BroadcastChannel', browser.Channel);
  const clients = [0, 1, 2].map((tab) => {
    vi.stubGlobal('addEventListener', browser.listenerOf(tab));
    const storage = browser.storageOf(tab);
    const client = createClient({ ...APP, fetch, storage, tabs: true, retry: { limit: 0 } });
    watch(client, `tab ${tab}`, wrong);
    return client;
  });

  const logins = new Map<number, Login[]>(clients.map((_, tab) => [tab, []]));
  const begin = (tab: number) => {
    for (const login of logins.get(tab) ?? []) {
      if (login.overtaken) continue;
      login.overtaken = true;
      // A committed session may be seen later. A session that is not committed must never be seen.
      const committed = clients.some((client) => authTokenOf(client) === login.token) || seen.has(login.token);
      if (!committed) forbidden.add(login.token);
    }
  };
  const seen = new Set<string>();
  const forbidden = new Set<string>();
  /** The tokens of sessions that a logout has ended. */
  const loggedOut = new Set<string>();
  for (const client of clients) {
    let last = '';
    client.session.on('signedOut', ({ reason }) => {
      if (reason === 'logout') loggedOut.add(last);
    });
    client.session.subscribe(() => {
      const token = authTokenOf(client);
      last = token ?? last;
      if (token === undefined) return;
      seen.add(token);
      if (forbidden.has(token)) wrong.push(`${token} was committed after it was overtaken`);
      if (token.split('_')[0] !== uidOf(client)) wrong.push(`${token} is not of ${uidOf(client)}`);
    });
  }

  const calls: Promise<unknown>[] = [];
  const open = new Set(clients);
  for (const [index, { tab, does }] of steps.entries()) {
    await scheduler.schedule(Promise.resolve(), does);
    const client = clients[tab] as CometChatClient;
    if (!open.has(client)) continue;
    const [verb, who] = does.split(' ');
    if (verb === 'login') {
      begin(tab);
      const token = `${who}_${index}`;
      logins.get(tab)?.push({ token, overtaken: false });
      calls.push(client.login(token));
    } else if (verb === 'logout') {
      begin(tab);
      calls.push(client.logout());
    } else if (verb === 'update') calls.push(client.updateCurrentUserDetails({ name: `Name ${++names}` }));
    else if (verb === 'read') calls.push(client.getUser('kevin'));
    else if (verb === 'revoke') revoked.add(authTokenOf(client) ?? '');
    else {
      open.delete(client);
      client.dispose();
    }
  }
  return {
    clients: [...open],
    calls: Promise.allSettled(calls),
    browser,
    wrong,
    loggedOut,
    end: () => clients.map((c) => c.dispose()),
  };
}

/** Invariants of each tab. */
function watch({ session }: CometChatClient, tab: string, wrong: string[]): void {
  let signedIn: string | undefined;
  session.on('ready', (state) => {
    if (state.status === 'signedIn') signedIn = state.user.uid;
  });
  session.on('signedIn', ({ user }) => {
    if (signedIn !== undefined) wrong.push(`${tab}: ${user.uid} signed in while ${signedIn} was`);
    signedIn = user.uid;
    const state = session.getSnapshot();
    if (state.status !== 'signedIn' || state.user !== user) wrong.push(`${tab}: signedIn of a state that is not there`);
  });
  session.on('signedOut', ({ uid }) => {
    if (signedIn !== uid) wrong.push(`${tab}: ${uid} signed out while ${signedIn} was signed in`);
    signedIn = undefined;
  });
  session.on('userUpdated', ({ user }) => {
    if (signedIn !== user.uid) wrong.push(`${tab}: ${user.uid} updated while ${signedIn} was signed in`);
  });
}

test.each<Model>(['sync', 'async', 'lagging'])(
  'tabs that share a storage (%s) agree on the state in the end',
  {
    timeout: 300_000,
  },
  async (model) => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { minLength: 2, maxLength: 8 }),
      async (scheduler, steps) => {
        const playing = play(model, scheduler, steps);
        await scheduler.waitIdle();
        const { clients, calls, browser, wrong, loggedOut, end } = await playing;
        await scheduler.waitIdle();
        await calls;
        // A tab reads again once every earlier change must have reached it. It may then change something.
        for (let look = 0; look < 3; look++) {
          await scheduler.waitIdle();
          await vi.advanceTimersByTimeAsync(1_500);
        }
        await scheduler.waitIdle();
        const held = browser.held();
        const stored = held === undefined ? {} : JSON.parse(held);
        const states = clients.map((client) => [uidOf(client), authTokenOf(client), nameOf(client)]);
        end();
        expect(wrong).toEqual([]);
        expect(loggedOut).not.toContain(stored.authToken);
        for (const state of states) expect(state).toEqual([stored.user?.uid, stored.authToken, stored.user?.name]);
      },
    );
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await fc.assert(property, { seed: 20_261_121, numRuns: RUNS });
  },
);

function nameOf({ session }: CometChatClient): string | undefined {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.name : undefined;
}
