import { inspect } from 'node:util';
import fc, { type Scheduler } from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { internalsOf } from '../../../src/client/internals.js';
import { type CometChatClient, createClient, type User } from '../../../src/index.js';
import { APP, authTokenOf, KEY, refusal, type Sent, scripted, uidOf } from '../../support/client-support.js';
import { type Browser, type Model, openBrowser } from './tabs-models.js';

/** The number of schedules for each way to share a storage. `npm run test:all` runs many more. */
const RUNS = Number(process.env.TAB_SCHEDULES ?? 50);
const SEED = Number(process.env.TAB_SEED ?? 20_261_121);

const CALM = [
  'login kevin',
  'login andy',
  'login nobody',
  'enter kevin',
  'enter andy',
  'ask',
  'give up',
  'logout',
  'update',
  'change',
  'read own',
  'read kevin',
  'call',
  'revoke',
  'mix',
  'close',
  'open',
  'clear',
] as const;
const FAULTY = ['writes throw', 'writes are lost', 'reads throw', 'storage works', 'old tab writes'] as const;

const LOGINS = ['login kevin', 'login kevin', 'login andy', 'login andy', 'logout', 'update', 'revoke'] as const;

type Deed = (typeof CALM)[number] | (typeof FAULTY)[number];
interface Step {
  readonly tab: number;
  readonly does: Deed;
}
/** Begins with a login: little can go wrong before it. */
const stepsOf = (deeds: readonly Deed[]) => {
  const step = fc.record({ tab: fc.nat({ max: 2 }), does: fc.constantFrom(...deeds, ...LOGINS) });
  return fc
    .array(step, { minLength: 2, maxLength: 12 })
    .map((steps): Step[] => [{ tab: 0, does: 'login kevin' }, ...steps]);
};

/** A token of this test. */
const TOKEN = /_[ter]\d/;

const ownerOf = (token: string) => token.split('_')[0] ?? '';

/** The service: the names of users and their tokens begin with the uid. */
function openService(scheduler: Scheduler) {
  const names = new Map<string, string>();
  const revoked = new Set(['nobody_0']);
  let tokens = 0;
  let mixes = false;
  const userOf = (uid: string) => ({ uid, name: names.get(uid) ?? `${uid} 0` });

  function answer({ method, path, headers, body }: Sent): unknown {
    const token = headers.authtoken;
    if (token !== undefined && revoked.has(token)) return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
    const about = path === '/me' ? ownerOf(token ?? '') : (path.split('/')[2] ?? '');
    // Only the service knows the user of a token.
    const isTold = body?.platform === undefined || !/_t\d/.test(token ?? '');
    const isMixed = mixes && isTold && method !== 'DELETE';
    const uid = isMixed ? (about === 'kevin' ? 'andy' : 'kevin') : about;
    if (isMixed) mixes = false;
    if (path === '/call_tokens') return { token: `${ownerOf(token ?? '')}_call` };
    if (path.endsWith('/auth_tokens')) return { uid, authToken: `${uid}_e${++tokens}` };
    if (method === 'DELETE') revoked.add(token ?? '');
    if (body?.name !== undefined) names.set(about, body.name);
    return userOf(uid);
  }

  const { fetch } = scripted(async (sent) => {
    const label = `${sent.method} ${sent.path} by ${sent.headers.authtoken ?? 'key'}`;
    await scheduler.schedule(Promise.resolve(), label);
    const data = answer(sent);
    await scheduler.schedule(Promise.resolve(), `response to ${label}`);
    return data;
  });
  return {
    fetch,
    revoked,
    newToken: (uid: string, kind = 't') => (uid === 'nobody' ? 'nobody_0' : `${uid}_${kind}${++tokens}`),
    mix: () => {
      mixes = true;
    },
  };
}

/** All problems that were found. */
type Wrong = string[];

