import type { Admin, Page, PageList } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { refusal, scripted, serve } from './admin-support.js';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const uids = ['a', 'b', 'c', 'd', 'e'];

/** An admin whose service has the same rows, two per page, under every path. */
function listing(row: (name: string) => object) {
  return scripted(({ path }) => {
    const page = Number(/[?&]page=(\d+)/.exec(path)?.[1] ?? 1);
    const data = uids.slice(2 * page - 2, 2 * page).map(row);
    const pagination = { total: 5, per_page: 2, total_pages: 3, current_page: page };
    return Response.json({ data, meta: { pagination } });
  });
}

const LISTS: Record<string, [(name: string) => object, (admin: Admin) => PageList<object>]> = {
  users: [(uid) => ({ uid, name: uid }), ({ users }) => users.list({ perPage: 2 })],
  authTokens: [
    (authToken) => ({ uid: 'kevin', authToken }),
    ({ authTokens }) => authTokens.list('kevin', { perPage: 2 }),
  ],
  roles: [(role) => ({ role, name: role }), ({ roles }) => roles.list({ perPage: 2 })],
  'roles.permissions': [(id) => ({ id }), ({ roles }) => roles.permissions.list('guide', { perPage: 2 })],
  'roles.restrictedFeatures': [
    (key) => ({ key }),
    ({ roles }) => roles.restrictedFeatures.list('guide', { perPage: 2 }),
  ],
  friends: [(uid) => ({ uid, name: uid }), ({ friends }) => friends.list('kevin', { perPage: 2 })],
  blockedUsers: [(uid) => ({ uid, name: uid }), ({ blockedUsers }) => blockedUsers.list('kevin', { perPage: 2 })],
  apiKeys: [(apiKey) => ({ apiKey, name: apiKey, scope: 'authOnly' }), ({ apiKeys }) => apiKeys.list()],
};

describe('a page', () => {
  test.each(Object.entries(LISTS))(
    'of %s gives its items, then those of the following pages',
    async (_, [row, list]) => {
      const { admin, sent } = listing(row);
      const page = await list(admin);
      expect(page.items).toHaveLength(2);
      const all = await collect(page);
      expect(all).toHaveLength(5);
      expect(all.slice(0, 2)).toEqual(page.items);
      expect(all).toEqual(await collect(list(admin)));
      expect(sent).toHaveLength(6);
    },
  );

  test('is the result of an async function that returns a list', async () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ uid: `u-${index}`, name: `User ${index}` }));
    const { admin, wire } = await serve({ users: many });
    const list = async () => admin.users.list({ searchKey: 'u-', searchIn: ['uid'], perPage: 3 });
    const page = await list();
    expect(page).toMatchObject({ page: 1, total: 7 });
    expect((await collect(page)).map(({ uid }) => uid)).toEqual(many.map(({ uid }) => uid));
    expect(wire().map((one) => /&page=(\d)/.exec(one)?.[1])).toEqual([undefined, '2', '3']);
  });

  test('requests the following pages when they are needed, and again in each iteration', async () => {
    const { admin, sent } = listing((uid) => ({ uid }));
    const page = await admin.users.list({ perPage: 2 });
    for await (const { uid } of page) if (uid === 'b') break;
    expect(sent).toHaveLength(1);
    for await (const { uid } of page) if (uid === 'c') break;
    expect(sent).toHaveLength(2);
    expect(await collect(page)).toHaveLength(5);
    expect(sent).toHaveLength(4);
  });

  test('of pages() gives the following pages', async () => {
    const { admin } = listing((uid) => ({ uid }));
    const pages: Page<{ uid: string }>[] = await collect(admin.users.list({ perPage: 2 }).pages());
    const rests = await Promise.all(pages.map(async (page) => (await collect(page)).map(({ uid }) => uid).join('')));
    expect(rests).toEqual(['abcde', 'cde', 'e']);
  });

  test('is frozen and shows only its fields', async () => {
    const { admin } = listing((uid) => ({ uid }));
    const page = await admin.users.list({ perPage: 2 });
    expect(Object.isFrozen(page)).toBe(true);
    expect(Reflect.ownKeys({ ...page })).toEqual(['items', 'page', 'perPage', 'total', 'totalPages', 'hasMore']);
    expect(page).not.toHaveProperty('then');
  });

  test('rejects as the list does if a following page fails', async () => {
    const { admin } = scripted((_, count) => (count === 2 ? refusal(403, 'ERR_NEW') : [{ uid: 'a' }, { uid: 'b' }]));
    const page = await admin.users.list({ perPage: 2 });
    await expect(collect(page)).rejects.toMatchObject({ code: 'ERR_NEW', operation: 'listUsers' });
  });
});
