import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { memoryStorage } from '../../../src/index.js';
import { backendInProcess } from '../../support/endpoint-support.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { type Event, map, syncInProcess } from './sync-support.js';

const created: Event = { type: 'created', uid: 'ann', name: 'Ann', at: 1 };
const renamed: Event = { type: 'updated', uid: 'ann', name: 'Ann Lee', at: 2 };
const banned: Event = { type: 'banned', uid: 'ann', at: 3 };
const deleted: Event = { type: 'deleted', uid: 'ann', at: 4 };

/** Moves a stopped clock while an event is processed: the endpoint waits before it reads a user again. */
function syncInFakeTime(service = backendInProcess()) {
  stopClock();
  const { send, ...made } = syncInProcess({}, service);
  return { ...made, send: (event: Event) => settleInFakeTime(send(event)) };
}

describe('an event is processed', () => {
  test('by its type', async () => {
    const { send, emulator } = syncInProcess();
    expect(await send(created)).toMatchObject({ status: 200, outcome: 'created' });
    expect(emulator.users.get('ann')?.name).toBe('Ann');
    expect(await send(renamed)).toMatchObject({ status: 200, outcome: 'updated' });
    expect(emulator.users.get('ann')?.name).toBe('Ann Lee');
    expect(await send({ ...renamed, at: 2.5 })).toMatchObject({ outcome: 'unchanged' });
    expect(await send(banned)).toMatchObject({ status: 200, outcome: 'deactivated' });
    expect(emulator.users.get('ann')?.deactivatedAt).toBeGreaterThan(0);
    expect(await send(deleted)).toMatchObject({ status: 200, outcome: 'erased' });
    expect(emulator.users.get('ann')).toBeUndefined();
  });

  test('one that map ignores gets 200, and nothing is sent', async () => {
    const { send, wire } = syncInProcess();
    expect(await send({ type: 'session', uid: 'ann', at: 1 })).toMatchObject({ status: 200, outcome: 'ignored' });
    expect(wire()).toEqual([]);
  });

  test('with a Date or a text as its time', async () => {
    const { send, emulator } = syncInProcess();
    await send({ ...renamed, at: '2026-01-02T00:00:00Z' });
    expect(await send({ ...created, at: '2026-01-01T23:59:59Z' })).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get('ann')?.name).toBe('Ann Lee');
    const dates = syncInProcess({ map: (event) => map({ ...event, at: new Date(event.at) as never }) });
    expect(await dates.send(created)).toMatchObject({ outcome: 'created' });
  });
});

