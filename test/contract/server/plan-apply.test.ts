import type { PlanResult } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { hurry } from './admin-support.js';
import { all, NO_RESULTS, NO_STEPS, people, person, results, serveOld, steps } from './plan-support.js';

describe('sync.apply of a plan', () => {
  test('does each step, and reads each user before it writes', async () => {
    const { admin, emulator, wire } = await serveOld([
      person('changed', { avatar: 'https://x.example/a' }),
      person('same'),
      person('banned'),
      person('away'),
      person('gone'),
      person('out'),
    ]);
    await admin.users.deactivate(['banned', 'away']);
    const rows = [
      person('new', { tags: ['x'] }),
      { uid: 'changed', name: 'Changed', avatar: null },
      person('same'),
      { uid: 'banned', name: 'Back' },
      { uid: 'bad', name: 5 },
      person('away', { deactivatedAt: 5 }),
    ];
    const plan = await admin.sync.plan(rows as never, { missing: 'erase', maxRemoved: 2, reactivate: true });
    wire();
    const run = admin.sync.apply(plan, { concurrency: 1 });
    const given = await all(run);
    expect(given).toEqual([
      { line: 1, uid: 'new', status: 'created' },
      { line: 2, uid: 'changed', status: 'updated' },
      { line: 4, uid: 'banned', status: 'reactivated' },
      { line: 5, uid: 'bad', status: 'failed', error: expect.objectContaining({ code: 'INVALID_USER_NAME' }) },
      { line: undefined, uid: 'gone', status: 'erased' },
      { line: undefined, uid: 'out', status: 'erased' },
    ]);
    const sent = wire();
    expect(sent).toEqual([
      'POST /users',
      'GET /users/changed',
      'PUT /users/changed',
      'GET /users/banned',
      'GET /users?searchKey=banned&searchIn=uid&onlyDeactivated=true&withTags=true&perPage=1000&page=1',
      'PUT /users',
      'GET /users/banned',
      'PUT /users/banned',
      'GET /users/gone',
      'DELETE /users/gone',
      'GET /users/out',
      'DELETE /users/out',
    ]);
    expect(await run.summary).toEqual({
      counts: { ...NO_RESULTS, created: 1, updated: 1, reactivated: 1, failed: 1, erased: 2 },
      requests: sent.length,
      durationMs: expect.any(Number),
    });
    expect(emulator.users.list().map(({ uid, name, avatar }) => [uid, name, avatar])).toEqual([
      ['changed', 'Changed', undefined],
      ['same', 'Name of same', undefined],
      ['banned', 'Back', undefined],
      ['away', 'Name of away', undefined],
      ['new', 'Name of new', undefined],
    ]);
    // Planning again finds nothing to do.
    const again = await admin.sync.plan(rows.filter(({ uid }) => uid !== 'bad') as never, { missing: 'erase' });
    expect(again.counts).toEqual({ ...NO_STEPS, unchanged: 5 });
  });

  test('deactivates, and erases deactivated users too', async () => {
    const { admin, emulator } = await serveOld([...people(3), person('x'), person('y')]);
    await admin.users.deactivate('y');
    const options = { missing: 'deactivate', maxRemoved: '50%' } as const;
    expect(await results(admin.sync.apply(await admin.sync.plan(people(3), options)))).toEqual(['deactivated x']);
    expect(emulator.users.get('x')?.deactivatedAt).toBeGreaterThan(0);
    const erasure = await admin.sync.plan(people(3), { ...options, missing: 'erase' });
    expect(await results(admin.sync.apply(erasure))).toEqual(['erased x', 'erased y']);
    expect(emulator.users.list()).toHaveLength(3);
  });

  test('skips users that were changed after the plan was made, and says so', async () => {
    const { admin, emulator, setClock } = await serveOld([
      person('edited'),
      person('elsewhere'),
      person('banned'),
      person('erased'),
      person('unbanned'),
      person('banned-again'),
      person('out'),
      person('out-edited'),
      person('out-banned'),
      person('out-gone'),
      person('out-anew'),
      person('out-back'),
    ]);
    await admin.users.deactivate(['unbanned', 'banned-again', 'out-back']);
    const rows = ['edited', 'elsewhere', 'banned', 'erased', 'unbanned', 'banned-again', 'taken', 'taken-same'].map(
      (uid) => ({
        uid,
        name: `New ${uid}`,
      }),
    );
    const plan = await admin.sync.plan(rows, { missing: 'erase', maxRemoved: '100%', reactivate: true });
    expect(plan.counts).toEqual({ ...NO_STEPS, create: 2, update: 4, reactivate: 2, erase: 6 });
    setClock(() => Date.now() + 60_000);
    await admin.users.update({ uid: 'edited', name: 'Mine' });
    await admin.users.update({ uid: 'elsewhere', tags: ['x'] });
    await admin.users.deactivate(['banned', 'out-banned']);
    await admin.users.reactivate(['unbanned', 'banned-again', 'out-back']);
    await admin.users.deactivate('banned-again');
    for (const uid of ['erased', 'out-gone', 'out-anew']) await admin.users.delete(uid, { permanent: true });
    for (const uid of ['out-anew', 'taken']) await admin.users.create({ uid, name: 'Somebody else' });
    await admin.users.create({ uid: 'taken-same', name: 'New taken-same' });
    await admin.users.update({ uid: 'out-edited', name: 'Mine' });
    const before = new Map(emulator.users.list().map((user) => [user.uid, user]));

    expect(await results(admin.sync.apply(plan))).toEqual([
      'erased out',
      'skipped banned changedSince',
      'skipped banned-again changedSince',
      'skipped edited changedSince',
      'skipped erased changedSince',
      'skipped out-anew changedSince',
      'skipped out-back changedSince',
      'skipped out-banned changedSince',
      'skipped out-edited changedSince',
      'skipped taken changedSince',
      'skipped unbanned changedSince',
      'unchanged out-gone',
      'unchanged taken-same',
      // Another field was changed, which the plan does not touch.
      'updated elsewhere',
    ]);
    before.delete('out');
    const after = new Map(emulator.users.list().map((user) => [user.uid, user]));
    expect(after.get('elsewhere')).toMatchObject({ name: 'New elsewhere', tags: ['x'] });
    for (const uid of [...before.keys()].filter((uid) => uid !== 'elsewhere'))
      expect(after.get(uid)).toEqual(before.get(uid));
    expect(after.size).toBe(before.size);
  });

  test('can be repeated: what is done already is unchanged', async () => {
    const { admin, emulator } = await serveOld([person('a', { tags: ['x'] }), person('b'), person('c'), person('d')]);
    await admin.users.deactivate('b');
    const rows = [{ uid: 'a', name: 'A', tags: ['y'] }, person('b'), person('new')];
    const plan = await admin.sync.plan(rows, { missing: 'erase', maxRemoved: 2, reactivate: true });
    expect(await results(admin.sync.apply(plan))).toEqual([
      'created new',
      'erased c',
      'erased d',
      'reactivated b',
      'updated a',
    ]);
    const after = emulator.users.list();
    expect(await results(admin.sync.apply(plan))).toEqual(['a', 'b', 'c', 'd', 'new'].map((uid) => `unchanged ${uid}`));
    expect(emulator.users.list()).toEqual(after);
  });

  test('updates only the fields that are still open', async () => {
    const { admin, body, emulator } = await serveOld([person('a', { tags: ['x'] })]);
    const plan = await admin.sync.plan([{ uid: 'a', name: 'A', tags: ['y'] }]);
    await admin.users.update({ uid: 'a', tags: ['y'] });
    expect(await results(admin.sync.apply(plan))).toEqual(['updated a']);
    expect(body()).toEqual({ name: 'A' });
    expect(emulator.users.get('a')).toMatchObject({ name: 'A', tags: ['y'] });
  });

  test('tells fields of which a user has more, because the service merges', async () => {
    const { admin } = await serveOld([person('a', { tags: ['x'] }), person('b', { tags: ['x'] })], {
      metadataMerge: true,
    });
    const plan = await admin.sync.plan([person('a', { tags: ['y'] }), person('b', { tags: ['y'] })]);
    expect((await all(admin.sync.apply(plan))).map(({ status, merged }) => [status, merged])).toEqual([
      ['updated', ['tags']],
      ['updated', ['tags']],
    ]);
    const again = (await all(admin.sync.apply(plan))).map(({ status, merged }) => [status, merged]);
    expect(again).toEqual([
      ['unchanged', ['tags']],
      ['unchanged', ['tags']],
    ]);
  });

  test('survives lost responses', async () => {
    hurry();
    const { emulator, make } = await serveOld(people(60));
    const admin = make({ retry: { limit: 6 }, rate: false });
    const rows = [
      ...people(50).map((row) => ({ ...row, tags: ['t'] })),
      ...Array.from({ length: 50 }, (_, n) => person(`n-${n}`)),
    ];
    const plan = await admin.sync.plan(rows, { missing: 'erase', maxRemoved: 10 });
    emulator.faults.add({ share: 0.2, drop: 'after' });
    const { counts } = await admin.sync.apply(plan).summary;
    expect(emulator.faults.list()[0]?.applied).toBeGreaterThan(20);
    expect(counts).toEqual({ ...NO_RESULTS, created: 50, updated: 50, erased: 10 });
    expect(emulator.users.list()).toHaveLength(100);
    expect(emulator.users.list().filter(({ tags }) => tags?.[0] === 't')).toHaveLength(50);
  });
});

