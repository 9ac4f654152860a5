import { afterAll, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type Fault } from '../../../src/emulator.js';
import { type ClientOptions, type CometChatClient, type CometChatException, createClient } from '../../../src/index.js';
import { useShortWaits } from '../../support/short-waits.js';

useShortWaits();

// The platform loads its fetch at the first use. Do that outside of an attempt's time.
await fetch('data:,');

/** Closed at the end of the file, because its tests run concurrently. */
const open: (() => unknown)[] = [];
afterAll(() => Promise.all(open.map((close) => close())));

const BO = { uid: 'bo', name: 'Bo' };
// Nothing here is slow: late-responses.test.ts has the delays. A busy machine must not cause a timeout.
const TIMES = { attemptTimeout: 15_000, timeout: 60_000 };

interface Pair {
  readonly emulator: Emulator;
  readonly url: string;
  readonly client: CometChatClient;
}

async function pair(options: EmulatorOptions, more: Partial<ClientOptions> = {}): Promise<Pair> {
  const emulator = createEmulator({ authKeyMayRead: true, ...options });
  const { url } = await emulator.listen({ port: 0 });
  const client = createClient({ appId: emulator.appId, region: 'us', emulator: url, ...TIMES, ...more });
  open.push(
    () => client.dispose(),
    () => emulator.close(),
  );
  return { emulator, url, client };
}

/** `bo`, or the error as `CODE kind attempts`. */
const outcome = (made: Promise<{ uid: string }>) =>
  made.then(
    ({ uid }) => uid,
    ({ code, kind, attempts }: CometChatException) => `${code} ${kind} ${attempts}`,
  );

const wire = ({ requests }: Emulator) => requests.map(({ method }) => method).join(' ');

/** The number of users beside the samples. */
const made = ({ users }: Emulator) => users.list().filter(({ uid }) => !uid.startsWith('cometchat')).length;

const GOOD = ['bo', 'POST', 1] as const;
const AGAIN = ['bo', 'POST POST', 1] as const;
const SETTLED = ['bo', 'POST POST GET', 1] as const;
const strange = (users: number) => ['BAD_RESPONSE badResponse 1', 'POST', users] as const;
const endless = (said: string, users: number) => [said, 'POST POST POST', users] as const;

type Outcome = readonly [said: string, wire: string, users: number];

describe.concurrent('a create that meets a fault once, or every time', () => {
  test.each<[Fault, Outcome, Outcome]>([
    [{ status: 500 }, AGAIN, endless('ERR_EXCEPTION server 3', 0)],
    [{ status: 503, headers: { 'retry-after': '0' } }, AGAIN, endless('ERR_EXCEPTION server 3', 0)],
    [{ status: 400, code: 'ERR_ODD' }, ['ERR_ODD validation 1', 'POST', 0], ['ERR_ODD validation 1', 'POST', 0]],
    [{ delayMs: 30 }, GOOD, GOOD],
    [{ drop: 'before' }, AGAIN, endless('FAILED_TO_FETCH network 3', 0)],
    [{ drop: 'after' }, SETTLED, endless('FAILED_TO_FETCH network 3', 1)],
    [{ reset: true }, SETTLED, endless('FAILED_TO_FETCH network 3', 1)],
    [{ json: 'truncated' }, strange(1), strange(1)],
    [{ json: 'malformed' }, strange(1), strange(1)],
    [{ empty: true }, strange(1), strange(1)],
    [{ html: true }, strange(0), strange(0)],
    [{ envelope: true }, ['ERR_EXCEPTION badResponse 1', 'POST', 0], ['ERR_EXCEPTION badResponse 1', 'POST', 0]],
    [
      { envelope: true, code: 'ERR_UID_ALREADY_EXISTS' },
      ['ERR_UID_ALREADY_EXISTS conflict 1', 'POST', 0],
      ['ERR_UID_ALREADY_EXISTS conflict 1', 'POST', 0],
    ],
    [{ rateLimit: { headers: 'x-rate-limit', retryAfter: 0 } }, AGAIN, endless('ERR_TOO_MANY_REQUESTS rateLimit 3', 0)],
    [{ rateLimit: { headers: 'x-ratelimit', retryAfter: 0 } }, AGAIN, endless('ERR_TOO_MANY_REQUESTS rateLimit 3', 0)],
    [{ rateLimit: { headers: 'none' } }, AGAIN, endless('ERR_TOO_MANY_REQUESTS rateLimit 3', 0)],
    [
      { rateLimit: { retryAfter: 60 } },
      ['ERR_TOO_MANY_REQUESTS rateLimit 1', 'POST', 0],
      ['ERR_TOO_MANY_REQUESTS rateLimit 1', 'POST', 0],
    ],
    [{ trickle: { bytes: 64, everyMs: 2 } }, GOOD, GOOD],
  ])('%j', async (fault, once, always) => {
    const meet = async (times: object): Promise<Outcome> => {
      const { emulator, client } = await pair({ faults: [{ operation: 'createUser', ...fault, ...times }] });
      const said = await outcome(client.createUser(BO, emulator.authKey));
      return [said, wire(emulator), made(emulator)];
    };
    expect(await Promise.all([meet({ nth: 1 }), meet({})])).toEqual([once, always]);
  });

  test('whose response is lost, with a key that may not read, rejects as unconfirmed', async () => {
    const faults: Fault[] = [{ operation: 'createUser', nth: 1, drop: 'after' }];
    const { emulator, client } = await pair({ faults, authKeyMayRead: false });
    expect(await outcome(client.createUser(BO, emulator.authKey))).toBe('CREATE_UNCONFIRMED network 2');
    expect([wire(emulator), made(emulator)]).toEqual(['POST POST GET', 1]);
  });
});

