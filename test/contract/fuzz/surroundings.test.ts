import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CometChatClient, createClient } from '../../../src/index.js';
import { APP, stored } from '../../support/client-support.js';
import { RUNS, SEED } from './client-fuzz-settings.js';
import { watch } from './client-world.js';
import { HOSTILE_NAMES, hostile } from './hostile.js';
import { noUnhandledRejections, outcomeOf, settle, useFakeTime, wrongWith } from './outcome.js';
import { goodService, tokenOf } from './service.js';
import { answer, FETCH_NAMES, HABIT_NAMES, storageOf, storageWith } from './surroundings.js';

beforeAll(useFakeTime);
afterAll(() => void vi.useRealTimers());
noUnhandledRejections();

const CALLS: Readonly<Record<string, (client: CometChatClient) => Promise<unknown>>> = {
  'login as kevin': (client) => client.login(tokenOf('kevin')),
  'login as andy': (client) => client.login('andy', 'key'),
  'login by the provider': (client) => client.login(),
  logout: (client) => client.logout(),
  'strict logout': (client) => client.logout({ strict: true }),
  update: (client) => client.updateCurrentUserDetails({ name: 'Kev' }),
  getUser: (client) => client.getUser('andy'),
  'get oneself': (client) => client.getUser('kevin'),
  createUser: (client) => client.createUser({ uid: 'bob', name: 'Bob' }, 'key'),
  updateUser: (client) => client.updateUser({ uid: 'kevin', name: 'K' }, 'key'),
  generateCallToken: (client) => client.generateCallToken('standup'),
};

const habit = fc.oneof(fc.constant('works'), fc.constantFrom(...HABIT_NAMES));
const storage = fc.oneof(
  fc.record({ get: habit, set: habit, remove: habit }),
  fc.constantFrom('a session', ...HOSTILE_NAMES).map((held) => ({ held })),
);
const scenario = fc.record({
  storage,
  answers: fc.array(fc.oneof(fc.constant('works'), fc.constantFrom(...FETCH_NAMES)), { minLength: 1, maxLength: 6 }),
  provider: habit,
  hook: habit,
  listener: habit,
  adopt: fc.boolean(),
  calls: fc.array(fc.record({ name: fc.constantFrom(...Object.keys(CALLS)), isAwaited: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  }),
});

function storageFor(given: { held: string } | { get: string; set: string; remove: string }) {
  if (!('held' in given)) return storageWith(given.get, given.set, given.remove);
  return storageOf(
    given.held === 'a session' ? JSON.stringify(stored('kevin', tokenOf('kevin'))) : hostile(given.held),
  );
}

const HOOKS = ['onRequest', 'onResponse', 'onRetry', 'onError', 'onWarning'];

test('every call settles as specified with hostile storages, fetches, responses, providers, hooks and listeners', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ storage, answers, provider, hook, listener, adopt, calls }) => {
      let sent = 0;
      const observe = () => answerOf(hook);
      const kept = storageFor(storage);
      const client = createClient({
        ...APP,
        storage: kept,
        adoptVendorSession: adopt,
        fetch: (request) => answer(answers[sent++ % answers.length] ?? 'works', request),
        tokenProvider: () => answerOf(provider, tokenOf('kevin')) as string,
        hooks: Object.fromEntries(HOOKS.map((name) => [name, observe])),
        attemptTimeout: 2_000,
        timeout: 5_000,
      });
      for (const event of ['ready', 'signedIn', 'signedOut', 'userUpdated', 'loginFailed', 'listenerError'] as const)
        client.session.on(event, () => answerOf(listener));
      const opening = watch(client);
      expect(await settle(opening)).toMatchObject({ how: 'resolved' });
      const world = await opening;

      const wrong: unknown[] = [];
      const pending: Promise<void>[] = [];
      for (const { name, isAwaited } of calls) {
        const done = outcomeOf(() => CALLS[name]?.(client), true).then((outcome) => {
          const found = wrongWith(outcome, { isAsync: true });
          if (found) wrong.push(`${name}: ${found}`);
        });
        pending.push(done);
        if (isAwaited) await done;
      }
      await Promise.all(pending);
      client.session.getSnapshot();
      expect([...wrong, world.wrongWithSession()]).toEqual([undefined]);
      client.dispose();
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

/** The behaviour of a function of the caller, by name. */
function answerOf(name: string, value?: unknown): unknown {
  return storageWith(name, 'works', 'works').getItem('key') ?? value;
}

test('the service without faults has no faults', async () => {
  const client = createClient({ ...APP, storage: storageOf(null), fetch: goodService });
  for (const call of ['login as kevin', 'update', 'getUser', 'createUser', 'updateUser', 'generateCallToken', 'logout'])
    expect([call, await settle(CALLS[call]?.(client) as Promise<unknown>)]).toMatchObject([call, { how: 'resolved' }]);
  client.dispose();
});
