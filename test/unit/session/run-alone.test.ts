import { describe, expect, test, vi } from 'vitest';
import { runAlone } from '../../../src/session/platform.js';
import { deferred } from '../../support/client-support.js';
import { fakeLocks } from '../../support/fake-locks.js';

const never = new AbortController().signal;

describe('work that one tab does at a time', () => {
  test('begins at once if no other tab does it', async () => {
    const locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
    const work = vi.fn(async () => 'done');
    expect(await runAlone('a', never, work)).toBe('done');
    expect(work.mock.calls).toEqual([[false]]);
    expect(locks.requests).toEqual(['a']);
  });

  test('begins when the other tab has finished, and knows that it has waited', async () => {
    vi.stubGlobal('navigator', { locks: fakeLocks() });
    const first = deferred();
    const log: unknown[] = [];
    const one = runAlone('a', never, async (hasWaited) => {
      log.push(['one', hasWaited]);
      await first.promise;
      log.push('one ends');
    });
    const two = runAlone('a', never, async (hasWaited) => log.push(['two', hasWaited]));
    const other = runAlone('b', never, async (hasWaited) => log.push(['other', hasWaited]));
    await other;
    first.resolve();
    await Promise.all([one, two]);
    expect(log).toEqual([['one', false], ['other', false], 'one ends', ['two', true]]);
  });

  test('rejects if it is aborted while it waits, and does not begin', async () => {
    vi.stubGlobal('navigator', { locks: fakeLocks() });
    void runAlone('a', never, () => new Promise(() => undefined));
    const controller = new AbortController();
    const work = vi.fn();
    const waiting = runAlone('a', controller.signal, work);
    controller.abort(new Error('too late'));
    await expect(waiting).rejects.toThrow('too late');
    expect(work).not.toHaveBeenCalled();
  });

  test('rejects with the error of the work, and does not repeat it', async () => {
    vi.stubGlobal('navigator', { locks: fakeLocks() });
    const work = vi.fn(async () => Promise.reject(new Error('failed')));
    await expect(runAlone('a', never, work)).rejects.toThrow('failed');
    expect(work).toHaveBeenCalledOnce();
  });

  test.each<[string, unknown]>([
    ['no navigator', undefined],
    ['no locks', {}],
    [
      'locks that throw',
      {
        locks: {
          request: () => {
            throw new DOMException('opaque origin', 'SecurityError');
          },
        },
      },
    ],
    ['locks that reject', { locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } }],
  ])('runs without a lock: %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    const work = vi.fn(async () => 'done');
    expect(await runAlone('a', never, work)).toBe('done');
    expect(work.mock.calls).toEqual([[false]]);
  });
});