describe('the run of a plan', () => {
  test('starts by itself, and the summary comes without an iteration', async () => {
    const { admin, emulator } = await serveOld();
    const { counts } = await admin.sync.apply(await admin.sync.plan(people(100))).summary;
    expect(counts).toEqual({ ...NO_RESULTS, created: 100 });
    expect(emulator.users.list()).toHaveLength(100);
  });

  test('goes as fast as its reader, and ends when the reader stops', async () => {
    const { admin, emulator } = await serveOld();
    let read = 0;
    const plan = await admin.sync.plan(() => people(1000));
    function* counted() {
      for (const row of people(1000)) {
        read += 1;
        yield row;
      }
    }
    const slow = await admin.sync.plan(counted);
    read = 0;
    const run = admin.sync.apply(slow, { concurrency: 4 });
    const reader = run[Symbol.asyncIterator]();
    await reader.next();
    // The buffer, the workers and the one that was taken.
    await expect.poll(() => emulator.users.list().length, { timeout: 10_000 }).toBe(64 + 4 + 1);
    expect(read).toBeLessThanOrEqual(64 + 4 + 2);
    await reader.return?.();
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'applyPlan' });
    // A response that was on its way may not have been read.
    expect(emulator.users.list().length - counts.created).toBeLessThanOrEqual(counts.failed);
    expect(counts.created).toBeLessThan(80);
    plan.close();
  });

  test('ends with everything that was done when the caller aborts', async () => {
    const { admin, emulator } = await serveOld();
    const abort = new AbortController();
    const run = admin.sync.apply(await admin.sync.plan(people(300)), { signal: abort.signal, concurrency: 2 });
    const given: PlanResult[] = [];
    for await (const result of run) {
      given.push(result);
      if (given.length === 10) abort.abort();
    }
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(given).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count, 0));
    expect(counts.created).toBeLessThan(300);
    // A request that was on its way may have been done.
    expect(emulator.users.list().length - counts.created).toBeLessThanOrEqual(counts.failed);
  });

  test('ends at an abort, also if nobody takes its results any more', async () => {
    const { admin } = await serveOld();
    const controller = new AbortController();
    const plan = await admin.sync.plan(people(300));
    const run = admin.sync.apply(plan, { signal: controller.signal });
    await run[Symbol.asyncIterator]().next();
    controller.abort();
    const { stoppedBy, counts } = await run.summary;
    expect(stoppedBy?.code).toBe('REQUEST_ABORTED');
    expect(counts.created).toBeLessThan(300);
  });

  test('ends with an error with which every other step would fail too', async () => {
    const { admin, make, wire } = await serveOld();
    const plan = await admin.sync.plan(people(100));
    wire();
    const run = make({ apiKey: 'wrong-key' }).sync.apply(plan, { concurrency: 1 });
    expect(await run.summary).toMatchObject({
      counts: { failed: 1 },
      stoppedBy: { code: 'AUTH_ERR_APIKEY_NOT_FOUND' },
    });
    expect(wire()).toHaveLength(1);
  });

  test('rejects invalid options and another app in both ways, and neither needs the other', async () => {
    const { admin, make, wire } = await serveOld();
    const plan = await admin.sync.plan(people(1));
    wire();
    await expect(admin.sync.apply(plan, { concurrency: 0 }).summary).rejects.toThrow(/concurrency/);
    await expect(all(admin.sync.apply(plan, { concurency: 1 } as never))).rejects.toThrow(
      /concurency is not an option/,
    );
    const run = make({ appId: 'app-2' }).sync.apply(plan);
    await expect(all(run)).rejects.toMatchObject({ code: 'PLAN_OF_ANOTHER_APP', kind: 'config' });
    await expect(run.summary).rejects.toMatchObject({ code: 'PLAN_OF_ANOTHER_APP' });
    expect(wire()).toEqual([]);
  });

  test('gives its results to one reader who begins at once', async () => {
    const { admin } = await serveOld();
    const run = admin.sync.apply(await admin.sync.plan(people(1)));
    expect(await all(run)).toHaveLength(1);
    const late = { code: 'RESULTS_NOT_KEPT', kind: 'config', operation: 'applyPlan' };
    await expect(all(run)).rejects.toMatchObject(late);
    const unread = admin.sync.apply(await admin.sync.plan(people(1)));
    await unread.summary;
    await expect(all(unread)).rejects.toMatchObject(late);
  });

  test('does not touch sync.apply of changes', async () => {
    const { admin, emulator } = await serveOld([person('out'), person('p-0')]);
    const plan = await admin.sync.plan(people(1), { missing: 'erase', maxRemoved: 1 });
    // A copy is not a plan. As a list of changes it is not valid, so it does nothing.
    await expect(admin.sync.apply({ ...plan } as never)).resolves.toMatchObject({ counts: { failed: 2, erased: 0 } });
    expect(emulator.users.list()).toHaveLength(2);
    expect(await steps(plan)).toEqual(['unchanged p-0', 'erase out']);
  });
});
