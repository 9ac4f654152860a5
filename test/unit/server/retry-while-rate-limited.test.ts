import { describe, expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { retryWhileRateLimited } from '../../../src/server/resources/users/retry-while-rate-limited.js';

const limited = (retryAfterMs: number) => new CometChatException({ code: 'ERR_TOO_MANY_REQUESTS', retryAfterMs });
const { signal: never } = new AbortController();

describe('work that is limited', () => {
  test('is done again after the time that was asked for', async () => {
    let count = 0;
    const begun = performance.now();
    const work = async () => {
      if (++count < 3) throw limited(40);
      return count;
    };
    expect(await retryWhileRateLimited(work, never)).toBe(3);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(75);
  });

  test('rejects after five waits', async () => {
    let count = 0;
    const work = async () => {
      count++;
      throw limited(1);
    };
    await expect(retryWhileRateLimited(work, never)).rejects.toMatchObject({ kind: 'rateLimit' });
    expect(count).toBe(6);
  });

  test('ends when it is aborted, also while it waits, and listens no longer', async () => {
    const reason = new CometChatException({ code: 'REQUEST_ABORTED' });
    const controller = new AbortController();
    const waiting = retryWhileRateLimited(() => Promise.reject(limited(60_000)), controller.signal);
    setTimeout(() => controller.abort(reason), 10);
    await expect(waiting).rejects.toBe(reason);
    await expect(retryWhileRateLimited(() => Promise.reject(limited(60_000)), AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });

  test('that fails otherwise is not done again', async () => {
    for (const error of [new Error('other'), new CometChatException({ code: 'SERVER_ERROR' })]) {
      let count = 0;
      const work = () => Promise.reject(count++ === 0 ? error : limited(1));
      await expect(retryWhileRateLimited(work, never)).rejects.toBe(error);
    }
  });
});
