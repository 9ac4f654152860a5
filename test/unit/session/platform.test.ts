import { describe, expect, test, vi } from 'vitest';
import { identify } from '../../../src/client/identity.js';
import { joinTabs, randomId, userAgent } from '../../../src/session/platform.js';

const HEX = /^[0-9a-f]{32}$/;

const broken = () => {
  throw new TypeError('not here');
};

describe('a random id', () => {
  test('is 16 bytes as hex, another one each time', () => {
    const ids = Array.from({ length: 1_000 }, () => randomId());
    expect(ids.filter((id) => !HEX.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
  });

  test.each([
    ['no crypto', undefined],
    ['a crypto without getRandomValues', {}],
    ['a getRandomValues that throws', { getRandomValues: broken }],
  ])('is made with %s, too', (_, crypto) => {
    vi.stubGlobal('crypto', crypto);
    const ids = Array.from({ length: 1_000 }, () => randomId());
    expect(ids.filter((id) => !HEX.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
    // Every byte is random.
    for (let at = 0; at < 32; at += 2) expect(new Set(ids.map((id) => id.slice(at, at + 2))).size).toBeGreaterThan(100);
  });
});

test('a device has a version 4 UUID', () => {
  const id = /^app-1_([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})_\d+$/;
  for (let count = 0; count < 100; count++)
    expect(identify('app-1').device).toMatchObject({ deviceId: expect.stringMatching(id) });
});

test('the user agent is unknown if there is no navigator, or if reading it throws', () => {
  vi.stubGlobal('navigator', undefined);
  expect(userAgent()).toBe('unknown');
  vi.stubGlobal('navigator', Object.defineProperty({}, 'userAgent', { get: broken }));
  expect(userAgent()).toBe('unknown');
});

describe('a channel that fails disturbs nothing', () => {
  class Channel {
    onmessage = null;
    postMessage(): void {}
    close(): void {}
    unref(): void {}
  }

  test.each(['postMessage', 'close', 'unref'] as const)('%s', (name) => {
    vi.spyOn(Channel.prototype, name).mockImplementation(broken);
    vi.stubGlobal('BroadcastChannel', Channel);
    const tabs = joinTabs('key', () => undefined);
    tabs.post({});
    tabs.close();
    tabs.post({});
  });

  test('the constructor', () => {
    vi.stubGlobal('BroadcastChannel', broken);
    const tabs = joinTabs('key', () => undefined);
    tabs.post({});
    tabs.close();
  });
});

test('targets that refuse listeners disturb nothing', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('addEventListener', broken);
  vi.stubGlobal('document', { addEventListener: broken });
  joinTabs('key', () => undefined).close();
});

test('a page that ignores the signal of a listener opens no channel after the end', () => {
  const opened = vi.fn();
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        opened();
      }
      close(): void {}
    },
  );
  const listeners = new Map<string, (event: object) => void>();
  vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) => listeners.set(type, listener));
  const look = vi.fn();
  const tabs = joinTabs('key', look);
  tabs.close();
  listeners.get('pageshow')?.({ persisted: true });
  expect(opened).toHaveBeenCalledTimes(1);
  expect(look).not.toHaveBeenCalled();
});