describe('the final state is that of the newest event', () => {
  test('if the same event comes twice', async () => {
    const { send, wire } = syncInProcess();
    await send(created, 'msg_a');
    await send(renamed, 'msg_b');
    wire();
    expect(await send(renamed, 'msg_b')).toMatchObject({ status: 200, outcome: 'repeated' });
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'repeated' });
    expect(await send(created, 'msg_c')).toMatchObject({ status: 200, outcome: 'old' });
    expect(wire()).toEqual([]);
  });

  test('if a delete comes before the create', async () => {
    const { send, emulator } = syncInProcess();
    expect(await send(deleted)).toMatchObject({ status: 200, outcome: 'erased' });
    expect(await send(created)).toMatchObject({ status: 200, outcome: 'old' });
    expect(emulator.users.get('ann')).toBeUndefined();
  });

  test('if a user returns after a delete', async () => {
    const { send, emulator } = syncInProcess();
    for (const event of [created, deleted]) await send(event);
    expect(await send({ ...created, at: 5 })).toMatchObject({ outcome: 'created' });
    expect(emulator.users.get('ann')).toBeDefined();
  });

  test('if an event is sent again a day later', async () => {
    const { send, emulator } = syncInProcess();
    await send(created, 'msg_a');
    await send(renamed);
    // Signed again, as providers do on request: the timestamp is new, the event is not.
    expect(await send(created, 'msg_a')).toMatchObject({ outcome: 'repeated' });
    expect(emulator.users.get('ann')?.name).toBe('Ann Lee');
  });

  test('if two events have the same time, both are processed, each once', async () => {
    const { send, emulator } = syncInProcess();
    await send({ ...created, at: 1 }, 'msg_a');
    expect(await send({ ...renamed, at: 1 }, 'msg_b')).toMatchObject({ outcome: 'updated' });
    expect(await send({ ...created, at: 1 }, 'msg_a')).toMatchObject({ outcome: 'repeated' });
    expect(emulator.users.get('ann')?.name).toBe('Ann Lee');
  });

  test('if a delete and an update have the same time, the user is deleted', async () => {
    const { send, emulator } = syncInProcess();
    await send({ ...created, at: 1 });
    await send({ ...deleted, at: 2 });
    expect(await send({ ...renamed, at: 2 })).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get('ann')).toBeUndefined();
  });

  test('if a banned user changes the name: the ban lasts until an event ends it', async () => {
    const { send, emulator, errors } = syncInFakeTime();
    for (const event of [created, banned]) await send(event);
    expect(await send({ ...renamed, at: 4 })).toMatchObject({ status: 200, outcome: 'deactivated' });
    expect(emulator.users.get('ann')?.deactivatedAt).toBeGreaterThan(0);
    expect(await send({ type: 'unbanned', uid: 'ann', name: 'Ann', at: 5 })).toMatchObject({ outcome: 'reactivated' });
    expect(emulator.users.get('ann')?.deactivatedAt).toBeUndefined();
    expect(errors).toEqual([]);
  });

  test('if a ban comes before the create, or after a later change of the name', async () => {
    for (const order of [
      [banned, created, { ...renamed, at: 5 }],
      [{ ...renamed, at: 5 }, banned, created],
      [created, { ...renamed, at: 5 }, banned],
      [banned, { ...renamed, at: 5 }],
    ]) {
      const { send, emulator } = syncInFakeTime();
      for (const event of order) expect((await send(event)).status).toBe(200);
      expect(emulator.users.get('ann')?.deactivatedAt).toBeGreaterThan(0);
    }
  });

  test('if the end of a ban comes before the ban, or after a later change of the name', async () => {
    const unbanned: Event = { type: 'unbanned', uid: 'ann', name: 'Ann', at: 4 };
    for (const order of [
      [created, unbanned, banned],
      [created, banned, { ...renamed, at: 5 }, unbanned],
      [banned, unbanned, created],
      [{ ...renamed, at: 5 }, unbanned, banned],
    ]) {
      const { send, emulator } = syncInFakeTime();
      for (const event of order) expect((await send(event)).status).toBe(200);
      expect(emulator.users.get('ann')).toBeDefined();
      expect(emulator.users.get('ann')?.deactivatedAt).toBeUndefined();
    }
  });

  test('if a ban is older than a deletion, a user who returns is not banned', async () => {
    const { send, emulator } = syncInProcess();
    for (const event of [deleted, banned, { ...created, at: 5 }]) await send(event);
    expect(emulator.users.get('ann')).toBeDefined();
    expect(emulator.users.get('ann')?.deactivatedAt).toBeUndefined();
  });

  test('in any order of six events, also with repetitions', async () => {
    const service = backendInProcess({ rateLimits: false });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.array(fc.nat(5)),
        async (order, again) => {
          const uid = `u${++run}`;
          const { send } = syncInProcess({}, service);
          const events: Event[] = [
            { type: 'created', uid, name: 'A', at: 1 },
            { type: 'updated', uid, name: 'B', at: 2 },
            { type: 'deleted', uid, at: 3 },
            { type: 'created', uid, name: 'C', at: 4 },
            { type: 'updated', uid, name: 'D', at: 5 },
            { type: 'updated', uid, name: 'E', at: 6 },
          ];
          for (const index of [...order, ...again]) await send(events[index] as Event, `msg_${uid}_${index}`);
          expect(service.emulator.users.get(uid)).toMatchObject({ name: 'E' });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('in any order of bans and profiles: a user is deactivated if the newest ban has not ended, and active otherwise', async () => {
    const service = backendInProcess({ rateLimits: false });
    const kinds = fc.array(fc.constantFrom<Event['type']>('updated', 'banned', 'unbanned'), {
      minLength: 1,
      maxLength: 6,
    });
    const stories = fc
      .tuple(kinds, fc.boolean())
      .map(([types, isDeleted]): Event['type'][] => (isDeleted ? [...types, 'deleted'] : types))
      .chain((types) =>
        fc.tuple(fc.constant(types), fc.shuffledSubarray([...types.keys()], { minLength: types.length })),
      );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(stories, async ([types, order]) => {
        const uid = `v${++run}`;
        const { send } = syncInFakeTime(service);
        for (const at of order) await send({ type: types[at] as Event['type'], uid, at });
        const exists = !types.includes('deleted') && types.some((type) => type !== 'banned');
        const isBanned = types.lastIndexOf('banned') > types.lastIndexOf('unbanned');
        const user = service.emulator.users.get(uid);
        expect([user !== undefined, user?.deactivatedAt !== undefined]).toEqual([exists, exists && isBanned]);
      }),
      { numRuns: 80 },
    );
  });

  test('if a deletion comes after the return of the user: the user stays', async () => {
    const { send, emulator } = syncInProcess();
    await send({ ...created, at: 5 });
    expect(await send(deleted)).toMatchObject({ status: 200, outcome: 'old' });
    expect(emulator.users.get('ann')).toBeDefined();
  });

  test('if all come at once', async () => {
    const { send, emulator } = syncInProcess();
    const events = Array.from(
      { length: 20 },
      (_, at): Event => ({ type: 'updated', uid: 'ann', name: `Ann ${at}`, at }),
    );
    const answers = await Promise.all(events.map((event) => send(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(emulator.users.get('ann')?.name).toBe('Ann 19');
  });

  test('if the older one takes longer', async () => {
    stopClock();
    const { send, emulator, wire } = syncInProcess();
    await send(created);
    emulator.faults.add({ operation: 'updateUser', delayMs: 300, times: 1 });
    wire();
    const slow = send(renamed);
    await vi.waitFor(() => expect(wire()).not.toEqual([]));
    const quick = send({ ...renamed, name: 'Ann Kim', at: 3 });
    const both = settleInFakeTime(Promise.all([slow, quick]));
    expect(await both).toMatchObject([{ outcome: 'updated' }, { outcome: 'updated' }]);
    expect(emulator.users.get('ann')?.name).toBe('Ann Kim');
  });

  test('for each user separately: another uid has its own times, and a uid in another letter case is refused', async () => {
    const { send } = syncInProcess();
    await send({ ...renamed, at: 9 });
    expect(await send({ ...created, uid: 'bob', at: 1 })).toMatchObject({ outcome: 'created' });
    expect(await send({ ...created, uid: 'ANN', at: 1 })).toMatchObject({ status: 422, code: 'INVALID_USER' });
  });
});

describe('the endpoint keeps its record in the storage', () => {
  test('so that another instance, or a restart, knows it', async () => {
    const service = backendInProcess();
    const storage = memoryStorage();
    const one = syncInProcess({ storage }, service);
    const other = syncInProcess({ storage }, service);
    await one.send(deleted, 'msg_d');
    expect(await other.send(created)).toMatchObject({ outcome: 'old' });
    expect(await other.send(deleted, 'msg_d')).toMatchObject({ outcome: 'repeated' });
  });

  test('without a storage, a new process takes an old event for a new one', async () => {
    const service = backendInProcess();
    await syncInProcess({}, service).send(renamed);
    expect(await syncInProcess({}, service).send(created)).toMatchObject({ outcome: 'updated' });
  });
});
