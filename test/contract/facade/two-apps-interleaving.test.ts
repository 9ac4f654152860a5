import fc, { type Scheduler } from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { refusal, scripted } from '../../support/client-support.js';
import { load, type Package } from './facade-support.js';

/** The number of schedules. `npm run test:all` runs many more. */
const RUNS = Number(process.env.TAB_SCHEDULES ?? 150);
const SEED = Number(process.env.TAB_SEED ?? 20_261_121);

const KEYS = { one: 'a1'.repeat(20), two: 'b2'.repeat(20) };
type App = keyof typeof KEYS;

const DEEDS = [
  'init one',
  'init two',
  'more one',
  'chat one',
  'chat two',
  'login kevin',
  'login andy',
  'enter kevin',
  'enter andy',
  'foreign one',
  'foreign two',
  'logout',
  'update',
  'read',
  'own',
] as const;
type Deed = (typeof DEEDS)[number];

/** Both facades of a package with two apps, each with its own users and tokens. */
async function play(
  scheduler: Scheduler,
  deeds: readonly Deed[],
  { CometChat, CometChatCalls }: Package,
  round: number,
) {
  const wrong: string[] = [];
  const revoked = new Set<string>();
  let count = 0;
  const { fetch } = scripted(async ({ method, host, path, headers, body }) => {
    const label = `${method} ${host} ${path}`;
    await scheduler.schedule(Promise.resolve(), label);
    const app = host.split('-')[0] as App;
    const respond = () => {
      const { apikey, authtoken = '' } = headers;
      if (apikey !== undefined && apikey !== KEYS[app]) return refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND');
      const [uid = '', of] = authtoken.split('_');
      if (apikey === undefined && (of !== app || revoked.has(authtoken)))
        return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
      if (method === 'DELETE') revoked.add(authtoken);
      const about = path === '/me' ? uid : (path.split('/')[2] ?? '');
      if (path.endsWith('/auth_tokens')) return { uid: about, authToken: `${about}_${app}_${++count}` };
      return {
        uid: about,
        name: `${about} of ${app}`,
        ...(body?.statusMessage && { statusMessage: body.statusMessage }),
      };
    };
    const response = respond();
    await scheduler.schedule(Promise.resolve(), `response to ${label}`);
    return response;
  });
  vi.stubGlobal('fetch', (input: string, init: RequestInit) => fetch(new Request(input, init)));

  let app: App = 'one';
  const now = () => CometChatCalls.getLoggedInUser();
  const check = (what: string) => {
    const user = now();
    if (!user) return;
    if (user.name !== `${user.uid} of ${app}`) wrong.push(`${what}: ${user.name} is shown in ${app}`);
    if (!user.getAuthToken().startsWith(`${user.uid}_${app}_`)) wrong.push(`${what}: ${user.getAuthToken()} in ${app}`);
  };
  const told: string[] = [];
  CometChat.addLoginListener('fuzz', {
    loginSuccess(user) {
      told.push(`in ${user.name}`);
      check('loginSuccess');
      if (now()?.getAuthToken() !== user.getAuthToken())
        wrong.push(`loginSuccess of ${user.name} while ${now()?.name} is shown`);
    },
    logoutSuccess() {
      told.push('out');
      if (now()) wrong.push(`logoutSuccess while ${now()?.name} is shown`);
    },
  });

  const calls: Promise<unknown>[] = [];
  const call = (promise: Promise<unknown>, done: (value: never) => void = () => undefined) =>
    calls.push(promise.then(done as (value: unknown) => void).catch(() => undefined));
  let succeeded = 0;
  const init = async (next: App, more: object = {}) => {
    const result = CometChatCalls.init({ appId: `${next}-${round}`, region: 'us', authKey: KEYS[next], ...more });
    app = next;
    await result;
  };
  call(init('one'));
  for (const deed of deeds) {
    await scheduler.schedule(Promise.resolve(), deed);
    check('before');
    const [verb, who = ''] = deed.split(' ');
    const at = app;
    const entered = (user: { uid: string; name?: string }) => {
      succeeded++;
      if (user.name !== `${user.uid} of ${at}` || user.uid !== who) wrong.push(`${deed} in ${at} gave ${user.name}`);
    };
    if (verb === 'init') call(init(who as App));
    else if (verb === 'more') call(init(who as App, { host: 'calls.example' }));
    else if (verb === 'chat') {
      call(CometChat.init(`${who}-${round}`, new CometChat.AppSettingsBuilder().setRegion('us').build()));
      app = who as App;
    } else if (verb === 'login') call(CometChat.login(`${who}_${app}_${++count}`), entered);
    else if (verb === 'enter') call(CometChat.login(who, KEYS[app]), entered);
    else if (verb === 'foreign') {
      const other = who as App;
      if (other === app) continue;
      call(CometChat.login('kevin', KEYS[other]), () => wrong.push(`the key of ${other} logged in to ${app}`));
      call(CometChatCalls.loginWithAuthToken(`kevin_${other}_${++count}`), () =>
        wrong.push(`a token of ${other} in ${app}`),
      );
    } else if (verb === 'logout') call(CometChatCalls.logout());
    else if (verb === 'update') call(CometChat.updateCurrentUserDetails({ statusMessage: `${app} ${++count}` }));
    else if (verb === 'read') {
      call(CometChat.getUser('andy'), (user: { name?: string }) => {
        if (user.name !== `andy of ${at}`) wrong.push(`${user.name} was read in ${at}`);
      });
    } else if (verb === 'own') {
      const own = now()?.uid;
      if (own) call(CometChat.getUser(own));
    }
    check(deed);
  }
  return { calls: () => Promise.all(calls), wrong, told, succeeded: () => succeeded };
}

test('two apps behind the facades never mix, in any order of init and other calls', {
  timeout: 3_600_000,
}, async () => {
  onTestFinished(() => void vi.unstubAllGlobals());
  const all = await load();
  // New apps for each round: there is one client behind the facades, and it knows the apps it was initialised with.
  let rounds = 0;
  let logins = 0;
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.constantFrom(...DEEDS), { minLength: 2, maxLength: 14 }),
    async (scheduler, deeds) => {
      const values = new Map<string, string>();
      vi.stubGlobal('document', {});
      vi.stubGlobal('localStorage', {
        getItem: (key: string) => values.get(key) ?? null,
        setItem: (key: string, value: string) => void values.set(key, value),
        removeItem: (key: string) => void values.delete(key),
      });
      const playing = play(scheduler, deeds, all, ++rounds);
      await scheduler.waitIdle();
      const { calls, wrong, told, succeeded } = await playing;
      await scheduler.waitIdle();
      await calls();
      logins += succeeded();
      expect(wrong).toEqual([]);
      expect(told.filter((event) => event !== 'out').length).toBeLessThanOrEqual(succeeded());
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
  expect(logins).toBeGreaterThan(RUNS / 4);
});
