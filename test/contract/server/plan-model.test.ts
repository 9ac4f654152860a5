import type { UserInput } from 'cometchat-users/server';
import { expect, test } from 'vitest';
import { createEmulator, type EmulatorUser } from '../../../src/emulator.js';
import { isEqual } from '../../../src/server/changes/differences.js';
import { createAdmin } from '../../../src/server.js';
import { EDITABLE_FIELDS, type EditableField } from '../../../src/user/fields.js';
import { all, HOUR_MS, NO_STEPS } from './plan-support.js';

const ROUNDS = Number(process.env.PLAN_ROUNDS ?? 40);

type Row = UserInput & { name: string };

/** A pseudo-random generator (mulberry32): the same seed gives the same story. */
function randomFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance = (share: number) => next() < share;
  const one = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T;
  return { chance, one };
}

type Random = ReturnType<typeof randomFrom>;

const UIDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'app_system', '1', '__proto__', 'constructor', 'x-y_z'];
const VALUES: { readonly [Field in EditableField]: readonly unknown[] } = {
  name: ['A', 'B', 'Ä\u2028😀'],
  avatar: ['https://x.example/a', 'https://x.example/b c', 'HTTPS://X.example/a'],
  link: ['https://x.example/', 'https://x.example'],
  role: ['default', 'guide'],
  metadata: [{}, { a: 1 }, { a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, { '1': null }],
  statusMessage: ['', 'mine', 'yours'],
  tags: [[], ['x'], ['x', 'y'], ['y', 'x'], ['y', 'x', 'x']],
};

/** A random user with some of the fields. `null` clears a field, which only a row of a source can do. */
function randomRow({ chance, one }: Random, uid: string, mayClear: boolean): Row {
  const row: Record<string, unknown> = { uid, name: one(VALUES.name) };
  for (const field of EDITABLE_FIELDS) {
    if (chance(0.6)) continue;
    const isCleared = mayClear && chance(0.3) && ['avatar', 'link', 'metadata'].includes(field);
    row[field] = isCleared ? null : one(VALUES[field]);
  }
  return row as Row;
}

/** The rows that count: the last valid one of each uid, with the first spelling of it. */
function wantedOf(rows: readonly Row[], isValid: (row: Row) => boolean): Map<string, Row> {
  const wanted = new Map<string, Row>();
  const spellings = new Map<string, string>();
  for (const row of rows) {
    if (!isValid(row)) continue;
    const uid = row.uid.toLowerCase();
    const spelling = spellings.get(uid) ?? row.uid;
    spellings.set(uid, spelling);
    if (spelling === row.uid) wanted.set(uid, row);
  }
  return wanted;
}

/** One story: a random base, a random source, a plan that is applied at once or later, and what must hold then. */
async function tell(seed: number): Promise<void> {
  const random = randomFrom(seed);
  const { chance, one } = random;
  let isOld = true;
  const emulator = createEmulator({
    appId: 'app-1',
    roles: ['guide'],
    users: UIDS.filter(() => chance(0.6)).map((uid) => randomRow(random, uid, false)) as never,
    clock: () => Date.now() - (isOld ? HOUR_MS : -HOUR_MS),
    rateLimits: false,
  });
  const { url } = await emulator.listen({ port: 0 });
  const userOwnedFields = chance(0.5) ? (['statusMessage'] as const) : [];
  const admin = createAdmin({
    appId: 'app-1',
    region: 'us',
    apiKey: emulator.apiKey,
    emulator: url,
    userOwnedFields,
    rate: false,
  });
  try {
    for (const { uid } of emulator.users.list()) if (chance(0.25)) await admin.users.deactivate(uid);
    isOld = false;
    const young = UIDS.filter((uid) => !emulator.users.get(uid) && chance(0.3));
    for (const uid of young) await admin.users.create(randomRow(random, uid, false));

    const isValid = (row: Row) => typeof row.name === 'string';
    const rows = Array.from({ length: one([1, 5, 15]) }, () => {
      const uid = one(UIDS);
      const row = randomRow(random, chance(0.1) ? uid.toUpperCase() : uid, true);
      return chance(0.1) ? ({ ...row, name: 5 } as never) : row;
    });
    rows.push(randomRow(random, 'always', true));
    const missing = one(['keep', 'deactivate', 'erase'] as const);
    const reactivate = chance(0.5);
    const before = new Map(emulator.users.list().map((user) => [user.uid, user]));

    const source = one<() => unknown>([() => rows, () => () => rows.values(), () => rows.values()]);
    const options = { missing, reactivate, maxRemoved: '100%' } as const;
    const made = await admin.sync.plan(source() as never, options);
    const counted = { ...NO_STEPS };
    for await (const { action } of made) counted[action] += 1;
    expect(made.counts).toEqual(counted);
    expect(emulator.users.list()).toEqual([...before.values()]);

    const plan = chance(0.5) ? made : await admin.sync.readPlan(await all(made.lines()));
    const run = admin.sync.apply(plan, { concurrency: one([1, 3, 32]) });
    const results = await all(run);
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy).toBeUndefined();
    expect([
      counts.created,
      counts.updated,
      counts.reactivated,
      counts.deactivated,
      counts.erased,
      counts.skipped,
    ]).toEqual([counted.create, counted.update, counted.reactivate, counted.deactivate, counted.erase, counted.skip]);
    expect(counts).toMatchObject({ unchanged: 0, failed: counted.invalid });
    expect(results.filter(({ status, error }) => status === 'failed' && error.kind !== 'validation')).toEqual([]);

    const wanted = wantedOf(rows, isValid);
    const inSource = new Set(rows.map(({ uid }) => uid.toLowerCase()));
    const after = new Map(emulator.users.list().map((user) => [user.uid, user]));
    for (const uid of new Set([...before.keys(), ...after.keys()])) {
      const [was, is, row] = [before.get(uid), after.get(uid), wanted.get(uid)];
      const isRemoved = missing !== 'keep' && !inSource.has(uid) && uid !== 'app_system' && !young.includes(uid);
      if (isRemoved && missing === 'erase') expect(is, uid).toBeUndefined();
      else if (isRemoved) expect(is?.deactivatedAt, uid).toBeGreaterThan(0);
      else if (!row || (was?.deactivatedAt !== undefined && !reactivate)) expect(is, uid).toEqual(was);
      else expectAsInSource(row, was, is as EmulatorUser, userOwnedFields);
    }

    const again = await admin.sync.plan(rows, options);
    const { create, update, reactivate: back, deactivate, erase } = again.counts;
    expect({ create, update, back, deactivate, erase }).toEqual({
      create: 0,
      update: 0,
      back: 0,
      deactivate: 0,
      erase: 0,
    });
    made.close();
  } finally {
    await emulator.close();
  }
}

function expectAsInSource(
  row: Row,
  was: EmulatorUser | undefined,
  is: EmulatorUser,
  owned: readonly EditableField[],
): void {
  expect(is.deactivatedAt, is.uid).toBeUndefined();
  for (const field of EDITABLE_FIELDS) {
    const isKept = row[field] === undefined || (was !== undefined && owned.includes(field));
    const expected = isKept ? (was?.[field] ?? (field === 'role' ? 'default' : undefined)) : row[field];
    expect(isEqual(field, expected, is[field]), `${is.uid}.${field}: ${JSON.stringify([expected, is[field]])}`).toBe(
      true,
    );
  }
}

test(`after a plan, every user is as in the source, and nobody else has changed: ${ROUNDS} stories`, async () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    await tell(seed).catch((error) => {
      throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
    });
  }
}, 600_000);
