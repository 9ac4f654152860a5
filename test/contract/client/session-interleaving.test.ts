import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClient } from '../../../src/index.js';
import { APP, aWhile, KEY, openStorage, refusal, scripted } from '../../support/client-support.js';

/** A step of an app: its call, the time that the service takes for that, and the wait before the next one. */
const step = fc.record({
  does: fc.constantFrom('login kevin', 'login andy', 'login nobody', 'logout', 'update', 'read', 'revoke'),
  takes: fc.integer({ min: 0, max: 4 }),
  waits: fc.integer({ min: 0, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(steps: readonly Step[], slowStorage: boolean) {
  let takes = 0;
  let revoked = '';
  let names = 0;
  const { fetch } = scripted(async ({ method, headers, body }) => {
    const token = headers.authtoken ?? '';
    await aWhile(takes);
    if (token === 'nobody_0' || token === revoked) return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
    if (method === 'DELETE') return { success: true };
    return { uid: token.split('_')[0], name: body?.name ?? 'Name' };
  });
  const open = openStorage();
  const storage = slowStorage
    ? { ...open, setItem: (key: string, value: string) => aWhile(1).then(() => open.setItem(key, value)) }
    : open;
  const client = createClient({ ...APP, fetch, storage, retry: { limit: 0 } });
  const told: [string, string][] = [];
  client.session.on('signedIn', ({ user }) => told.push(['in', user.uid]));
  client.session.on('signedOut', ({ uid }) => told.push(['out', uid]));
  const signedInWhen: boolean[] = [];
  const logins: { token: string; overtaken: boolean; result: Promise<string> }[] = [];
  const calls: Promise<unknown>[] = [];
  // Some reject before anything awaits them.
  const call = (promise: Promise<unknown>) => calls.push(promise.catch(() => undefined));

  for (const [index, { does, takes: ms, waits }] of steps.entries()) {
    takes = ms;
    const state = client.session.getSnapshot();
    signedInWhen.push(state.status === 'signedIn');
    const [verb, who] = does.split(' ');
    if (verb === 'login') {
      const token = who === 'nobody' ? 'nobody_0' : `${who}_${index}`;
      for (const login of logins) login.overtaken = true;
      logins.push({
        token,
        overtaken: false,
        result: client.login(token).then(
          (user) => user.getAuthToken(),
          (error) => error.code,
        ),
      });
    } else if (verb === 'logout') {
      for (const login of logins) login.overtaken = true;
      call(client.logout());
    } else if (verb === 'update') call(client.updateCurrentUserDetails({ name: `Name ${++names}` }));
    else if (verb === 'read') call(client.getUser(state.status === 'signedIn' ? state.user.uid : 'kevin'));
    else revoked = state.status === 'signedIn' ? state.user.getAuthToken() : '';
    if (waits > 0) await aWhile(waits);
  }
  await Promise.all([...calls, ...logins.map(({ result }) => result)]);
  await aWhile(2);
  const results = await Promise.all(logins.map(async ({ token, result }) => ({ token, result: await result })));
  const state = client.session.getSnapshot();
  client.dispose();
  return { state, told, held: open.held[KEY] as string | undefined, results };
}

test('state, storage and the last event agree in the end, in any order of steps', {
  timeout: 60_000,
}, async () => {
  const run = fc.asyncProperty(
    fc.array(step, { minLength: 2, maxLength: 8 }),
    fc.boolean(),
    async (steps, slowStorage) => {
      const { state, told, held, results } = await play(steps, slowStorage);
      const stored = held === undefined ? undefined : JSON.parse(held);
      const last = told.at(-1);

      if (state.status === 'signedIn') {
        expect(stored).toMatchObject({ authToken: state.user.getAuthToken(), user: state.user.toJSON() });
        expect(last).toEqual(['in', state.user.uid]);
        // The signed-in user comes from a successful login, the last of them.
        const succeeded = results.filter(({ token, result }) => result === token);
        expect(succeeded.at(-1)?.token).toBe(state.user.getAuthToken());
      } else {
        expect(stored).toBeUndefined();
        expect(last?.[0]).not.toBe('in');
      }

      // Sign-ins and sign-outs alternate, and a sign-out names the user of the sign-in.
      let inside: string | undefined;
      for (const [event, uid] of told) {
        if (event === 'in') expect(inside).toBeUndefined();
        else expect(inside).toBe(uid);
        inside = event === 'in' ? uid : undefined;
      }
      // A login succeeded, was superseded or was refused.
      for (const { token, result } of results) {
        expect([token, 'LOGIN_SUPERSEDED', 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND']).toContain(result);
        if (result === 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND') expect(token).toBe('nobody_0');
      }
    },
  );
  await fc.assert(run, { numRuns: 200, seed: 20_261_121, interruptAfterTimeLimit: 50_000 });
});