/** Invariants of each tab. */
function watch(client: CometChatClient, tab: number, browser: Browser, wrong: Wrong, forbidden: Set<string>): void {
  const { session } = client;
  const comesBack = (text: string) => {
    // An open tab of version 0.2 does not know which session it writes.
    if (!browser.hasOldTab) say(text);
  };
  let signedIn: string | undefined;
  const say = (text: string) => wrong.push(`tab ${tab}: ${text}`);
  for (const event of [
    'ready',
    'signedIn',
    'signedOut',
    'userUpdated',
    'tokenChanged',
    'loginFailed',
    'logoutFailed',
  ] as const)
    session.on(event, (payload) => void (TOKEN.test(inspect(payload, { depth: 9 })) && say(`${event} shows a token`)));
  const gone = new Set<string>();
  let last = '';
  session.on('ready', (state) => {
    if (state.status === 'signedIn') signedIn = state.user.uid;
  });
  session.on('signedIn', ({ user }) => {
    if (signedIn !== undefined) say(`${user.uid} signed in while ${signedIn} was`);
    signedIn = user.uid;
  });
  session.on('signedOut', ({ uid, reason }) => {
    if (signedIn !== uid) say(`${uid} signed out while ${signedIn} was signed in`);
    signedIn = undefined;
    if (reason === 'logout') gone.add(last);
  });
  session.on('userUpdated', ({ user }) => {
    if (signedIn !== user.uid) say(`${user.uid} updated while ${signedIn} was signed in`);
  });
  session.on('tokenChanged', ({ uid }) => {
    if (signedIn !== uid) say(`token of ${uid} changed while ${signedIn} was signed in`);
  });
  session.subscribe(() => {
    const state = session.getSnapshot();
    if (state.status !== 'signedIn') return;
    const { uid, authToken = '', name = '' } = state.user;
    last = authToken;
    if (ownerOf(authToken) !== uid) say(`${authToken} is not of ${uid}`);
    if (!name.startsWith(uid)) say(`"${name}" is the name of ${uid}`);
    if (gone.has(authToken)) comesBack(`${authToken} came back after its logout`);
    if (forbidden.has(authToken)) say(`${authToken} of a login that rejected is shown`);
    const ids = browser.written.flatMap((text) => {
      const stored = JSON.parse(text ?? '{}');
      return stored.authToken === authToken && stored.id !== undefined ? [stored.id] : [];
    });
    const heard = browser.heard.get(tab);
    if (ids.length > 0 && ids.every((id) => heard?.has(id)))
      comesBack(`${authToken} is shown after the message of its end`);
  });
}

async function play(model: Model, scheduler: Scheduler, steps: readonly Step[], isUpgrade: boolean) {
  const browser = openBrowser(model, scheduler, KEY);
  if (isUpgrade)
    browser.store(JSON.stringify({ v: 1, authToken: 'kevin_t0', user: { uid: 'kevin', name: 'kevin 0' } }));
  const service = openService(scheduler);
  const wrong: Wrong = [];
  const forbidden = new Set<string>();
  const calls: Promise<unknown>[] = [];
  /** Some operations reject before anything awaits them. */
  const call = (promise: Promise<unknown>) => calls.push(promise.catch(() => undefined));
  const aborts: AbortController[] = [];
  let count = 0;
  let opened = 0;

  const tabs: (CometChatClient | undefined)[] = [];
  const all: CometChatClient[] = [];
  /** The logs of an app never show a token. */
  const hear = (event: object) => {
    if (TOKEN.test(inspect(event, { depth: 9 }))) wrong.push(`a hook was told a token: ${inspect(event)}`);
  };
  function open(): CometChatClient {
    const number = opened++;
    vi.stubGlobal('addEventListener', browser.listenerOf(number));
    const client = createClient({
      ...APP,
      fetch: service.fetch,
      storage: browser.storageOf(number),
      tabs: true,
      retry: { limit: 0 },
      hooks: { onRequest: hear, onResponse: hear, onError: hear, onWarning: hear },
      async tokenProvider({ uid = 'kevin', reason }) {
        await scheduler.schedule(Promise.resolve(), `provider for ${uid}`);
        return service.newToken(++count % 7 === 0 ? 'andy' : uid, reason === 'login' ? 't' : 'r');
      },
    });
    watch(client, number, browser, wrong, forbidden);
    all.push(client);
    return client;
  }

  /** A login returns the requested user and emits one event; a rejected login leaves no trace. */
  function login(client: CometChatClient, given: Promise<User>, asked?: string, token?: string): void {
    calls.push(
      given.then(
        (user) => {
          if (asked !== undefined && user.uid !== asked) wrong.push(`login of ${asked} gave ${user.uid}`);
          if (ownerOf(user.getAuthToken()) !== user.uid) wrong.push(`login gave ${user.uid} ${user.getAuthToken()}`);
          results.get(client)?.push(user.getAuthToken());
        },
        () => {
          if (token === undefined) return;
          forbidden.add(token);
          if (all.some((each) => authTokenOf(each) === token)) wrong.push(`${token} rejected and is shown`);
          if (browser.written.some((text) => text?.includes(`"${token}"`))) wrong.push(`${token} rejected, but stored`);
        },
      ),
    );
  }
  const results = new Map<CometChatClient, string[]>();
  const successes = new Map<CometChatClient, string[]>();
  const start = (index: number) => {
    const client = open();
    tabs[index] = client;
    results.set(client, []);
    successes.set(client, []);
    internalsOf(client).onLoginSuccess((user) => successes.get(client)?.push(user.getAuthToken()));
  };
  vi.stubGlobal('BroadcastChannel', browser.Channel);
  for (const index of [0, 1, 2]) start(index);

  const about = (call: Promise<{ uid: string }>, uid: string) =>
    calls.push(
      call.then(
        (user) => void (user.uid !== uid && wrong.push(`a call about ${uid} gave ${user.uid}`)),
        () => undefined,
      ),
    );

  for (const { tab, does } of steps) {
    await scheduler.schedule(Promise.resolve(), does);
    if (does === 'open' && !tabs[tab]) start(tab);
    if (does === 'writes throw') browser.faults.write = 'throws';
    if (does === 'writes are lost') browser.faults.write = 'is lost';
    if (does === 'reads throw') browser.faults.read = 'throws';
    if (does === 'storage works') Object.assign(browser.faults, { write: 'works', read: 'works' });
    if (does === 'clear') browser.store(undefined);
    if (does === 'mix') service.mix();
    const client = tabs[tab];
    if (!client) continue;
    const own = uidOf(client) ?? 'kevin';
    const [verb, who = ''] = does.split(' ');
    if (does === 'old tab writes') {
      const state = client.session.getSnapshot();
      if (state.status === 'signedIn') {
        browser.hasOldTab = true;
        browser.store(JSON.stringify({ v: 1, authToken: authTokenOf(client), user: state.user }));
      }
    } else if (verb === 'login') {
      const token = service.newToken(who);
      const abort = new AbortController();
      aborts.push(abort);
      login(client, client.login(token, { signal: abort.signal }), who, token);
    } else if (verb === 'enter') login(client, client.login(who, 'a0'.repeat(20)), who);
    else if (verb === 'ask') login(client, client.login());
    else if (verb === 'give') aborts.pop()?.abort();
    else if (verb === 'logout') call(client.logout());
    else if (verb === 'update') about(client.updateCurrentUserDetails({ uid: own, name: `${own} ${++count}` }), own);
    else if (verb === 'change') about(client.updateUser({ uid: own, name: `${own} ${++count}` }, 'a0'.repeat(20)), own);
    else if (does === 'read own') about(client.getUser(own), own);
    else if (does === 'read kevin') about(client.getUser('kevin'), 'kevin');
    else if (verb === 'call') {
      const before = uidOf(client);
      call(
        client.generateCallToken('standup').then(({ token }) => {
          if (before !== undefined && ownerOf(token) !== before) wrong.push(`call token of ${token} for ${before}`);
        }),
      );
    } else if (verb === 'revoke') service.revoked.add(authTokenOf(client) ?? '');
    else if (verb === 'close') {
      tabs[tab] = undefined;
      client.dispose();
    }
  }
  return {
    clients: () => tabs.filter((client) => client !== undefined),
    calls: () => Promise.allSettled(calls),
    browser,
    wrong,
    results,
    successes,
    end: () => all.map((client) => client.dispose()),
  };
}

