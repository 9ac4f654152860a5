import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/server/context.js';
import { countAllUsers, type RunRequest, readAllUsers } from '../../../src/server/sync/catalog/read-all.js';
import { serve } from './admin-support.js';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ uid: `p-${index}`, name: 'P', tags: ['t'] }));

/** An emulator with 2,500 users and the five sample users, of whom p-7 is deactivated. */
async function crowd() {
  const { emulator, admin, wire } = await serve({ users: people(2500) });
  await admin.users.deactivate('p-7');
  wire();
  const context = createContext({
    appId: 'app-1',
    region: 'us',
    apiKey: emulator.apiKey,
    emulator: emulator.url as string,
  });
  const run: RunRequest = (work) => context.perform('importUsers', {}, work);
  return { admin, emulator, context, run, wire };
}

describe('countAllUsers', () => {
  test('counts with one request of one user, and tells the time of the service', async () => {
    const { context, run, wire } = await crowd();
    const { count, serviceTime } = await countAllUsers(context, run);
    expect(count).toBe(2505);
    expect(wire()).toEqual(['GET /users?withDeactivated=true&count=true&perPage=1']);
    // The emulator runs on this machine, so its clock is ours.
    expect(Math.abs((serviceTime?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});

describe('readAllUsers', () => {
  test('reads every user with tags, page by page, also the deactivated ones', async () => {
    const { context, run, wire } = await crowd();
    const uids = new Set<string>();
    for await (const page of readAllUsers(context, { direction: 'forward', run })) {
      for (const user of page) {
        uids.add(user.uid);
        if (user.uid.startsWith('p-')) expect(user.tags).toEqual(['t']);
        if (user.uid === 'p-7') expect(user.deactivatedAt).toBeGreaterThan(0);
      }
    }
    expect(uids.size).toBe(2505);
    expect(wire()).toEqual(
      [1, 2, 3].map((page) => `GET /users?withDeactivated=true&withTags=true&perPage=1000&page=${page}`),
    );
  });

  test('reads every user backward, also if the count left some of them out', async () => {
    const { context, run, wire } = await crowd();
    const uids = new Set<string>();
    for await (const users of readAllUsers(context, { direction: 'backward', count: 900, run }))
      for (const { uid } of users) uids.add(uid);
    expect(uids.size).toBe(2505);
    expect(wire().map((one) => one.at(-1))).toEqual(['1', '3', '2', '1']);
  });

  test('begins with the last page, so that erasures move no user out of reach', async () => {
    const { admin, context, emulator, run } = await crowd();
    const uids = new Set<string>();
    let page = 0;
    for await (const users of readAllUsers(context, { direction: 'backward', count: 2505, run })) {
      for (const { uid } of users) uids.add(uid);
      page += 1;
      for (const number of [1, 2, 3]) await admin.users.delete(`p-${page * 700 - number}`, { permanent: true });
    }
    const missed = emulator.users.list().filter(({ uid }) => !uids.has(uid));
    expect(missed).toEqual([]);
    expect(emulator.users.list()).toHaveLength(2496);
  });
});