describe.concurrent('a login that meets a fault once', () => {
  const ONCE: readonly (readonly [Fault, string])[] = [
    [{ status: 502 }, 'cometchat-uid-1'],
    [{ drop: 'before' }, 'cometchat-uid-1'],
    [{ drop: 'after' }, 'cometchat-uid-1'],
    [{ reset: true }, 'cometchat-uid-1'],
    [{ rateLimit: { retryAfter: 0 } }, 'cometchat-uid-1'],
    [{ html: true }, 'BAD_RESPONSE badResponse 1'],
    [{ json: 'truncated' }, 'BAD_RESPONSE badResponse 1'],
    [{ status: 401, code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' }, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND authentication 1'],
  ];
  const rows = ONCE.flatMap(([fault, said]) =>
    (['createAuthToken', 'login'] as const).map((operation) => [{ ...fault, operation, nth: 1 }, said] as const),
  );

  test.each(rows)('%j', async (fault, said) => {
    const { emulator, client } = await pair({ faults: [fault] });
    expect(await outcome(client.login('cometchat-uid-1', emulator.authKey))).toBe(said);
    const state = client.session.getSnapshot();
    expect(state.status).toBe(said === 'cometchat-uid-1' ? 'signedIn' : 'signedOut');
    if (state.status === 'signedIn')
      expect(emulator.users.authTokens('cometchat-uid-1')).toContain(state.user.getAuthToken());
  });
});

describe.concurrent('a logout that meets a fault every time ends the session here', () => {
  test.each<[Fault, tokensThere: number]>([
    [{ status: 500 }, 1],
    [{ drop: 'before' }, 1],
    [{ html: true }, 1],
    [{ drop: 'after' }, 0],
    [{ reset: true }, 0],
    [{ json: 'malformed' }, 0],
    [{ empty: true }, 0],
  ])('%j leaves %i tokens there', async (fault, tokens) => {
    const { emulator, client } = await pair({ faults: [{ operation: 'logout', ...fault }] });
    await client.login('cometchat-uid-1', emulator.authKey);
    await client.logout();
    expect(client.session.getSnapshot()).toMatchObject({ status: 'signedOut', reason: 'logout' });
    expect(emulator.users.authTokens('cometchat-uid-1')).toHaveLength(tokens);
  });
});

describe.concurrent('faults of a share of the requests', () => {
  test.each<Fault>([{ drop: 'before' }, { drop: 'after' }, { reset: true }, { status: 503 }])(
    '%j for a third of them: thirty creates make thirty users, each once',
    async (fault) => {
      // More attempts than the longest series of faults in this share.
      const { emulator, client } = await pair(
        { faults: [{ ...fault, share: 0.33, seed: 3 }] },
        { retry: { limit: 8 } },
      );
      const uids = Array.from({ length: 30 }, (_, index) => `bo-${index}`);
      const users = await Promise.all(uids.map((uid) => client.createUser({ uid, name: uid }, emulator.authKey)));
      expect(users.map(({ uid }) => uid)).toEqual(uids);
      expect(made(emulator)).toBe(30);
      expect(emulator.faults.list()[0]?.applied).toBeGreaterThan(5);
    },
  );
});

describe.concurrent('faults that are added at run time', () => {
  test('by POST /_emulator/faults: for that operation, and the given number of times', async () => {
    const { emulator, url, client } = await pair({});
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ operation: 'createUser', times: 2, status: 503 });
    expect((await fetch(`${url}/_emulator/faults`, { method: 'POST', headers, body })).status).toBe(200);
    expect((await client.login('cometchat-uid-1', emulator.authKey)).uid).toBe('cometchat-uid-1');
    expect(await outcome(client.createUser(BO, emulator.authKey))).toBe('bo');
    expect(emulator.requests.map(({ status }) => status)).toEqual([200, 200, 503, 503, 200]);
  });

  test('by a header, which a custom fetch can add: for that request only', async () => {
    let attempts = 0;
    const faulty = (request: Request) => {
      attempts += 1;
      if (attempts === 1) request.headers.set('x-emulator-fault', '{"drop":"after"}');
      return fetch(request);
    };
    const { emulator, client } = await pair({}, { fetch: faulty });
    expect(await outcome(client.createUser(BO, emulator.authKey))).toBe('bo');
    expect([wire(emulator), made(emulator)]).toEqual(['POST POST GET', 1]);
  });
});
