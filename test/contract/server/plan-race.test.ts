import { describe, expect, test } from 'vitest';
import { all, HOUR_MS, NO_STEPS, people, person, results, serveOld } from './plan-support.js';

const COUNT = 5005;

/** Runs some work before each request for a page. */
function beforeEachPage(work: (page: number) => Promise<void>) {
  let page = 0;
  return async (request: Request) => {
    if (/[?&]page=/.test(request.url)) await work(page++);
    return fetch(request);
  };
}

describe('users that change while a plan is made', () => {
  test('erased and deactivated ones move no user out of its sight', async () => {
    const { admin, make, emulator } = await serveOld(people(COUNT, (index) => ({ tags: [`t-${index % 3}`] })));
    const erased = new Set<string>();
    const deactivated = new Set<string>();
    const planner = make({
      rate: false,
      fetch: beforeEachPage(async (page) => {
        const left = emulator.users.list().filter(({ deactivatedAt }) => deactivatedAt === undefined);
        // 40 changes a page, in every part of the list.
        for (let n = 0; n < 20; n++) {
          const [gone, off] = [left[(n * 251 + page) % left.length], left[(n * 97 + page * 7 + 1) % left.length]];
          if (gone && !erased.has(gone.uid) && !deactivated.has(gone.uid)) {
            erased.add(gone.uid);
            await admin.users.delete(gone.uid, { permanent: true });
          }
          if (off && !erased.has(off.uid) && !deactivated.has(off.uid)) {
            deactivated.add(off.uid);
            await admin.users.deactivate(off.uid);
          }
        }
      }),
    });
    const rows = people(COUNT, (index) => ({ tags: [`t-${index % 3}`] }));
    const plan = await planner.sync.plan(rows);
    expect(erased.size).toBeGreaterThan(80);
    const steps = await all(plan);
    const created = steps.filter(({ action }) => action === 'create').map(({ uid }) => uid);
    // Only users that are really gone are to be created. In a list that is read forward, some would be missed.
    expect(created.filter((uid) => !erased.has(uid as string))).toEqual([]);
    const skipped = steps.filter(({ action }) => action === 'skip').map(({ uid }) => uid);
    expect(skipped.filter((uid) => !deactivated.has(uid as string))).toEqual([]);
    expect(plan.counts.update).toBe(0);
  }, 60_000);

  test('created ones are never removed, and one that the plan wants too is not a failure', async () => {
    const { admin, make, emulator, setClock } = await serveOld(people(2500));
    // Later than the start of the plan, by the time of the service.
    setClock(() => Date.now() + 10_000);
    let created = 0;
    const planner = make({
      rate: false,
      fetch: beforeEachPage(async () => {
        for (let n = 0; n < 5; n++) await admin.users.create(person(`new-${created++}`));
      }),
    });
    const rows = [...people(2500).slice(20), person('new-0'), { ...person('new-1'), name: 'Other' }];
    const plan = await planner.sync.plan(rows, { missing: 'erase' });
    expect(created).toBeGreaterThanOrEqual(15);
    expect(plan.counts).toMatchObject({ erase: 20 });
    // They came after the count, so they may be on a page that was not read.
    expect(plan.counts.create + plan.counts.update + plan.counts.unchanged).toBe(2482);
    const told = await results(planner.sync.apply(plan));
    expect(told.filter((result) => result.startsWith('failed') || result.startsWith('erased new-'))).toEqual([]);
    expect(told.filter((result) => result.startsWith('erased p-'))).toHaveLength(20);
    for (let n = 0; n < created; n++) expect(emulator.users.get(`new-${n}`), `new-${n}`).toBeDefined();
    expect(emulator.users.list()).toHaveLength(2480 + created);
    expect(emulator.users.get('new-1')?.name).toMatch(/^(Other|Name of new-1)$/);
  }, 60_000);

  test('one that is erased and created again with the same uid is not erased', async () => {
    const { admin, emulator, setClock } = await serveOld([...people(40), person('out')]);
    const plan = await admin.sync.plan(people(40), { missing: 'erase' });
    expect(plan.counts.erase).toBe(1);
    await admin.users.delete('out', { permanent: true });
    setClock(() => Date.now() + HOUR_MS);
    await admin.users.create(person('out'));
    expect(await results(admin.sync.apply(plan))).toEqual(['skipped out changedSince']);
    expect(emulator.users.get('out')).toBeDefined();
  });

  test('one that changes between two pages counts as it was read last', async () => {
    const { admin, make } = await serveOld(people(1500));
    const planner = make({
      // After the last page was read, erasures move a user of it to the first page, where it is read again.
      fetch: beforeEachPage(async (page) => {
        if (page !== 1) return;
        await admin.users.update({ uid: 'p-1000', name: 'New' });
        await admin.users.delete('p-0', { permanent: true });
      }),
    });
    const plan = await planner.sync.plan([{ uid: 'p-1000', name: 'New' }], { missing: 'keep' });
    expect(plan).toMatchObject({ counts: { ...NO_STEPS, unchanged: 1 }, missingUsers: 1498 });
  });
});

describe('two plans that are applied at the same time', () => {
  test('leave every user as the source has it', async () => {
    const { admin, make, emulator } = await serveOld(people(30));
    const rows = [...people(20).map(({ uid }) => ({ uid, name: `New ${uid}` })), person('a'), person('b')];
    const options = { missing: 'erase', maxRemoved: 10 } as const;
    const plans = [await admin.sync.plan(rows, options), await make().sync.plan(rows, options)] as const;
    const [one, other] = await Promise.all([admin.sync.apply(plans[0]).summary, make().sync.apply(plans[1]).summary]);
    for (const { counts } of [one, other]) expect(counts).toMatchObject({ failed: 0, skipped: 0 });
    expect(one.counts.created + other.counts.created).toBe(2);
    expect(emulator.users.list().map(({ uid, name }) => ({ uid, name }))).toEqual(
      expect.arrayContaining(rows.map(({ uid, name }) => ({ uid, name }))),
    );
    expect(emulator.users.list()).toHaveLength(22);
  });
});
