import { describe, expect, test } from 'vitest';
import { runBulk } from './gate-support.js';

const MINUTE_MS = 60_000;
const PHASES = Array.from({ length: 20 }, (_, index) => index * 3_000);
const LIMIT = 2_000;

/** The limit is halved after 2.4 minutes, and restored after 4.7. */
const halved = (now: number) => (now > 2.4 * MINUTE_MS && now < 4.7 * MINUTE_MS ? LIMIT / 2 : LIMIT);

/** The requests that a limit allows in a time. */
const quotaOf = (limit: (now: number) => number, minutes: number) =>
  Array.from({ length: minutes * 60 }, (_, second) => limit(second * 1_000) / 60).reduce((sum, part) => sum + part, 0);

describe('bulk work against a limit, in virtual time', () => {
  test('with all of the quota: uses 97 %, and less than 1 in 1,000 is refused, also while the limit is halved', async () => {
    for (const phase of PHASES) {
      const service = await runBulk({ service: { limit: halved }, phase, minutes: 8, rate: { share: 1 } });
      expect(service.accepted.bulk / quotaOf(halved, 8), `phase ${phase}`).toBeGreaterThan(0.97);
      expect(service.refused.bulk / service.accepted.bulk, `phase ${phase}`).toBeLessThan(0.001);
    }
  }, 60_000);

  test('with the default share and logins at 40 % of the quota: less than 1 % of the logins is refused', async () => {
    const logins = () => 0.4 * LIMIT;
    for (const phase of PHASES) {
      const service = await runBulk({ service: { limit: () => LIMIT }, phase, minutes: 5, rate: {}, logins });
      const { accepted, refused } = service;
      expect(refused.login / (accepted.login + refused.login), `phase ${phase}`).toBeLessThan(0.01);
      expect(refused.bulk / accepted.bulk, `phase ${phase}`).toBeLessThan(0.001);
      // Not because bulk work stands still.
      expect(accepted.bulk / (5 * LIMIT), `phase ${phase}`).toBeGreaterThan(0.35);
    }
  }, 60_000);

  test('without logins, the default share leaves a fifth of the quota unused', async () => {
    const service = await runBulk({ service: { limit: () => LIMIT }, phase: 20_000, minutes: 5, rate: {} });
    expect(service.refused.bulk).toBe(0);
    expect(service.accepted.bulk / (5 * LIMIT)).toBeGreaterThan(0.77);
    expect(service.accepted.bulk / (5 * LIMIT)).toBeLessThan(0.85);
  });

  test('without headers, learns from refused requests that the limit is far below the documented one', async () => {
    for (const phase of PHASES.filter((_, index) => index % 4 === 0)) {
      const service = await runBulk({
        service: { limit: () => 500, headers: false },
        phase,
        minutes: 20,
        rate: { share: 1 },
      });
      expect(service.accepted.bulk / 10_000, `phase ${phase}`).toBeGreaterThan(0.97);
      expect(service.refused.bulk / service.accepted.bulk, `phase ${phase}`).toBeLessThan(0.005);
    }
  }, 60_000);

  test('without headers, an option that names the limit saves the refused requests', async () => {
    const service = await runBulk({
      service: { limit: () => 500, headers: false },
      phase: 20_000,
      minutes: 10,
      rate: { share: 1, core: 500 },
    });
    expect(service.accepted.bulk / 5_000).toBeGreaterThan(0.97);
    expect(service.refused.bulk / service.accepted.bulk).toBeLessThan(0.001);
  });
});