const nameOf = ({ session }: CometChatClient): string | undefined => {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.name : undefined;
};

async function run(model: Model, isCalm: boolean, scheduler: Scheduler, steps: readonly Step[], isUpgrade: boolean) {
  const playing = play(model, scheduler, steps, isUpgrade);
  await scheduler.waitIdle();
  const { clients, calls, browser, wrong, results, successes, end } = await playing;
  for (let look = 0; look < 4; look++) {
    await scheduler.waitIdle();
    await vi.advanceTimersByTimeAsync(1_500);
  }
  await scheduler.waitIdle();
  await calls();
  const writes = browser.written.length;
  for (let look = 0; look < 2; look++) {
    await vi.advanceTimersByTimeAsync(1_500);
    await scheduler.waitIdle();
  }
  const stored = JSON.parse(browser.held() ?? '{}');
  const states = clients().map((client) => [uidOf(client), authTokenOf(client), nameOf(client)]);
  end();
  expect(wrong).toEqual([]);
  expect(browser.written.length, 'Tabs go on writing at rest').toBe(writes);
  expect(writes).toBeLessThan(5 * (steps.length + 1));
  for (const [client, tokens] of results) {
    const told = successes.get(client) ?? [];
    expect(new Set(told)).toEqual(new Set(tokens));
    expect(told.length).toBeLessThanOrEqual(tokens.length);
  }
  if (isCalm)
    for (const state of states) expect(state).toEqual([stored.user?.uid, stored.authToken, stored.user?.name]);
}

test.each<Model>(['sync', 'async', 'lagging'])(
  'no order of events mixes two users in tabs that share a storage (%s)',
  { timeout: 3_600_000 },
  async (model) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const property = fc.asyncProperty(
      fc.scheduler(),
      stepsOf(CALM),
      fc.boolean(),
      async (scheduler, steps, isUpgrade) => void (await run(model, true, scheduler, steps, isUpgrade)),
    );
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  },
);

test.each<Model>(['sync', 'async', 'lagging'])(
  'no order of events mixes two users if the storage sometimes fails (%s)',
  { timeout: 3_600_000 },
  async (model) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const property = fc.asyncProperty(
      fc.scheduler(),
      stepsOf([...CALM, ...FAULTY]),
      fc.boolean(),
      async (scheduler, steps, isUpgrade) => void (await run(model, false, scheduler, steps, isUpgrade)),
    );
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  },
);
