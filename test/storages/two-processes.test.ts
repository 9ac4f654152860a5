import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator.js';
import { type EndState, EVENTS, expectedState, type ModelEvent } from '../support/sync-story.js';
import { bundleInstance, Pair, startInstance } from './fleet-support.js';
import type { Ambush } from './instance.js';
import { startPostgres, TABLE_SQL } from './postgres.js';
import { startRedis } from './redis.js';

/** How many rounds each test takes; `npm run soak` takes many more. */
const rounds = (name: string) => Number(process.env[`SYNC_ROUNDS_${name}`] ?? 20);

const LEASE_MS = 1_000;
const FROZEN_MS = 1_400;
/** Pairs of processes at the same time. A round waits most of its time. */
const LANES = 3;
/** An event takes about this many steps, before and after each request and each access to the storage. */
const STEPS = 14;

const databases: [string, () => Promise<string>][] = [
  ['Redis', startRedis],
  [
    'Postgres',
    async () => {
      const url = await startPostgres();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(TABLE_SQL);
      await client.end();
      return url;
    },
  ],
];

describe.each(databases)('two processes that share a %s, with simultaneous events of one user', (_, startDatabase) => {
  test(`${rounds('PLAIN')} rounds: no user ends wrong`, { timeout: 3_600_000 }, async () => {
    const { wrong } = await play(startDatabase, rounds('PLAIN'));
    expect(wrong).toEqual([]);
  });

  test(`${rounds('KILLED')} rounds with a process killed at some step: no user ends wrong`, {
    timeout: 3_600_000,
  }, async () => {
    const { wrong, deaths } = await play(startDatabase, rounds('KILLED'), 'SIGKILL');
    expect(wrong).toEqual([]);
    expect(deaths).toBeGreaterThanOrEqual(rounds('KILLED'));
  });

  test(`${rounds('FROZEN')} rounds with a process stopped for longer than its lease: no user ends wrong`, {
    timeout: 3_600_000,
  }, async () => {
    const { wrong, stops } = await play(startDatabase, rounds('FROZEN'), 'SIGSTOP');
    expect(wrong).toEqual([]);
    expect(stops).toBeGreaterThanOrEqual(rounds('FROZEN'));
  });
});

/** Plays rounds until so many have ended in which the signal was sent. Returns the users that ended wrong, with their events. */
async function play(startDatabase: () => Promise<string>, count: number, signal?: Ambush['signal']) {
  const [storage, program] = await Promise.all([startDatabase(), bundleInstance()]);
  const emulator = createEmulator({ appId: 'app-1', users: [], rateLimits: false });
  const { url: service } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  const start = () => startInstance(program, { service, apiKey: emulator.apiKey, storage, lease: LEASE_MS }, FROZEN_MS);
  const totals = { wrong: [] as unknown[], deaths: 0, stops: 0 };
  let left = count;
  let users = 0;

  async function lane(): Promise<void> {
    const pair = new Pair(start);
    onTestFinished(() => pair.close());
    await pair.open();
    while (left > 0) {
      left -= 1;
      const before = pair.signals;
      await round(emulator, pair, `user-${++users}`, signal, totals.wrong);
      // The step was never reached: the round does not count.
      if (signal && pair.signals === before) left += 1;
    }
    totals.deaths += pair.deaths;
    totals.stops += pair.stops;
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  process.stdout.write(
    `   ${users} rounds, ${totals.deaths} killed, ${totals.stops} stopped, ${totals.wrong.length} wrong\n`,
  );
  return totals;
}

async function round(
  emulator: Emulator,
  pair: Pair,
  uid: string,
  signal: Ambush['signal'] | undefined,
  wrong: unknown[],
): Promise<void> {
  const events = Array.from({ length: 2 + Math.floor(Math.random() * 3) }, anyEvent);
  if (signal) pair.ambush(Math.floor(Math.random() * 2), { step: 1 + Math.floor(Math.random() * STEPS), signal });
  const order = events.map((event, at) => ({ uid, event, at })).sort(() => Math.random() - 0.5);
  await Promise.all(order.map((event, index) => pair.deliver(event, index)));
  const end = stateOf(emulator, uid);
  const expected = expectedState(events);
  if (JSON.stringify(end) !== JSON.stringify(expected)) wrong.push({ events, order, end, expected });
}

const anyEvent = (): ModelEvent => EVENTS[Math.floor(Math.random() * EVENTS.length)] as ModelEvent;

function stateOf(emulator: Emulator, uid: string): EndState {
  const user = emulator.users.get(uid);
  const isDeactivated = user?.deactivatedAt !== undefined;
  return { exists: user !== undefined, isDeactivated, name: user && !isDeactivated ? user.name : undefined };
}
