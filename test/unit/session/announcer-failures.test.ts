import { describe, expect, test, vi } from 'vitest';
import { createAnnouncer } from '../../../src/session/announcer.js';

const FAILURE = new Error('of the listener');

const waysToFail: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw FAILURE;
    },
  ],
  ['rejects', () => Promise.reject(FAILURE)],
];

describe.each(waysToFail)('a listener that %s', (_, fail) => {
  test('stops no other', async () => {
    const announcer = createAnnouncer(() => undefined);
    const next = vi.fn();
    announcer.listen('change', fail);
    announcer.listen('change', next);
    announcer.announce(['change'], ['change']);
    expect(next).toHaveBeenCalledTimes(2);
  });

  test('is told of as listenerError and as a warning', async () => {
    const warn = vi.fn();
    const announcer = createAnnouncer(warn);
    const told = vi.fn();
    announcer.listen('listenerError', told);
    announcer.listen('tokenChanged', fail);
    announcer.announce(['tokenChanged', { uid: 'kevin' }]);
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
    expect(told.mock.calls).toEqual([[{ event: 'tokenChanged', error: FAILURE }]]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"tokenChanged"'), FAILURE);
  });

  test('of listenerError does not go round for ever', async () => {
    const warn = vi.fn();
    const announcer = createAnnouncer(warn);
    const failing = vi.fn(fail);
    announcer.listen('listenerError', failing);
    announcer.listen('change', fail);
    announcer.announce(['change']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(failing).toHaveBeenCalledOnce();
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      expect.stringContaining('"change"'),
      expect.stringContaining('"listenerError"'),
    ]);
  });
});

test('a failure is told after the announcement that met it', () => {
  const announcer = createAnnouncer(() => undefined);
  const told: string[] = [];
  announcer.listen('listenerError', () => told.push('listenerError'));
  announcer.listen('change', () => {
    throw FAILURE;
  });
  announcer.listen('change', () => told.push('change'));
  announcer.announce(['change']);
  expect(told).toEqual(['change', 'listenerError']);
});
