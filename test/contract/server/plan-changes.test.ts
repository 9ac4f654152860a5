import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { all, NO_STEPS, people, person, serveOld, steps } from './plan-support.js';

describe('sync.plan', () => {
  test('gives the counts first, then each step with the values before and after, and changes nothing', async () => {
    const { admin, emulator, wire } = await serveOld([
      person('same', { tags: ['a', 'b'] }),
      person('other', { avatar: 'https://x.example/a', tags: ['a'], statusMessage: 'mine' }),
      person('banned', { role: 'default' }),
      person('extra'),
    ]);
    await admin.users.deactivate('banned');
    wire();
    const rows = [
      person('new', { metadata: { a: 1 } }),
      { ...person('same', { tags: ['b', 'a'] }), uid: 'Same' },
      { uid: 'other', name: 'Other', avatar: null, tags: ['a', 'c'], statusMessage: 'yours' },
      person('banned'),
    ];
    const before = emulator.users.list();
    const plan = await admin.sync.plan(rows);
    expect(plan).toMatchObject({
      appId: 'app-1',
      region: 'us',
      missing: 'keep',
      counts: { ...NO_STEPS, create: 1, update: 1, unchanged: 1, skip: 1 },
      rows: 4,
      users: 4,
      missingUsers: 1,
      requests: 3,
    });
    expect(Math.abs(plan.begunAt.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await all(plan)).toEqual([
      { action: 'create', uid: 'new', line: 1, user: person('new', { metadata: { a: 1 } }) },
      { action: 'unchanged', uid: 'same', line: 2 },
      {
        action: 'update',
        uid: 'other',
        line: 3,
        // The status message is the user's own.
        fields: {
          name: { from: 'Name of other', to: 'Other' },
          avatar: { from: 'https://x.example/a', to: null },
          tags: { from: ['a'], to: ['a', 'c'] },
        },
      },
      { action: 'skip', uid: 'banned', line: 4, reason: 'deactivated' },
    ]);
    expect(emulator.users.list()).toEqual(before);
    expect(wire().filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  test('needs two requests, and one for each 1,000 users', async () => {
    for (const count of [0, 1, 1000, 1001, 2500]) {
      const { admin, wire } = await serveOld(people(count));
      const plan = await admin.sync.plan(people(count));
      const expected = 2 + Math.max(1, Math.ceil(count / 1000));
      expect([count, plan.requests, wire().length]).toEqual([count, expected, expected]);
      expect(plan.counts).toEqual({ ...NO_STEPS, unchanged: count });
    }
    // The same formula for the table of the issue.
    expect(2 + 200_000 / 1000).toBeLessThanOrEqual(250);
  });

  test('counts its requests with all retries', async () => {
    const { emulator, make } = await serveOld(people(1));
    let sent = 0;
    const fetch = async (request: Request) => {
      sent += 1;
      if (sent === 2) throw new TypeError('connect ECONNRESET');
      return emulator.fetch(request);
    };
    expect((await make({ fetch, retry: { limit: 1 } }).sync.plan(people(1))).requests).toBe(4);
    expect(sent).toBe(4);
  });

  test('leaves fields alone that the rows do not give, and those that users own', async () => {
    const { make } = await serveOld([person('a', { tags: ['x'], metadata: { b: 1 }, statusMessage: 'mine' })]);
    const row = { ...person('a'), avatar: 'https://x.example/', statusMessage: 'yours' };
    const counts = async (userOwnedFields: ('avatar' | 'statusMessage')[]) =>
      (await make({ userOwnedFields }).sync.plan([row])).counts;
    expect(await counts(['avatar', 'statusMessage'])).toEqual({ ...NO_STEPS, unchanged: 1 });
    expect(await counts([])).toEqual({ ...NO_STEPS, update: 1 });
  });

  test('reactivates only if it is told to, and not a user whose row is deactivated', async () => {
    const { admin } = await serveOld([person('a'), person('b'), person('c'), person('d')]);
    await admin.users.deactivate(['a', 'b']);
    const rows = [
      { ...person('a'), name: 'A' },
      { ...person('b'), deactivatedAt: 5 },
      { ...person('c'), deactivatedAt: 5 },
      { ...person('new'), deactivatedAt: 5 },
    ];
    expect(await steps(await admin.sync.plan(rows))).toEqual([
      'skip a deactivated',
      'unchanged b',
      'skip c deactivatedInSource',
      'skip new deactivatedInSource',
    ]);
    const plan = await admin.sync.plan(rows, { reactivate: true });
    expect(plan.counts).toEqual({ ...NO_STEPS, reactivate: 1, unchanged: 1, skip: 2 });
    expect((await all(plan))[0]).toEqual({
      action: 'reactivate',
      uid: 'a',
      line: 1,
      deactivatedAt: expect.any(Number),
      fields: { name: { from: 'Name of a', to: 'A' } },
    });
  });

  test('reports invalid rows, and goes on', async () => {
    const { admin } = await serveOld([person('a')]);
    const rows = [
      person('a', { tags: 'x' }),
      undefined,
      { name: 'No uid' },
      person('no good'),
      7,
      person('b'),
      // A getter that throws must not end the plan.
      Object.defineProperty({}, 'uid', { enumerable: true, get: () => lostGetter() }),
    ];
    const plan = await admin.sync.plan(rows as never);
    expect(plan.counts).toEqual({ ...NO_STEPS, create: 1, invalid: 6 });
    expect(await steps(plan)).toEqual([
      'invalid a INVALID_USER_TAGS',
      'invalid  UID_IS_COMPULSORY',
      'invalid  UID_IS_COMPULSORY',
      'invalid  INVALID_UID',
      'invalid  UID_IS_COMPULSORY',
      'create b',
      'invalid  INVALID_PARAMETER',
    ]);
    // The source has the user, although its row is not valid.
    expect(plan.missingUsers).toBe(0);
  });

  test('takes the last of equal uids, and reports the others', async () => {
    const { admin } = await serveOld([person('a'), person('b')]);
    const rows = [
      person('a', { name: 'First' }),
      person('b'),
      person('a', { name: 'Second' }),
      person('a', { tags: 5 }),
    ];
    const plan = await admin.sync.plan(rows as never);
    expect(plan.counts).toEqual({ ...NO_STEPS, update: 1, unchanged: 1, skip: 1, invalid: 1 });
    expect(await steps(plan)).toEqual(['skip a duplicate', 'unchanged b', 'update a', 'invalid a INVALID_USER_TAGS']);
  });

  test('reports two letter cases of one uid, and takes the first', async () => {
    const { admin } = await serveOld([person('kevin')]);
    const rows = [
      person('Kevin', { name: 'One' }),
      person('KEVIN', { name: 'Two' }),
      person('Kevin', { name: 'Three' }),
    ];
    const plan = await admin.sync.plan(rows);
    expect(plan.counts).toEqual({ ...NO_STEPS, update: 1, skip: 1, invalid: 1 });
    const [, collision, update] = await all(plan);
    expect(collision).toMatchObject({ action: 'invalid', uid: 'kevin', line: 2, error: { code: 'UID_COLLISION' } });
    expect(update).toMatchObject({ action: 'update', fields: { name: { to: 'Three' } } });
  });

  test('takes users of another app, which were read', async () => {
    const { admin } = await serveOld([person('a'), person('b')]);
    const other = await serveOld([person('a', { name: 'Other' }), person('c', { tags: ['x'] })]);
    // A user that was read counts as given with all its fields, as in an import.
    const plan = await admin.sync.plan(other.admin.users.list({ withTags: true }));
    expect(await all(plan)).toEqual([
      { action: 'update', uid: 'a', line: 1, fields: { name: { from: 'Name of a', to: 'Other' } } },
      { action: 'create', uid: 'c', line: 2, user: person('c', { role: 'default', tags: ['x'] }) },
    ]);
    expect(await steps(await admin.sync.plan([new User('a').setName('A').setTags(['y'])]))).toEqual(['update a']);
  });

  test('does not count as different a field that the service merges and that has all values already', async () => {
    const { admin } = await serveOld([person('a', { tags: ['x', 'y'] }), person('b', { tags: ['x'] })], {
      metadataMerge: true,
    } as never);
    // The first update shows that the service merges.
    await admin.users.ensure(person('b', { tags: ['z'] }));
    const plan = await admin.sync.plan([person('a', { tags: ['x'] }), person('b', { tags: ['q'] })]);
    expect(plan.counts).toEqual({ ...NO_STEPS, unchanged: 1, update: 1 });
    expect(await all(plan)).toEqual([
      { action: 'unchanged', uid: 'a', line: 1, merged: ['tags'] },
      { action: 'update', uid: 'b', line: 2, fields: { tags: { from: ['x', 'z'], to: ['q'] } } },
    ]);
  });
});

function lostGetter(): never {
  throw new Error('lost');
}
