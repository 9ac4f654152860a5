import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KillAt } from './task.js';
import { buildChild, type SourceRow, type Told, World } from './world.js';

/** Each round has ten kills. */
const ROUNDS = Number(process.env.IMPORT_KILL_ROUNDS ?? 1);
const USERS = 20_000;
/** Users with a second row later in the source. */
const TWICE = 1_000;
const EDITS = 60;

let child: ReturnType<typeof buildChild>;
beforeAll(() => {
  child = buildChild();
});
afterAll(() => child.remove());

const below = (count: number) => Math.floor(Math.random() * count);

function rowOf(number: number, version: string): SourceRow {
  return { uid: `user-${number}`, name: `User ${number} ${version}`, tags: [`t${number % 7}`], metadata: { number } };
}

/** Of 20 users, 16 are at the service as in the source, one is there with another name, and three are new. */
function createWorld(): World {
  const numbers = Array.from({ length: USERS }, (_, number) => number);
  const rows = numbers.map((number) => rowOf(number, 'a'));
  for (let count = 0; count < TWICE; count += 1) addSecond(rows, rows[below(rows.length)]?.uid ?? '', 'b');
  const existing = numbers.flatMap((number) => {
    const status = statusOf(number);
    return status === 'created' ? [] : [rowOf(number, status === 'unchanged' ? 'a' : 'old')];
  });
  return new World(child.file, rows, existing);
}

/** Adds another row of a user soon after its first row, and behind its other rows in most cases. */
function addSecond(rows: SourceRow[], uid: string, version: string): void {
  const first = rows.findIndex((row) => row.uid === uid);
  rows.splice(Math.min(first + 1 + below(200), rows.length), 0, rowOf(numberOf(uid), version));
}

function numberOf(uid: string): number {
  return Number(uid.slice('user-'.length));
}

/** Edits the source as people do between two runs, half of it where rows are done. A version may return: a, b, a. */
function edit(world: World, count: number): void {
  const rows = [...world.rows];
  const done = world.doneUids();
  for (let index = 0; index < EDITS; index += 1) {
    const anyPlace = below(rows.length);
    const uid = index % 2 ? (done[below(done.length)] ?? 'user-0') : (rows[anyPlace] as SourceRow).uid;
    const place = rows.findIndex((row) => row.uid === uid);
    const version = ['a', 'b', 'c', `edit ${count}`][below(4)] as string;
    const kind = below(4);
    if (kind === 0) rows.push(rowOf(USERS + count * EDITS + index, 'a'));
    else if (kind === 1) addSecond(rows, uid, version);
    else if (kind === 2) rows[place] = rowOf(numberOf(uid), version);
    else rows.splice(place, 1);
  }
  // A later row of some users goes, after both were done.
  const seen = new Set<string>();
  const candidates = new Set(done.filter(() => below(10) === 0));
  world.rows = rows.filter(({ uid }) => {
    const isLater = seen.has(uid);
    seen.add(uid);
    return !(isLater && candidates.has(uid));
  });
}

/** Users that had one row with version a in every source until now. Their status is known. */
class UntouchedUsers {
  readonly #uids = new Set(Array.from({ length: USERS }, (_, number) => `user-${number}`));

  /** Removes the users that this source touches. */
  look(rows: readonly SourceRow[]): void {
    const once = new Set<string>();
    for (const { uid, name } of rows) {
      if (once.has(uid) || !name.endsWith(' a')) this.#uids.delete(uid);
      once.add(uid);
    }
    for (const uid of this.#uids) if (!once.has(uid)) this.#uids.delete(uid);
  }

  /** The results with another status than the user must have, whatever happened before. */
  wrong(told: readonly Told[]): Told[] {
    return told.filter(({ uid, status }) => this.#uids.has(uid) && status !== statusOf(numberOf(uid)));
  }
}

/** The status of a user that no edit touched. */
function statusOf(number: number): 'unchanged' | 'updated' | 'created' {
  const kind = number % 20;
  if (kind < 16) return 'unchanged';
  return kind === 16 ? 'updated' : 'created';
}

/** Nine kills before the end of the source, and one after it. All of them together cannot reach the end. */
function plan(): ((world: World) => KillAt)[] {
  const at = (step: KillAt['step'], most: number) => () => ({ step, nth: 1 + below(most) });
  const atSize = (world: World) => ({ step: 'at a size' as const, nth: world.journalSize + 1 + below(180_000) });
  const steps = [
    at('after the intent', 440),
    at('after the response', 440),
    at('within a line', 2_200),
    at('after the result line', 2_200),
    at('after it was told', 2_200),
    at('while it reads the lists', 10),
    atSize,
    atSize,
    atSize,
  ];
  const order = steps.map((step) => ({ step, key: Math.random() })).sort((a, b) => a.key - b.key);
  return [...order.map(({ step }) => step), () => ({ step: 'after the end', nth: 1 })];
}

describe('an import that is killed with kill -9', () => {
  test(`${ROUNDS * 10} times, with a source that is edited in between: no row is lost, wrong or sent again`, {
    timeout: ROUNDS * 600_000,
  }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = createWorld();
      await world.open();
      try {
        await runRound(world);
      } finally {
        await world.close();
      }
    }
  });
});

async function runRound(world: World): Promise<void> {
  const untouched = new UntouchedUsers();
  for (const [count, next] of plan().entries()) {
    const kill = next(world);
    untouched.look(world.rows);
    const ended = await world.run(kill);
    const context = `kill ${count + 1}: ${JSON.stringify(kill)}`;
    expect(ended.signal, context).toBe('SIGKILL');
    expect(ended.sentAgain, context).toEqual([]);
    expect(untouched.wrong(ended.told), context).toEqual([]);
    if (kill.step === 'after the end') break;
    edit(world, count);
    // Without this, a row that is sent again would often cost no request: its user is equal in the lists.
    await world.changeElsewhere(20);
  }
  // The last kill came after the whole source was done.
  expect(world.differences()).toEqual([]);
  const last = await world.run();
  expect(last).toMatchObject({ signal: null, writes: 0, summary: { requests: 0, finishedAt: expect.any(String) } });
}
