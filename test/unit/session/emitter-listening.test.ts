import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { createEmitter } from '../../../src/session/emitter.js';

const quiet = () => createEmitter(() => undefined);

test('a listener gets the payload', () => {
  const emitter = quiet();
  const listener = vi.fn();
  emitter.on('tokenChanged', listener);
  const payload = { uid: 'kevin', source: 'client' as const };
  emitter.emit(['tokenChanged', payload]);
  expect(listener.mock.calls).toEqual([[payload]]);
  expect(listener.mock.calls[0]?.[0]).toBe(payload);
});

test('once is once', () => {
  const emitter = quiet();
  const listener = vi.fn();
  emitter.on('change', listener, { once: true });
  emitter.emit(['change'], ['change']);
  expect(listener).toHaveBeenCalledOnce();
});

describe('a listener is taken away', () => {
  test('by the function that on() returns', () => {
    const emitter = quiet();
    const listener = vi.fn();
    const off = emitter.on('change', listener);
    off();
    off();
    emitter.emit(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('by itself, of one event only', () => {
    const emitter = quiet();
    const [listener, other] = [vi.fn(), vi.fn()];
    emitter.on('change', listener);
    emitter.on('ready', listener);
    emitter.on('change', other);
    emitter.off('change', listener);
    emitter.emit(['change'], ['ready', { status: 'unknown' }]);
    expect(listener).toHaveBeenCalledExactlyOnceWith({ status: 'unknown' });
    expect(other).toHaveBeenCalledOnce();
  });

  test('by itself, also if it was added with once()', () => {
    const emitter = quiet();
    const listener = vi.fn();
    emitter.on('change', listener, { once: true });
    emitter.off('change', listener);
    emitter.emit(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('by its signal', () => {
    const emitter = quiet();
    const listener = vi.fn();
    const controller = new AbortController();
    emitter.on('change', listener, { signal: controller.signal });
    emitter.emit(['change']);
    controller.abort();
    emitter.emit(['change']);
    expect(listener).toHaveBeenCalledOnce();
  });

  test('by a signal that was aborted before', () => {
    const emitter = quiet();
    const listener = vi.fn();
    emitter.on('change', listener, { signal: AbortSignal.abort() });
    emitter.emit(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('together with all others', () => {
    const emitter = quiet();
    const listener = vi.fn();
    emitter.on('change', listener);
    emitter.on('ready', listener);
    emitter.close();
    emitter.emit(['change'], ['ready', { status: 'unknown' }]);
    expect(listener).not.toHaveBeenCalled();
  });
});

test('taking away one that never listened changes nothing', () => {
  const emitter = quiet();
  const listener = vi.fn();
  emitter.on('change', listener);
  emitter.off('change', () => undefined);
  emitter.emit(['change']);
  expect(listener).toHaveBeenCalledOnce();
});

test('a listener that was removed and added again outlives the signal of the first time', () => {
  const emitter = quiet();
  const listener = vi.fn();
  const controller = new AbortController();
  emitter.on('change', listener, { signal: controller.signal })();
  emitter.on('change', listener);
  controller.abort();
  emitter.emit(['change']);
  expect(listener).toHaveBeenCalledOnce();
});

test('a listener that was added twice is called twice, and removing one of them keeps the other', () => {
  const emitter = quiet();
  const listener = vi.fn();
  const removeFirst = emitter.on('change', listener);
  emitter.on('change', listener);
  emitter.emit(['change']);
  expect(listener).toHaveBeenCalledTimes(2);
  removeFirst();
  emitter.emit(['change']);
  expect(listener).toHaveBeenCalledTimes(3);
  emitter.off('change', listener);
  emitter.emit(['change']);
  expect(listener).toHaveBeenCalledTimes(3);
});

test('a listener that was removed leaves nothing at its signal', () => {
  const { on } = createEmitter(() => undefined);
  const { signal } = new AbortController();
  for (let count = 0; count < 5; count++) on('ready', () => undefined, { signal })();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
