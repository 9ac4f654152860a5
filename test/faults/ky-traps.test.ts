import ky, { type KyInstance } from 'ky';
import { describe, expect, test } from 'vitest';
import { findSecrets } from '../support/canary.js';
import {
  clientOf,
  head,
  KEY,
  kevin,
  onceOf,
  raw,
  rejection,
  reply,
  type Step,
  startServer,
  success,
  TOKEN,
  timeOf,
} from './faults-support.js';

/**
 * Compares ky's own behaviour with ours. A newer ky that behaves differently fails here, and so does a transport that
 * relies on ky.
 */
async function bare(step: Step, options: Parameters<KyInstance>[1] = {}): Promise<unknown> {
  const { url } = await startServer(step);
  return ky(url, { retry: 0, timeout: 2_000, headers: { authtoken: TOKEN }, ...options })
    .json()
    .catch((error: unknown) => error);
}

describe.concurrent('ky', () => {
  test('does not time out while it reads a body; an operation does', async () => {
    const race = await Promise.race([
      bare(raw(head), { timeout: 1_000 }),
      new Promise((resolve) => setTimeout(resolve, 1_500, 'still reading')),
    ]);
    expect(race).toBe('still reading');
    const client = onceOf(await startServer(raw(head)), { attemptTimeout: 150 });
    expect(await rejection(client.login(TOKEN))).toMatchObject({ code: 'REQUEST_TIMEOUT' });
  });

  test('throws a raw SyntaxError for bad JSON; an operation rejects with an exception', async () => {
    expect(await bare(reply(200, '{"data":'))).toBeInstanceOf(SyntaxError);
    const client = onceOf(await startServer(reply(200, '{"data":')));
    expect(await rejection(client.login(TOKEN))).toMatchObject({ code: 'BAD_RESPONSE', status: 200 });
  });

  test("has errors that keep the Request with its credentials; an operation's error does not", async () => {
    expect(findSecrets(await bare(reply(403)), TOKEN)).not.toEqual([]);
    expect(findSecrets(await rejection(onceOf(await startServer(reply(403))).login(TOKEN)), TOKEN)).toEqual([]);
  });

  test('follows redirects; an operation does not', async () => {
    const { url } = await startServer(success());
    expect(await bare(reply(302, '', { location: url }))).toEqual({ data: kevin });
    const client = onceOf(await startServer(reply(302, '', { location: url })));
    expect(await rejection(client.login(TOKEN))).toMatchObject({ code: 'REDIRECT_REFUSED' });
  });

  test('does not retry a POST; a create is retried, because it can be settled', async () => {
    const server = await startServer(reply(503), success());
    await ky.post(server.url, { retry: 2 }).catch(() => undefined);
    expect(server.received).toHaveLength(1);
    const ours = await startServer(reply(503), success());
    await clientOf(ours).createUser(kevin, KEY);
    expect(ours.received).toHaveLength(2);
  });

  test('retries before Retry-After if that is above maxRetryAfter; an operation rejects instead', async () => {
    const step = reply(429, '', { 'retry-after': '30' });
    const server = await startServer(step, success());
    await ky(server.url, { retry: { limit: 1, maxRetryAfter: 100 } });
    expect(server.received).toHaveLength(2);
    const ours = await startServer(step, success());
    expect(await rejection(clientOf(ours).login(TOKEN))).toMatchObject({ retryAfterMs: 30_000, attempts: 1 });
    expect(ours.received).toHaveLength(1);
  });

  test('has a timeout for each attempt and none for all attempts; an operation has both', async () => {
    const client = clientOf(await startServer(() => undefined), {
      attemptTimeout: 150,
      timeout: 600,
      retry: { limit: 10 },
    });
    const call = client.login(TOKEN);
    expect(await timeOf(call)).toBeLessThan(1_100);
    expect(await rejection(call)).toMatchObject({ kind: 'timeout' });
  });

  test('names a failure TypeError, TimeoutError or AbortError; an operation has one name and a kind', async () => {
    expect(await bare((socket) => socket.destroy())).toMatchObject({ name: 'TypeError' });
    expect(await bare(() => undefined, { timeout: 150 })).toMatchObject({ name: 'TimeoutError' });
    expect(await bare(() => undefined, { signal: AbortSignal.timeout(20) })).toMatchObject({ name: 'TimeoutError' });
    const kinds = [];
    for (const [step, attemptTimeout, signal] of [
      [(socket) => socket.destroy(), 5_000, undefined],
      [() => undefined, 150, undefined],
      [() => undefined, 5_000, AbortSignal.timeout(20)],
      [() => undefined, 5_000, AbortSignal.abort()],
    ] satisfies [Step, number, AbortSignal | undefined][]) {
      const client = onceOf(await startServer(step), { attemptTimeout });
      const { name, kind } = await rejection(client.login(TOKEN, { signal }));
      kinds.push(`${name} ${kind}`);
    }
    expect(kinds).toEqual(['network', 'timeout', 'aborted', 'aborted'].map((kind) => `CometChatException ${kind}`));
  });
});
