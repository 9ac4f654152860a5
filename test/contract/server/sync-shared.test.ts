import { describe, expect, test } from 'vitest';
import type { SharedStorage } from '../../../src/storage/shared-storage.js';
import { adminOf, backend, backendInProcess } from '../../support/endpoint-support.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { type Event, map, syncInProcess } from './sync-support.js';

const created: Event = { type: 'created', uid: 'ann', name: 'Ann', at: 1 };
const DAY_MS = 86_400_000;

/** A storage in memory that several endpoints share. */
function sharedStorage() {
  const held = new Map<string, string>();
  const expiries: (number | undefined)[] = [];
  const storage: SharedStorage = {
    getItem: async (key) => held.get(key) ?? null,
    setItem: async (key, value) => void held.set(key, value),
    removeItem: async (key) => void held.delete(key),
    async compareAndSet(key, expected, next, { expiresInMs } = {}) {
      if ((held.get(key) ?? null) !== expected) return false;
      held.set(key, next);
      expiries.push(expiresInMs);
      return true;
    },
  };
  const record = () => JSON.parse([...held].find(([key]) => key.includes(':user-sync:'))?.[1] ?? 'null');
  return { storage, held, expiries, record };
}

describe('several instances with one storage', () => {
  test('know each other’s events', async () => {
    const { storage } = sharedStorage();
    const service = backendInProcess();
    const [one, two] = [syncInProcess({ storage }, service), syncInProcess({ storage }, service)];
    expect(await one.send(created, 'msg_a')).toMatchObject({ outcome: 'created' });
    expect(await two.send(created, 'msg_a')).toMatchObject({ outcome: 'repeated' });
    expect(await two.send({ type: 'deleted', uid: 'ann', at: 3 })).toMatchObject({ outcome: 'erased' });
    expect(await one.send({ ...created, at: 2 })).toMatchObject({ outcome: 'old' });
    expect(service.emulator.users.get('ann')).toBeUndefined();
  });

  test('an older event that takes longer does not win', async () => {
    stopClock();
    const { storage, record } = sharedStorage();
    const service = backendInProcess();
    const [one, two] = [syncInProcess({ storage }, service), syncInProcess({ storage }, service)];
    service.emulator.faults.add({ operation: 'createUser', delayMs: 800, times: 1 });
    const slow = one.send(created);
    const quick = two.send({ type: 'deleted', uid: 'ann', at: 2 });
    expect(await settleInFakeTime(Promise.all([slow, quick]))).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(service.emulator.users.get('ann')).toBeUndefined();
    expect(record().owner).toBeUndefined();
  });

  test('one that has crashed is replaced after its lease, and not before', async () => {
    stopClock();
    const { storage, held } = sharedStorage();
    const service = backendInProcess();
    const one = syncInProcess({ storage, lease: 1_000 }, service);
    await one.send(created);
    const [key, text] = [...held][0] as [string, string];
    held.set(key, JSON.stringify({ ...JSON.parse(text), owner: 'mark of a dead process' }));
    const begun = Date.now();
    const next = settleInFakeTime(one.send({ ...created, type: 'updated', name: 'Ann Lee', at: 2 }));
    expect(await next).toMatchObject({ status: 200, outcome: 'updated' });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});

describe('the record', () => {
  test('of a user holds the profile, and that of an erased user does not', async () => {
    const { storage, record, held } = sharedStorage();
    const { send } = syncInProcess({ storage });
    await send({ ...created, name: 'Ann Lee' });
    expect(record().profile.user).toEqual({ uid: 'ann', name: 'Ann Lee' });
    await send({ type: 'deleted', uid: 'ann', at: 2 });
    expect([...held.values()].join()).not.toContain('Ann Lee');
  });

  test('of an erased user expires after 30 days, and that of another user never', async () => {
    const { storage, expiries } = sharedStorage();
    const { send } = syncInProcess({ storage });
    await send(created);
    expect(new Set(expiries)).toEqual(new Set([undefined]));
    await send({ type: 'deleted', uid: 'ann', at: 2 });
    expect(expiries.at(-1)).toBe(30 * DAY_MS);
  });

  test.each([
    ['shared', () => sharedStorage().storage],
    ['of three methods', undefined],
  ])('of an erased user is forgotten after the time of the option, in a storage that is %s', async (_, open) => {
    stopClock();
    const options = { keepErasedFor: 60_000, ...(open && { storage: open() }) };
    const { send, emulator } = syncInProcess(options);
    const later = (ms: number) => settleInFakeTime(new Promise((resolve) => setTimeout(resolve, ms)));
    await settleInFakeTime(send({ type: 'deleted', uid: 'ann', at: 2 }));
    await later(59_000);
    expect(await settleInFakeTime(send(created))).toMatchObject({ outcome: 'old' });
    await later(1_000);
    expect(await settleInFakeTime(send(created))).toMatchObject({ outcome: 'created' });
    expect(emulator.users.get('ann')).toBeDefined();
  });

  test('that a shared storage returns as an object cannot be compared: 503, and nothing is done', async () => {
    const { storage, held } = sharedStorage();
    const parsed = { ...storage, getItem: async (key: string) => JSON.parse(held.get(key) ?? '{}') };
    const { send, wire, errors } = syncInProcess({ storage: parsed });
    expect(await send(created)).toMatchObject({ status: 503 });
    expect(errors).toMatchObject([{ code: 'STORAGE_FAILED' }]);
    expect(wire()).toEqual([]);
  });
});

describe('without compareAndSet', () => {
  async function warningsOf(options: object) {
    const { emulator, url } = await backend();
    const warnings: string[] = [];
    const admin = adminOf(emulator, url, { hooks: { onWarning: ({ message }) => warnings.push(message) } });
    const { send } = syncInProcess({ admin, ...options }, { ...backendInProcess(), admin });
    expect(warnings).toEqual([]);
    await send(created);
    await send({ ...created, at: 2 });
    return warnings;
  }

  test('hooks.onWarning is told once that one instance is meant', async () => {
    expect(await warningsOf({})).toEqual([expect.stringMatching(/no compareAndSet, so run one instance only/)]);
  });

  test('and with it, nothing is told', async () => {
    expect(await warningsOf({ storage: sharedStorage().storage })).toEqual([]);
  });
});

describe('an event with several changes', () => {
  const list = (...events: Event[]) => events as unknown as Event;
  const mapAll = (events: Event) =>
    (events as unknown as Event[]).map((event) => map(event)).filter((each) => each !== null);

  test('applies each, in the order of the list for one user', async () => {
    const { send, emulator } = syncInProcess({ map: mapAll });
    const bo: Event = { type: 'created', uid: 'bo', at: 1 };
    expect(await send(list(created, bo, { type: 'banned', uid: 'ann', at: 1 }), 'msg_a')).toMatchObject({
      status: 200,
    });
    expect(emulator.users.get('ann')?.deactivatedAt).toBeGreaterThan(0);
    expect(emulator.users.get('bo')).toBeDefined();
  });

  test('is invalid if one of them is: nothing is done', async () => {
    const { send, wire } = syncInProcess({ map: mapAll });
    expect(await send(list(created, { ...created, uid: 'not a uid' }))).toMatchObject({ status: 422 });
    expect(wire()).toEqual([]);
  });

  test('comes again if one of them fails, and the others are then known', async () => {
    const { send, emulator, wire } = syncInProcess({ map: mapAll });
    const bo: Event = { type: 'created', uid: 'bo', at: 1 };
    emulator.faults.add({ operation: 'createUser', status: 500, times: 1 });
    expect(await send(list(created, bo), 'msg_a')).toMatchObject({ status: 503 });
    wire();
    expect(await send(list(created, bo), 'msg_a')).toMatchObject({ status: 200 });
    expect(wire().filter((request) => request === 'POST /users')).toHaveLength(1);
    expect([emulator.users.get('ann')?.name, emulator.users.get('bo')?.name]).toEqual(['Ann', 'bo']);
  });

  test('that is an empty list is ignored', async () => {
    const { send } = syncInProcess({ map: () => [] });
    expect(await send(created)).toMatchObject({ status: 200, outcome: 'ignored' });
  });
});

test.each<[string, object]>([
  ['lease', { lease: 50 }],
  ['lease', { lease: '10s' }],
  ['keepErasedFor', { keepErasedFor: 0 }],
  ['maxTries', { maxTries: 0 }],
  ['maxTries', { maxTries: 1.5 }],
  ['maxBytes', { maxBytes: 10 }],
  ['storage', { storage: { getItem() {}, compareAndSet() {} } }],
  ['onRejected', { onRejected: 'log' }],
])('the option %s is checked when the endpoint is created: %j', (field, options) => {
  expect(() => syncInProcess(options)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', details: { [field]: [expect.any(String)] } }),
  );
});

describe('two ids that differ only in letter case', () => {
  const user = (uid: string, at: number): Event => ({ type: 'created', uid, name: uid, at });

  test('are not merged into one account: 422, onRejected is told, and nothing is done', async () => {
    const rejected: unknown[] = [];
    const { send, wire, emulator } = syncInProcess({ onRejected: (_, error) => rejected.push(error) });
    await send(user('Ann', 1));
    wire();
    expect(await send(user('aNN', 2))).toMatchObject({ status: 422, code: 'INVALID_USER' });
    expect(await send({ type: 'deleted', uid: 'ANN', at: 3 })).toMatchObject({ status: 422 });
    expect(rejected).toMatchObject([{ code: 'UID_COLLISION', kind: 'validation' }, { code: 'UID_COLLISION' }]);
    expect(wire()).toEqual([]);
    expect(emulator.users.get('ann')?.name).toBe('Ann');
    expect(await send({ type: 'updated', uid: 'Ann', name: 'Ann Lee', at: 4 })).toMatchObject({ outcome: 'updated' });
  });

  test('may be two people one after the other', async () => {
    const { send } = syncInProcess();
    for (const event of [user('Ann', 1), { type: 'deleted', uid: 'Ann', at: 2 } as const, user('aNN', 3)])
      expect(await send(event)).toMatchObject({ status: 200 });
  });
});
