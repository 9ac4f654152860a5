import { describe, expect, test } from 'vitest';
import { finish, NONE, people, personOf, serveFast } from './import-support.js';

const COUNT = 5_000;
/** Requests of every import: one that counts the users. */
const COUNTING = 1;
/** The five sample users of the emulator need a page of their own. */
const LISTING = COUNT / 1000 + 1;

/** An admin whose requests are counted where they arrive. */
async function counted(options: object = {}) {
  const { emulator, make } = await serveFast(options);
  let count = 0;
  const fetch = (request: Request) => {
    count += 1;
    return emulator.fetch(request);
  };
  return { admin: make({ fetch }), received: () => count };
}

describe('an import needs few requests', () => {
  test('for an empty app: one for each user', { timeout: 120_000 }, async () => {
    const { admin, received } = await counted();
    const { counts, requests } = await admin.sync.importUsers(people(COUNT)).summary;
    expect(counts).toEqual({ ...NONE, created: COUNT });
    // The sample users are a list of one page.
    expect(requests).toBe(COUNT + COUNTING + 1);
    expect(received()).toBe(requests);
  });

  test('for equal users: one for each thousand', { timeout: 60_000 }, async () => {
    const { admin, received } = await counted({ users: people(COUNT) });
    const { counts, requests } = await admin.sync.importUsers(people(COUNT)).summary;
    expect(counts).toEqual({ ...NONE, unchanged: COUNT });
    expect([requests, received()]).toEqual([COUNTING + LISTING, COUNTING + LISTING]);
  });

  test('for an app of which 10 % changed: one for each changed user', { timeout: 60_000 }, async () => {
    const { admin } = await serveFast({ users: people(COUNT) });
    const rows = people(COUNT).map((row, index) => (index % 10 === 0 ? personOf(index, { name: 'New' }) : row));
    const { counts, requests } = await admin.sync.importUsers(rows).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 0.9 * COUNT, updated: 0.1 * COUNT });
    expect(requests).toBe(COUNTING + LISTING + 0.1 * COUNT);
  });

  test('for few rows of many users: reads each user instead of the lists', async () => {
    const { admin, wire } = await serveFast({ users: people(4_500) });
    const { counts } = await admin.sync.importUsers([personOf(1), personOf(2, { name: 'New' }), personOf(9_999)])
      .summary;
    expect(counts).toEqual({ ...NONE, created: 1, unchanged: 1, updated: 1 });
    expect(wire().sort()).toEqual(
      [
        'GET /users?withDeactivated=true&count=true&perPage=1',
        'GET /users/p-1',
        'GET /users/p-2',
        'PUT /users/p-2',
        'GET /users/p-9999',
        'POST /users',
      ].sort(),
    );
  });

  test('for rows of one user: compares them with what it has just sent', async () => {
    const { admin, wire } = await serveFast({ users: people(3) });
    const rows = [personOf(9), personOf(9), personOf(1, { name: 'B' }), personOf(1), personOf(1)];
    const { results } = await finish(admin.sync.importUsers(rows));
    expect(results.map(({ line, status }) => `${line} ${status}`).sort()).toEqual([
      '1 created',
      '2 unchanged',
      '3 updated',
      '4 updated',
      '5 unchanged',
    ]);
    expect(wire()).toHaveLength(COUNTING + 1 + 3);
  });
});

describe('a user who is missing from the lists', () => {
  /** Calls `work` once, after the lists were read. */
  async function meanwhile(work: (uid: string) => Promise<unknown>, options: object = {}) {
    const { emulator, admin, make, wire } = await serveFast({ users: people(3), ...options });
    let isDone = false;
    const changed = make({
      async fetch(request) {
        if (!isDone && request.method !== 'GET') {
          isDone = true;
          await work('p-9');
        }
        return emulator.fetch(request);
      },
    });
    return { admin, changed, emulator, wire };
  }

  test('is compared, if another process has created it meanwhile', async () => {
    const { admin, changed, wire } = await meanwhile(() => admin.users.create(personOf(9)));
    expect((await changed.sync.importUsers([personOf(0), personOf(9)]).summary).counts).toEqual({
      ...NONE,
      unchanged: 2,
    });
    expect(wire().slice(-2)).toEqual(['POST /users', 'GET /users/p-9']);
  });

  test('is updated, if it differs', async () => {
    const { admin, changed, emulator } = await meanwhile(() => admin.users.create(personOf(9, { name: 'Other' })));
    const { counts } = await changed.sync.importUsers([personOf(0), personOf(9)]).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 1, updated: 1 });
    expect(emulator.users.get('p-9')?.name).toBe('Person 9');
  });

  test('is skipped, if it is deactivated', async () => {
    const { admin, changed } = await meanwhile(async () => {
      await admin.users.create(personOf(9, { name: 'Other' }));
      await admin.users.deactivate('p-9');
    });
    const { counts } = await changed.sync.importUsers([personOf(0), personOf(9)]).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 1, skipped: 1 });
  });

  test('is created, if it was in the lists and erased meanwhile', async () => {
    const { admin, changed, emulator } = await meanwhile(() => admin.users.delete('p-1', { permanent: true }));
    const rows = [personOf(0), personOf(1, { name: 'Changed' })];
    const { counts } = await changed.sync.importUsers(rows).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 1, created: 1 });
    expect(emulator.users.get('p-1')?.name).toBe('Changed');
  });
});
