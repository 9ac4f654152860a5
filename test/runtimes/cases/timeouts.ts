import { ok, pause, rejects, same, timeOf } from './assert.js';
import { type Cases, faulty, SILENCE, STALL, whoIs } from './kit.js';

/** Expects that a new operation settles in this time, with a margin for a busy machine. */
async function takesAbout(ms: number, call: Promise<unknown>): Promise<void> {
  const took = await timeOf(call);
  ok(took >= ms / 2 && took < ms + 3_000, `it takes about ${ms} ms, not ${took}`);
}

export const timeouts: Cases = {
  'a server that is silent is waited for as long as an attempt may take': async ({ client, member }) => {
    const { token } = await member();
    const mine = client({ attemptTimeout: 150, retry: { limit: 0 }, fetch: faulty(SILENCE) });
    const call = mine.login(token);
    await takesAbout(150, call);
    await rejects(call, { code: 'REQUEST_TIMEOUT', kind: 'timeout', retryable: true, attempts: 1, operation: 'login' });
  },

  'an answer that does not end is waited for no longer': async ({ client, member }) => {
    const { token } = await member();
    const mine = client({ attemptTimeout: 150, retry: { limit: 0 }, fetch: faulty(STALL) });
    const call = mine.login(token);
    await takesAbout(150, call);
    await rejects(call, { code: 'REQUEST_TIMEOUT', kind: 'timeout' });
    same(whoIs(mine), undefined);
  },

  'an attempt that timed out is tried again': async ({ client, member }) => {
    const { uid, token } = await member();
    const mine = client({ attemptTimeout: 1_500, fetch: faulty(SILENCE) });
    same((await mine.login(token)).uid, uid);
  },

  'all attempts and the waits between them have a total': async ({ client, member }) => {
    const { token } = await member();
    const broken = { status: 500 };
    const many = Array.from({ length: 10 }, () => broken);
    const mine = client({ timeout: 600, retry: { limit: 10 }, fetch: faulty(...many) });
    const call = mine.login(token);
    ok((await timeOf(call)) < 3_000, 'it ends by its total');
    const { kind } = await rejects(call, { retryable: true });
    // The latter if the whole time is over during an attempt.
    ok(kind === 'server' || kind === 'timeout', `it says what went wrong, not ${kind}`);
    const silent = client({ timeout: 200, fetch: faulty(SILENCE) }).login(token);
    await takesAbout(200, silent);
    await rejects(silent, { code: 'REQUEST_TIMEOUT', kind: 'timeout' });
  },

  'a call may have a total of its own': async ({ client, member }) => {
    const { token } = await member();
    const call = client({ fetch: faulty(SILENCE) }).login(token, { timeout: 100 });
    await takesAbout(100, call);
    await rejects(call, { code: 'REQUEST_TIMEOUT', kind: 'timeout' });
  },

  'a tokenProvider that hangs is bounded too': async ({ client }) => {
    const mine = client({ timeout: 100, tokenProvider: () => new Promise<string>(() => undefined) });
    await takesAbout(100, mine.login());
    await rejects(mine.login(), { code: 'REQUEST_TIMEOUT', kind: 'timeout', operation: 'login' });
  },

  'a call that was aborted before it began sends nothing': async ({ client, uid, authKey }) => {
    let sent = 0;
    const mine = client({ hooks: { onRequest: () => sent++ } });
    const call = mine.createUser({ uid: uid(), name: 'Ann' }, authKey, { signal: AbortSignal.abort('enough') });
    const error = await rejects(call, { code: 'REQUEST_ABORTED', kind: 'aborted', retryable: false });
    same([error.cause, sent], ['enough', 0]);
  },

  'a call under way is aborted at once': async ({ client, member, authKey }) => {
    const { uid } = await member();
    const end = new AbortController();
    const mine = client({ fetch: faulty(SILENCE) });
    const call = mine.updateUser({ uid, name: 'Ann' }, authKey, { signal: end.signal });
    setTimeout(() => end.abort(new Error('left the page')), 50);
    await takesAbout(50, call);
    const error = await rejects(call, { code: 'REQUEST_ABORTED', kind: 'aborted', operation: 'updateUser' });
    same(String(error.cause), 'Error: left the page');
  },

  'an answer half read is aborted at once': async ({ client, member }) => {
    const { token } = await member();
    const end = new AbortController();
    const call = client({ fetch: faulty(STALL) }).login(token, { signal: end.signal });
    setTimeout(() => end.abort(), 80);
    await takesAbout(80, call);
    await rejects(call, { code: 'REQUEST_ABORTED', kind: 'aborted' });
  },

  'a wait between two attempts is aborted at once': async ({ client, member, authKey }) => {
    const { uid } = await member();
    const end = new AbortController();
    const broken = { status: 500 };
    const mine = client({ fetch: faulty(broken, broken, broken), hooks: { onRetry: () => end.abort() } });
    const call = mine.updateUser({ uid, name: 'Ann' }, authKey, { signal: end.signal });
    ok((await timeOf(call)) < 3_000, 'it is at once');
    await rejects(call, { code: 'REQUEST_ABORTED', kind: 'aborted', attempts: 1 });
  },

  'AbortSignal.timeout aborts, whatever the platform calls its reason': async ({ client, member, authKey }) => {
    const { uid } = await member();
    const mine = client({ fetch: faulty(SILENCE) });
    const call = mine.updateUser({ uid, name: 'Ann' }, authKey, { signal: AbortSignal.timeout(60) });
    await takesAbout(60, call);
    const error = await rejects(call, { code: 'REQUEST_ABORTED', kind: 'aborted', retryable: false });
    ok(error.cause !== undefined, 'its cause is the reason');
  },

  'one signal may serve many calls': async ({ client, member }) => {
    const { token } = await member();
    const end = new AbortController();
    const mine = client({ fetch: faulty(undefined, ...Array.from({ length: 12 }, () => SILENCE)) });
    await mine.login(token);
    // With eleven listeners, Node would warn of a leak.
    const calls = Array.from('abcdefghijkl', (uid) => mine.getUser(uid, { signal: end.signal }));
    await pause(30);
    end.abort();
    for (const call of calls) await rejects(call, { code: 'REQUEST_ABORTED', operation: 'getUser' });
  },
};
