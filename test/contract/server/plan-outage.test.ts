import { describe, expect, test } from 'vitest';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { people, serveFast } from './import-support.js';
import { NO_RESULTS } from './plan-support.js';

/** A service that is down after so many writes, for some seconds. Each write from then on until it is down is done, but not answered. */
async function serveUntil(writes: number, seconds: number) {
  stopClock();
  const { emulator, make } = await serveFast({ users: people(40) });
  const state = { down: false, requests: 0, writes: -1 };
  const admin = make({
    async fetch(request) {
      if (state.down) {
        state.requests += 1;
        throw new TypeError('connect ECONNREFUSED');
      }
      const response = await emulator.fetch(request);
      if (request.method === 'GET' || state.writes < 0) return response;
      state.writes += 1;
      if (state.writes <= writes) return response;
      state.down = true;
      setTimeout(() => {
        state.down = false;
        state.writes = -1;
      }, 1000 * seconds);
      throw new TypeError('socket hang up');
    },
  });
  return { admin, emulator, state };
}

/** 40 users to update, and 60 to create. */
const wanted = () => [...people(40).map((user) => ({ ...user, name: `New ${user.uid}` })), ...people(60, 40)];

describe('a plan that is applied while the service is down', () => {
  test.each([1, 8, 32])('for ten seconds loses nothing, %i at a time', async (concurrency) => {
    const { admin, emulator, state } = await serveUntil(10, 10);
    const plan = await settleInFakeTime(admin.sync.plan(wanted()));
    state.writes = 0;
    const { counts, stoppedBy } = await settleInFakeTime(admin.sync.apply(plan, { concurrency }).summary);
    expect(stoppedBy).toBeUndefined();
    expect(counts).toEqual({ ...NO_RESULTS, updated: 40, created: 60 });
    expect(emulator.users.get('p-39')?.name).toBe('New p-39');
    expect(state.requests).toBeLessThan(concurrency + 20);
  });

  test('tells as reactivated a user whose reactivation was done, but not answered', async () => {
    const { admin, emulator, state } = await serveUntil(0, 5);
    await settleInFakeTime(admin.users.deactivate('p-1'));
    const rows = [{ uid: 'p-1', name: 'New name' }];
    const plan = await settleInFakeTime(admin.sync.plan(rows, { reactivate: true }));
    state.writes = 0;
    const { counts } = await settleInFakeTime(admin.sync.apply(plan).summary);
    expect(counts).toEqual({ ...NO_RESULTS, reactivated: 1 });
    expect(emulator.users.get('p-1')).toMatchObject({ name: 'New name' });
  });

  test('longer than its patience ends with a clear error', async () => {
    const { admin, state } = await serveUntil(10, 3_600);
    const plan = await settleInFakeTime(admin.sync.plan(wanted()));
    state.writes = 0;
    const { counts, stoppedBy, durationMs } = await settleInFakeTime(
      admin.sync.apply(plan, { patience: 20_000 }).summary,
    );
    expect(stoppedBy).toMatchObject({ code: 'SERVICE_DOWN', operation: 'applyPlan' });
    expect(counts.updated).toBe(10);
    expect(durationMs).toBeLessThan(40_000);
    expect(state.requests).toBeLessThan(32 + 30);
  });

  test('refuses a patience that is no number of milliseconds', async () => {
    const { admin } = await serveFast();
    const plan = await admin.sync.plan(people(1));
    await expect(admin.sync.apply(plan, { patience: -1 }).summary).rejects.toMatchObject({
      message: expect.stringContaining('patience'),
    });
  });
});
