import { describe, expect, test, vi } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { createBreaker } from '../../../src/server/token-endpoint/breaker.js';
import { deferred } from '../../support/client-support.js';
import { stopClock } from '../../support/fake-time.js';

const down = () => new CometChatException({ code: 'SERVER_ERROR' });

/** A breaker with a clock that the test moves, and a service that counts its requests. */
function start() {
  let now = 0;
  let requests = 0;
  const run = createBreaker(() => now);
  const send = (respond: () => unknown = () => 'ok') =>
    run(async () => {
      requests += 1;
      return respond();
    });
  const fail = () =>
    send(() => {
      throw down();
    });
  return {
    send,
    fail,
    tick: (ms: number) => {
      now += ms;
    },
    count: () => {
      const before = requests;
      requests = 0;
      return before;
    },
  };
}

describe('while nothing is known of the service', () => {
  test('one of many goes first; after its answer all others go', async () => {
    const { send, count } = start();
    const first = deferred();
    const all = [send(() => first.promise), ...Array.from({ length: 49 }, () => send())];
    await Promise.resolve();
    expect(count()).toBe(1);
    first.resolve();
    await Promise.all(all);
    expect(count()).toBe(49);
  });

  test('one of many goes first; its failure is the failure of all', async () => {
    const { fail, count } = start();
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => fail()));
    expect(all.map(({ status }) => status)).toEqual(Array(50).fill('rejected'));
    expect(count()).toBe(1);
  });
});

describe('a probe that hangs', () => {
  test('holds the others back for one second; then one of them is the next probe', async () => {
    stopClock();
    const { send, tick, count } = start();
    const hanging = deferred();
    const first = send(() => hanging.promise);
    const second = deferred();
    const others = [send(() => second.promise), ...Array.from({ length: 9 }, () => send())];
    await vi.advanceTimersByTimeAsync(999);
    expect(count()).toBe(1);
    tick(1000);
    await vi.advanceTimersByTimeAsync(1);
    expect(count()).toBe(1);
    second.resolve();
    await Promise.all(others);
    expect(count()).toBe(9);
    hanging.resolve();
    await first;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('costs one request a second, however many wait', async () => {
    stopClock();
    const { send, tick, count } = start();
    const hanging = deferred();
    const all = Array.from({ length: 100 }, () => send(() => hanging.promise));
    for (let second = 0; second < 5; second++) {
      await vi.advanceTimersByTimeAsync(0);
      expect(count()).toBe(1);
      tick(1000);
      await vi.advanceTimersByTimeAsync(1000);
    }
    hanging.resolve();
    await Promise.all(all);
  });
});

describe('an answer counts for one second', () => {
  test('within it, all go at once', async () => {
    const { send, tick, count } = start();
    await send();
    tick(999);
    const waiting = deferred();
    const all = Array.from({ length: 10 }, () => send(() => waiting.promise));
    expect(count()).toBe(11);
    waiting.resolve();
    await Promise.all(all);
  });

  test('after it, one goes first again', async () => {
    const { send, fail, tick, count } = start();
    await send();
    tick(1000);
    await Promise.allSettled(Array.from({ length: 10 }, () => fail()));
    expect(count()).toBe(2);
  });

  test.each([
    ['ERR_UID_NOT_FOUND', 404],
    ['ERR_TOO_MANY_REQUESTS', 429],
    ['AUTH_ERR_APIKEY_NOT_FOUND', 401],
  ])('a refusal is an answer: %s', async (code, status) => {
    const { send, count } = start();
    const refuse = () => {
      throw new CometChatException({ code, status });
    };
    await Promise.allSettled(Array.from({ length: 10 }, () => send(refuse)));
    expect(count()).toBe(10);
  });
});

describe('a failure counts for one second', () => {
  test.each(['FAILED_TO_FETCH', 'REQUEST_TIMEOUT', 'SERVER_ERROR'])('of the kind of %s', async (code) => {
    const { send, tick, count } = start();
    const failure = new CometChatException({ code });
    await expect(send(() => Promise.reject(failure))).rejects.toBe(failure);
    tick(999);
    await expect(send()).rejects.toBe(failure);
    expect(count()).toBe(1);
    tick(1);
    await expect(send()).resolves.toBe('ok');
  });

  test('then one is a probe: a burst costs one request a second', async () => {
    const { fail, tick, count } = start();
    for (let second = 0; second < 5; second++) {
      await Promise.allSettled(Array.from({ length: 200 }, () => fail()));
      expect(count()).toBe(1);
      tick(1000);
    }
  });

  test('unless the service has answered while the failed one ran: others go on', async () => {
    const { send, count, tick } = start();
    await send();
    const slow = deferred();
    const failing = send(() => slow.promise.then(() => Promise.reject(down())));
    tick(500);
    await send();
    slow.resolve();
    await expect(failing).rejects.toThrow();
    await expect(send()).resolves.toBe('ok');
    expect(count()).toBe(4);
  });

  test('an answer ends it at once', async () => {
    const { send, fail, tick } = start();
    await send();
    const slow = deferred();
    const begun = send(() => slow.promise);
    tick(1);
    await expect(fail()).rejects.toThrow();
    await expect(send()).rejects.toThrow();
    slow.resolve();
    await begun;
    await expect(send()).resolves.toBe('ok');
  });
});
