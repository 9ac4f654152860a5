import { createAdmin } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { serve } from './admin-support.js';
import { all, NO_STEPS, people, person, serveOld, steps } from './plan-support.js';

/** A source that has all users but the first ones. */
const without = (count: number, of: number) => people(of).slice(count);

describe('users that the source does not have', () => {
  test('are kept by default', async () => {
    const { admin } = await serveOld(people(4));
    const plan = await admin.sync.plan(without(3, 4));
    expect(plan).toMatchObject({ counts: { ...NO_STEPS, unchanged: 1 }, missingUsers: 3, missing: 'keep' });
    // An empty source keeps everybody.
    expect((await admin.sync.plan([])).counts).toEqual(NO_STEPS);
  });

  test('are deactivated or erased only if they were created before the plan began', async () => {
    const { admin, setClock } = await serveOld([...people(60), person('z')]);
    await admin.users.deactivate('p-1');
    // Created after the plan began, by the time of the service.
    setClock(() => Date.now() + 10_000);
    await admin.users.create(person('new'));
    const plan = await admin.sync.plan([...without(2, 60), person('z')], { missing: 'deactivate' });
    expect(plan).toMatchObject({ counts: { ...NO_STEPS, deactivate: 1, unchanged: 59 }, missingUsers: 3 });
    expect((await all(plan)).at(-1)).toEqual({
      action: 'deactivate',
      uid: 'p-0',
      seen: { name: 'Name of p-0', createdAt: expect.any(Number) },
    });
    // A user who is deactivated already can still be erased.
    const erasure = await admin.sync.plan(without(2, 60), { missing: 'erase' });
    expect((await steps(erasure)).slice(-3)).toEqual(['erase p-0', 'erase p-1', 'erase z']);
  });

  test('are not removed if they were created after the source was exported', async () => {
    const { admin, setClock } = await serveOld(people(40));
    const exported = new Date(Date.now() - 1_800_000);
    setClock(() => exported.getTime() + 60_000);
    await admin.users.create(person('later'));
    const options = { missing: 'erase', maxRemoved: 2 } as const;
    expect((await steps(await admin.sync.plan(without(1, 40), options))).slice(-2)).toEqual([
      'erase later',
      'erase p-0',
    ]);
    const plan = await admin.sync.plan(without(1, 40), { ...options, createdBefore: exported });
    expect((await steps(plan)).slice(-1)).toEqual(['erase p-0']);
    expect(plan).toMatchObject({ missingUsers: 2, counts: { erase: 1 } });
    // A later time than the start of the plan changes nothing.
    await admin.users.create(person('future'));
    setClock(() => Date.now() + 10_000);
    await admin.users.create(person('now'));
    const late = { ...options, maxRemoved: 3, createdBefore: new Date(Date.now() + 3_600_000) };
    expect((await steps(await admin.sync.plan(without(1, 40), late))).slice(-3)).toEqual([
      'erase future',
      'erase later',
      'erase p-0',
    ]);
  });

  test('are compared with the clock of the service, not with ours', async () => {
    const { admin } = await serveOld(people(30));
    const now = Date.now;
    // Our clock is a day late: by it, every user would be new.
    Date.now = () => now() - 86_400_000;
    try {
      const plan = await admin.sync.plan(without(1, 30), { missing: 'erase' });
      expect(plan.counts.erase).toBe(1);
      expect(plan.begunAt.getTime()).toBeGreaterThan(now() - 60_000);
    } finally {
      Date.now = now;
    }
  });

  test('are never users of CometChat itself', async () => {
    const { admin } = await serveOld([person('app_system'), ...people(20)]);
    const plan = await admin.sync.plan(people(20), { missing: 'erase', maxRemoved: '100%' });
    expect(plan).toMatchObject({ counts: { ...NO_STEPS, unchanged: 20 }, missingUsers: 0 });
  });

  test('are at most 5 %, or the given limit', async () => {
    const { admin } = await serveOld(people(40));
    const plan = (missing: number, maxRemoved?: number | `${number}%`) =>
      admin.sync.plan(without(missing, 40), { missing: 'deactivate', maxRemoved });
    expect((await plan(2)).counts.deactivate).toBe(2);
    await expect(plan(3)).rejects.toMatchObject({
      code: 'TOO_MANY_REMOVED',
      kind: 'validation',
      operation: 'planSync',
      message:
        'The source does not have 3 of 40 users (7.5 %), such as p-0, p-1, p-2. The plan may deactivate at most 2 (5%).',
      hint: expect.stringContaining('maxRemoved'),
    });
    expect((await plan(3, 3)).counts.deactivate).toBe(3);
    await expect(plan(4, 3)).rejects.toThrow(/at most 3\.$/);
    expect((await plan(20, '50%')).counts.deactivate).toBe(20);
    await expect(plan(21, '50%')).rejects.toMatchObject({ code: 'TOO_MANY_REMOVED' });
    await expect(plan(1, 0)).rejects.toMatchObject({ code: 'TOO_MANY_REMOVED' });
    await expect(plan(1, '2.4%')).rejects.toMatchObject({ code: 'TOO_MANY_REMOVED' });
    expect((await plan(1, '2.5%')).counts.deactivate).toBe(1);
  });

  test('are not known if the source is empty, has no valid row, or a row without a uid', async () => {
    const { admin } = await serveOld(people(3));
    const plan = (rows: unknown[], missing: 'deactivate' | 'erase' = 'erase') =>
      admin.sync.plan(rows as never, { missing, maxRemoved: '100%' });
    await expect(plan([])).rejects.toMatchObject({
      code: 'SOURCE_INCOMPLETE',
      message: 'The source has no rows, so the plan would erase every user. Nothing was planned.',
    });
    await expect(plan([{ uid: 'p-0' }], 'deactivate')).rejects.toThrow(/no valid row.*deactivate every user/);
    // A number is perhaps the uid of a user, so that this user would be removed.
    await expect(plan([...people(3), { uid: 7, name: 'Seven' }])).rejects.toThrow(/^Line 4 has no valid uid/);
    // With a uid, the row of a user who stays may be wrong otherwise.
    expect(await steps(await plan([person('p-0'), { uid: 'p-1', name: 5 }]))).toEqual([
      'unchanged p-0',
      'invalid p-1 INVALID_USER_NAME',
      'erase p-2',
    ]);
  });

  test('are not known without a Date header', async () => {
    const emulator = createEmulator({ appId: 'app-1', users: people(3) });
    const app = { appId: 'app-1', region: 'us', apiKey: emulator.apiKey };
    const admin = createAdmin({ ...app, fetch: async (request) => emulator.fetch(request) });
    await expect(admin.sync.plan(people(2), { missing: 'erase' })).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      message: expect.stringContaining('no Date header'),
    });
    expect((await admin.sync.plan(people(2))).counts).toEqual({ ...NO_STEPS, unchanged: 2 });
  });
});

describe('wrong options', () => {
  test('reject with the field, and send nothing', async () => {
    const { admin, wire } = await serve();
    const plan = (options: object, source: unknown) => admin.sync.plan(source as never, options as never);
    await expect(plan({ missing: 'delete' }, [])).rejects.toThrow(/missing must be one of keep, deactivate, erase/);
    for (const maxRemoved of [-1, 1.5, '5', '101%', '-1%', 'all', Number.NaN])
      await expect(plan({ maxRemoved }, [])).rejects.toThrow(/maxRemoved must be a whole number of users/);
    for (const createdBefore of ['2026-01-01', 5, new Date('x')])
      await expect(plan({ createdBefore }, [])).rejects.toThrow(/createdBefore must be a valid Date/);
    await expect(plan({ reactivate: 1 }, [])).rejects.toThrow(/reactivate must be true or false/);
    await expect(plan({ mising: 'keep' }, [])).rejects.toThrow(/mising is not an option of planSync.*missing/);
    for (const source of [undefined, null, 5, {}, { uid: 'a' }])
      await expect(plan({}, source)).rejects.toThrow(/^source must be the path/);
    expect(wire()).toEqual([]);
  });
});
