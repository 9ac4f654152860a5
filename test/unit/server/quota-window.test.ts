import { describe, expect, test } from 'vitest';
import { QuotaWindow, WINDOW_MS } from '../../../src/server/gate/window.js';

const told = (remaining: number, limit = 100) => ({ quota: { limit, remaining } });

/** A window that has begun at 0. */
function begun(assumed = 100, cap?: number) {
  const window = new QuotaWindow(assumed, cap);
  window.roll(0);
  return window;
}

describe('the quota that is left', () => {
  test('is the limit, without the requests in flight and the reserve', () => {
    const window = begun();
    window.send(0);
    expect([window.free(), window.free(20)]).toEqual([99, 79]);
  });

  test('is what the newest response says: the requests of others count too', () => {
    const window = begun();
    const [first, second] = [window.send(0), window.send(0)];
    window.answered(second, told(40), 100);
    // A response that was overtaken.
    window.answered(first, told(41), 110);
    expect(window.free()).toBe(40);
  });

  test('follows a limit that changes, and not the report of an older request', () => {
    const window = begun();
    const [first, second] = [window.send(0), window.send(0)];
    window.answered(second, told(48, 50), 100);
    window.answered(first, told(99, 100), 110);
    expect([window.limit, window.free()]).toEqual([50, 48]);
    window.answered(window.send(200), told(97, 100), 300);
    expect([window.limit, window.free()]).toEqual([100, 97]);
  });

  test('is never more than the cap', () => {
    const window = begun(100, 3);
    for (let sent = 0; sent < 3; sent++) window.answered(window.send(0), told(900, 1000), 10);
    expect(window.mayPass(2_000)).toBe(false);
    window.roll(WINDOW_MS);
    expect(window.mayPass(WINDOW_MS)).toBe(true);
  });

  test('counts a lost response as used', () => {
    const window = begun();
    window.answered(window.send(0), {}, 10);
    expect(window.free()).toBe(99);
  });
});

describe('a new window', () => {
  test('is seen when more is left than before, and lasts a minute', () => {
    const window = begun();
    window.answered(window.send(0), told(5), 20_000);
    window.answered(window.send(20_010), told(99), 20_050);
    expect([window.free(), window.endsAt, window.isGuess]).toEqual([99, 80_050, false]);
  });

  test('is a guess if nothing was sent for some time before', () => {
    const window = begun();
    window.answered(window.send(0), told(5), 100);
    window.answered(window.send(30_000), told(99), 30_050);
    expect([window.free(), window.isGuess]).toEqual([99, true]);
  });

  test('is not proven by a response that was overtaken', () => {
    const window = begun();
    const [first, second] = [window.send(0), window.send(0)];
    window.answered(second, told(5), 100);
    window.answered(first, told(6), 110);
    expect([window.free(), window.endsAt]).toEqual([5, WINDOW_MS]);
  });

  test('is not disturbed by a late response from the window before', () => {
    const window = begun();
    window.answered(window.send(0), told(5), 100);
    const late = window.send(110);
    window.answered(window.send(120), told(99), 200);
    window.answered(late, told(4), 250);
    expect(window.free()).toBe(99);
  });

  test('that our clock began too early is taken back', () => {
    const window = begun();
    window.answered(window.send(0), told(5), 20_000);
    window.answered(window.send(20_010), told(99), 20_050);
    window.answered(window.send(70_000), told(3), 70_100);
    expect([window.endsAt, window.isGuess]).toEqual([80_050, false]);
    window.roll(80_050);
    expect(window.free()).toBe(100);
    window.answered(window.send(80_050), told(2), 80_100);
    expect([window.free(), window.isGuess]).toEqual([2, true]);
    window.answered(window.send(80_110), told(99), 80_150);
    expect([window.free(), window.isGuess, window.endsAt]).toEqual([99, false, 140_150]);
  });

  test('keeps its phase over minutes in which nothing is sent', () => {
    const window = begun();
    window.answered(window.send(0), { isRefused: true, retryAfterMs: 10_000 }, 100);
    expect(window.mayPass(9_000)).toBe(false);
    window.roll(10_100 + 5 * WINDOW_MS + 7_000);
    expect(window.endsAt).toBe(10_100 + 6 * WINDOW_MS);
  });
});

describe('a refused request', () => {
  test('closes the window until the time that the service names', () => {
    const window = begun();
    window.answered(window.send(0), { isRefused: true, retryAfterMs: 10_000, ...told(0) }, 100);
    expect([window.free(), window.endsAt, window.isGuess]).toEqual([0, 10_100, false]);
    window.roll(10_100);
    expect(window.free()).toBe(100);
  });

  /** Without headers, and with a known beginning of the window: after a first refused request. */
  function aligned(assumed: number) {
    const window = begun(assumed);
    window.answered(window.send(0), { isRefused: true, retryAfterMs: 1_000 }, 0);
    window.roll(1_000);
    return window;
  }
  const accept = (window: QuotaWindow, count: number) => {
    for (let sent = 0; sent < count; sent++) window.answered(window.send(1_000), {}, 1_010);
  };
  const refuse = (window: QuotaWindow) =>
    window.answered(window.send(1_010), { isRefused: true, retryAfterMs: 10_000 }, 1_010);

  test('tells nothing about the limit, if nobody knows when the window began', () => {
    expect(aligned(1_000).limit).toBe(1_000);
  });

  test('halves the assumed limit at most, if no header names one; quiet minutes bring it back', () => {
    const window = aligned(1_000);
    accept(window, 10);
    const inFlight = window.send(1_010);
    refuse(window);
    window.answered(inFlight, { isRefused: true, retryAfterMs: 10_000 }, 1_020);
    expect(window.limit).toBe(500);
    for (let minute = 1; minute < 10; minute++) window.roll(minute * WINDOW_MS);
    expect(window.limit).toBe(1_000);
  });

  test('teaches the limit by the requests that were accepted before', () => {
    const window = aligned(1_000);
    accept(window, 800);
    refuse(window);
    expect(window.limit).toBe(800);
  });
});
