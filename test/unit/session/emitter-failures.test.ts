import { describe, expect, test, vi } from 'vitest';
import { createEmitter } from '../../../src/session/emitter.js';

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
    const emitter = createEmitter(() => undefined);
    const next = vi.fn();
    emitter.on('change', fail);
    emitter.on('change', next);
    emitter.emit(['change'], ['change']);
    expect(next).toHaveBeenCalledTimes(2);
  });

  test('is reported as listenerError and as a warning', async () => {
    const warn = vi.fn();
    const emitter = createEmitter(warn);
    const told = vi.fn();
    emitter.on('listenerError', told);
    emitter.on('tokenChanged', fail);
    emitter.emit(['tokenChanged', { uid: 'kevin', source: 'client' }]);
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
    expect(told.mock.calls).toEqual([[{ event: 'tokenChanged', error: FAILURE }]]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"tokenChanged"'), FAILURE);
  });

  test('of listenerError does not go round for ever', async () => {
    const warn = vi.fn();
    const emitter = createEmitter(warn);
    const failing = vi.fn(fail);
    emitter.on('listenerError', failing);
    emitter.on('change', fail);
    emitter.emit(['change']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(failing).toHaveBeenCalledOnce();
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      expect.stringContaining('"change"'),
      expect.stringContaining('"listenerError"'),
    ]);
  });
});

test('the failure of a listener is emitted after the present event', () => {
  const emitter = createEmitter(() => undefined);
  const told: string[] = [];
  emitter.on('listenerError', () => told.push('listenerError'));
  emitter.on('change', () => {
    throw FAILURE;
  });
  emitter.on('change', () => told.push('change'));
  emitter.emit(['change']);
  expect(told).toEqual(['change', 'listenerError']);
});
