import { CometChatException, type RetryEvent } from 'cometchat-users';
import type { Fault } from 'cometchat-users/emulator';
import { has, ok, rejects, same, timeOf } from './assert.js';
import { type Cases, faulty, type Kit } from './kit.js';

/** Whether a client on this platform can read `Retry-After`: a browser hides it from a page of another origin. */
async function showsRetryAfter({ url }: Kit, fault: Fault): Promise<boolean> {
  const headers = { 'x-emulator-fault': JSON.stringify(fault) };
  return (await fetch(`${url}/v3.0/me`, { headers })).headers.has('retry-after');
}

/** A login whose first attempts meet these faults. */
async function loginThrough(kit: Kit, ...faults: Fault[]): Promise<readonly RetryEvent[]> {
  const { uid, token } = await kit.member();
  const told: RetryEvent[] = [];
  const mine = kit.client({ fetch: faulty(...faults), hooks: { onRetry: (event) => told.push(event) } });
  same((await mine.login(token)).uid, uid);
  return told;
}

export const retry: Cases = {
  'what the network loses is sent again': async (kit) => {
    const [first, ...rest] = await loginThrough(kit, { drop: 'before' });
    has(first, { operation: 'login', attempt: 1 });
    has(first?.error, { code: 'FAILED_TO_FETCH', kind: 'network' });
    ok(first && first.waitMs >= 250 && first.waitMs <= 500, `it waits ${first?.waitMs} ms`);
    same(rest, []);
  },

  'an answer that breaks off is asked for again': async (kit) => {
    const told = await loginThrough(kit, { reset: true });
    same(
      told.map(({ error }) => error.kind),
      ['network'],
    );
  },

  'two attempts after the first, and no more': async ({ client, member }) => {
    const { token } = await member();
    let sent = 0;
    const broken = { status: 503, code: 'ERR_EXCEPTION' };
    const mine = client({ fetch: faulty(broken, broken, broken), hooks: { onRequest: () => sent++ } });
    await rejects(mine.login(token), { kind: 'server', status: 503, attempts: 3, retryable: true });
    same(sent, 3);
  },

  'what is refused for a reason is tried once': async ({ client, member }) => {
    const { token } = await member();
    for (const status of [400, 401, 403, 404, 409, 413]) {
      const mine = client({ fetch: faulty({ status }) });
      await rejects(mine.login(token), { status, attempts: 1, retryable: false });
    }
  },

  'a 429 is waited for as long as it says, where the platform shows what it says': async (kit) => {
    const fault = { rateLimit: { retryAfter: 1 } } as const;
    const isShown = await showsRetryAfter(kit, fault);
    const [first, ...rest] = await loginThrough(kit, fault);
    has(first?.error, { code: 'ERR_TOO_MANY_REQUESTS', kind: 'rateLimit', retryAfterMs: isShown ? 1_000 : undefined });
    const [least, most] = isShown ? [1_000, 1_000] : [250, 500];
    ok(first && first.waitMs >= least && first.waitMs <= most, `it waits ${first?.waitMs} ms`);
    same(rest, []);
  },

  'a 429 that asks for more than the call has left is not waited for': async (kit) => {
    const fault = { rateLimit: { retryAfter: 60 } };
    const isShown = await showsRetryAfter(kit, fault);
    const { token } = await kit.member();
    const mine = kit.client({ fetch: faulty(fault, fault, fault) });
    const call = mine.login(token);
    const ms = await timeOf(call);
    const retryAfterMs = isShown ? 60_000 : undefined;
    await rejects(call, { kind: 'rateLimit', status: 429, retryAfterMs, attempts: isShown ? 1 : 3 });
    ok(ms < 5_000, `it takes ${ms} ms`);
  },

  'a create whose answer was lost is settled by reading': async ({ client, uid, authKey, admin }) => {
    const user = { uid: uid(), name: 'Ann', tags: ['beta'], metadata: { a: [1] } };
    const created = await client({ fetch: faulty({ drop: 'after' }) }).createUser(user, authKey);
    has(created, user);
    has((await admin('GET', `/users/${user.uid}`)).data, user);
  },

  'a create that nobody can settle says so': async ({ client, uid, authKey }) => {
    const mayNotRead = { status: 403, code: 'AUTH_ERR_NO_ACCESS' };
    const mine = client({ fetch: faulty({ drop: 'after' }, undefined, mayNotRead) });
    const call = mine.createUser({ uid: uid(), name: 'Ann' }, authKey);
    const error = await rejects(call, { code: 'CREATE_UNCONFIRMED', kind: 'network', retryable: true });
    ok(error.cause instanceof CometChatException, 'its cause says why');
  },

  'an update whose answer was lost is sent again, and is one update': async ({ client, member, authKey, admin }) => {
    const { uid } = await member({ tags: ['beta'] });
    const mine = client({ fetch: faulty({ drop: 'after' }) });
    const updated = await mine.updateUser({ uid, name: 'Ann', tags: ['vip'] }, authKey);
    has(updated, { name: 'Ann', tags: ['vip'] });
    has((await admin('GET', `/users/${uid}`)).data, { name: 'Ann', tags: ['vip'] });
  },
};
