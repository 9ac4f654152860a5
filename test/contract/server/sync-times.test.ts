import { describe, expect, test } from 'vitest';
import type { EventTime } from '../../../src/server/changes/time.js';
import { type Event, map, syncInProcess } from './sync-support.js';

const renamed = (at: number | string): Event => ({ type: 'updated', uid: 'ann', name: `Ann ${at}`, at });

/** An endpoint whose `map` gives times of another kind than JSON has. */
const withTimes = (read: (at: string) => EventTime) =>
  syncInProcess({
    map: (event) => ({ ...(map(event) as object), at: read(String(event.at)) }) as ReturnType<typeof map>,
  });

describe('the newest event wins, for times', () => {
  test('of a 64-bit column, which node-postgres gives as text', async () => {
    const { send, emulator } = syncInProcess();
    // Compared as texts or as dates, one in the middle would win.
    for (let at = 120; at >= 1; at -= 1) await send(renamed(String(at)));
    expect(emulator.users.get('ann')?.name).toBe('Ann 120');
  });

  test('beyond the integers that a number holds', async () => {
    const { send, emulator } = syncInProcess();
    await send(renamed('9007199254740993'));
    expect(await send(renamed('9007199254740992'))).toMatchObject({ outcome: 'old' });
    expect(emulator.users.get('ann')?.name).toBe('Ann 9007199254740993');
    const bigints = withTimes(BigInt);
    await bigints.send(renamed('9007199254740993'));
    expect(await bigints.send(renamed('9007199254740992'))).toMatchObject({ outcome: 'old' });
  });

  test('with microseconds, as Postgres has them', async () => {
    const { send, emulator } = syncInProcess();
    await send(renamed('2026-01-02T03:04:05.123457+00:00'));
    expect(await send(renamed('2026-01-02T03:04:05.123456+00:00'))).toMatchObject({ outcome: 'old' });
    expect(await send(renamed('2026-01-02T05:04:05.123458+02:00'))).toMatchObject({ outcome: 'updated' });
    expect(emulator.users.get('ann')?.name).toBe('Ann 2026-01-02T05:04:05.123458+02:00');
  });

  test('that are a Date in one event and a text in another', async () => {
    const { send } = withTimes((at) => (at.endsWith('.000Z') ? new Date(at) : at));
    expect(await send(renamed('2026-01-02T00:00:00.000Z'))).toMatchObject({ outcome: 'created' });
    expect(await send(renamed('2026-01-01T23:59:59.999999Z'))).toMatchObject({ outcome: 'old' });
  });
});

describe('a time that cannot be compared is refused', () => {
  test.each([
    ['a word', 'yesterday'],
    ['a decimal text', '1.5'],
    ['a number that JavaScript has rounded', 2 ** 53 + 2],
    ['a day that does not exist', '2026-02-30T00:00:00Z'],
  ])('%s: 422, onRejected is told, and nothing is done', async (_, at) => {
    const rejected: unknown[] = [];
    const { send, wire } = syncInProcess({ onRejected: (event) => rejected.push(event) });
    const event = renamed(at);
    expect(await send(event)).toMatchObject({ status: 422, code: 'INVALID_CHANGE' });
    expect(rejected).toEqual([event]);
    expect(wire()).toEqual([]);
  });

  test.each([
    ['a number after a time', '2026-01-02T00:00:00Z', 5],
    ['a time after a number', 5, '2026-01-02T00:00:00Z'],
  ])('%s, for the same user: 422, onRejected is told, and nothing is done', async (_, first, second) => {
    const rejected: unknown[][] = [];
    const { send, wire, emulator } = syncInProcess({ onRejected: (...given) => rejected.push(given) });
    await send(renamed(first));
    wire();
    expect(await send(renamed(second))).toMatchObject({ status: 422, code: 'INVALID_CHANGE' });
    expect(await send({ type: 'deleted', uid: 'ann', at: second })).toMatchObject({ status: 422 });
    expect(rejected.map(([, error]) => error)).toEqual([
      expect.objectContaining({ code: 'MIXED_EVENT_TIMES' }),
      expect.objectContaining({ code: 'MIXED_EVENT_TIMES' }),
    ]);
    expect(wire()).toEqual([]);
    expect(emulator.users.get('ann')?.name).toBe(`Ann ${first}`);
    expect(await send({ ...renamed(second), uid: 'bo' })).toMatchObject({ outcome: 'created' });
  });
});
