import { describe, expect, test, vi } from 'vitest';
import { createAnnouncer } from '../../../src/session/announcer.js';

const quiet = () => createAnnouncer(() => undefined);

test('a listener gets the payload', () => {
  const announcer = quiet();
  const listener = vi.fn();
  announcer.listen('tokenChanged', listener);
  const payload = { uid: 'kevin' };
  announcer.announce(['tokenChanged', payload]);
  expect(listener.mock.calls).toEqual([[payload]]);
  expect(listener.mock.calls[0]?.[0]).toBe(payload);
});

test('once is once', () => {
  const announcer = quiet();
  const listener = vi.fn();
  announcer.listen('change', listener, { once: true });
  announcer.announce(['change'], ['change']);
  expect(listener).toHaveBeenCalledOnce();
});

describe('a listener is taken away', () => {
  test('by what listen answers with', () => {
    const announcer = quiet();
    const listener = vi.fn();
    const off = announcer.listen('change', listener);
    off();
    off();
    announcer.announce(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('by itself, of one event only', () => {
    const announcer = quiet();
    const [listener, other] = [vi.fn(), vi.fn()];
    announcer.listen('change', listener);
    announcer.listen('ready', listener);
    announcer.listen('change', other);
    announcer.unlisten('change', listener);
    announcer.announce(['change'], ['ready', { status: 'unknown' }]);
    expect(listener).toHaveBeenCalledExactlyOnceWith({ status: 'unknown' });
    expect(other).toHaveBeenCalledOnce();
  });

  test('by itself, also where it was to be told once', () => {
    const announcer = quiet();
    const listener = vi.fn();
    announcer.listen('change', listener, { once: true });
    announcer.unlisten('change', listener);
    announcer.announce(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('by its signal', () => {
    const announcer = quiet();
    const listener = vi.fn();
    const controller = new AbortController();
    announcer.listen('change', listener, { signal: controller.signal });
    announcer.announce(['change']);
    controller.abort();
    announcer.announce(['change']);
    expect(listener).toHaveBeenCalledOnce();
  });

  test('by a signal that was aborted before', () => {
    const announcer = quiet();
    const listener = vi.fn();
    announcer.listen('change', listener, { signal: AbortSignal.abort() });
    announcer.announce(['change']);
    expect(listener).not.toHaveBeenCalled();
  });

  test('together with all others', () => {
    const announcer = quiet();
    const listener = vi.fn();
    announcer.listen('change', listener);
    announcer.listen('ready', listener);
    announcer.close();
    announcer.announce(['change'], ['ready', { status: 'unknown' }]);
    expect(listener).not.toHaveBeenCalled();
  });
});

test('taking away one that never listened changes nothing', () => {
  const announcer = quiet();
  const listener = vi.fn();
  announcer.listen('change', listener);
  announcer.unlisten('change', () => undefined);
  announcer.announce(['change']);
  expect(listener).toHaveBeenCalledOnce();
});
