import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { expectRefused, refusal, scripted, serve } from './admin-support.js';

const many = Array.from({ length: 7 }, (_, index) => ({ uid: `u-${index}`, name: `User ${index}` }));
/** Beside the emulator's sample users. */
const OURS = { searchKey: 'u-', searchIn: ['uid' as const] };

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('users.list', () => {
  test('resolves with the first page', async () => {
    const { admin, wire } = await serve({ users: many });
    const page = await admin.users.list({ ...OURS, perPage: 3 });
    expect(page).toMatchObject({ page: 1, perPage: 3, total: 7, totalPages: 3, hasMore: true });
    expect(page.items.map(({ uid }) => uid)).toEqual(['u-0', 'u-1', 'u-2']);
    expect(page.items[0]).toBeInstanceOf(User);
    expect(page.cursor).toEqual({ updatedAt: expect.any(Number), affix: 'prepend' });
    expect(wire()).toEqual(['GET /users?searchKey=u-&searchIn=uid&perPage=3']);
  });

  test('iterates over every user of every page, and requests each page once and when it is needed', async () => {
    const { admin, wire } = await serve({ users: many });
    const list = admin.users.list({ ...OURS, perPage: 3 });
    expect(wire()).toEqual([]);
    expect((await collect(list)).map(({ uid }) => uid)).toEqual(many.map(({ uid }) => uid));
    expect(wire().map((one) => /&page=(\d)/.exec(one)?.[1])).toEqual([undefined, '2', '3']);
    for await (const user of admin.users.list({ perPage: 2 })) if (user.uid) break;
    expect(wire()).toHaveLength(1);
  });

  test('gives pages, also from a later one', async () => {
    const { admin } = await serve({ users: many });
    const pages = await collect(admin.users.list({ ...OURS, perPage: 3, page: 2 }).pages());
    expect(pages.map(({ page, items }) => [page, items.length])).toEqual([
      [2, 3],
      [3, 1],
    ]);
  });

  test('shares one request of the first page between all uses, and one of each page between calls of next()', async () => {
    const { admin, wire } = await serve({ users: many });
    const list = admin.users.list({ ...OURS, perPage: 3 });
    const iterator = list[Symbol.asyncIterator]();
    const [first, ...results] = await Promise.all([list, ...Array.from({ length: 9 }, () => iterator.next())]);
    expect(first.items).toHaveLength(3);
    expect(results.map(({ value }) => value?.uid)).toEqual([...many.map(({ uid }) => uid), undefined, undefined]);
    expect(wire()).toHaveLength(3);
  });

  test('sends every filter as the REST pages document it', async () => {
    const { admin, wire } = await serve({ roles: ['guide'] });
    await admin.users.list({
      searchKey: 'k&x=1',
      searchIn: ['uid', 'name'],
      status: 'online',
      role: 'guide',
      roles: ['guide', 'default'],
      tags: ['a b', 'c'],
      withTags: true,
      withDeactivated: true,
      onlyDeactivated: false,
      page: 2,
      perPage: 1000,
    });
    expect(new Set(wire()[0]?.split('?')[1]?.split('&'))).toEqual(
      new Set([
        'searchKey=k%26x%3D1',
        'searchIn=uid',
        'searchIn=name',
        'status=available',
        'role=guide',
        'roles=guide',
        'roles=default',
        'tags=a%20b,c',
        'withTags=true',
        'withDeactivated=true',
        'onlyDeactivated=false',
        'page=2',
        'perPage=1000',
      ]),
    );
  });

  test('finds by role, tag and deactivation, and returns tags if requested', async () => {
    const { admin } = await serve({
      roles: ['guide'],
      users: [
        { uid: 'zoe', name: 'Zoë', role: 'guide', tags: ['a', 'b'] },
        { uid: 'yan', name: 'Yan', tags: ['b'] },
      ],
    });
    await admin.users.deactivate('yan');
    const uids = async (filter: object) => (await admin.users.list(filter)).items.map(({ uid }) => uid);
    expect(await uids({ role: 'guide' })).toEqual(['zoe']);
    expect(await uids({ tags: ['b'] })).toEqual(['zoe']);
    expect(await uids({ tags: ['b'], withDeactivated: true })).toEqual(['zoe', 'yan']);
    expect(await uids({ onlyDeactivated: true })).toEqual(['yan']);
    expect((await admin.users.list({ onlyDeactivated: true })).items[0]?.deactivatedAt).toEqual(expect.any(Number));
    expect((await admin.users.list({ role: 'guide' })).items[0]?.tags).toBeUndefined();
    expect((await admin.users.list({ role: 'guide', withTags: true })).items[0]?.tags).toEqual(['a', 'b']);
  });

  test('rejects wrong filters with every issue in every use, and sends nothing', async () => {
    const { admin, wire } = await serve();
    const bad = {
      searchIn: ['email'],
      status: 'away',
      role: 'my role',
      tags: ['a,b'],
      page: 0,
      perPage: 1001,
      withTags: 1,
      serchKey: 'typo',
    } as never;
    const fields = ['searchIn[0]', 'status', 'role', 'tags[0]', 'page', 'perPage', 'withTags', 'filter.serchKey'];
    await expectRefused(admin.users.list(bad), ...fields);
    await expectRefused(collect(admin.users.list(bad)), ...fields);
    await expectRefused(collect(admin.users.list(bad).pages()), ...fields);
    for (const filter of ['kevin', 5, [], true]) await expectRefused(admin.users.list(filter as never), 'filter');
    expect(wire()).toEqual([]);
  });

  test('leaves no unhandled rejection if it is never used', async () => {
    const { admin } = await serve();
    admin.users.list({ page: -1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test('can be requested again after a failure', async () => {
    const { admin } = scripted((_, count) => (count === 1 ? refusal(500, 'ERR_EXCEPTION') : [{ uid: 'kevin' }]), {
      retry: { limit: 0 },
    });
    const list = admin.users.list();
    await expect(list).rejects.toMatchObject({ kind: 'server' });
    expect((await list).items).toHaveLength(1);
    expect(await list.catch(() => undefined)).toHaveProperty('items');
    expect(await list.finally(() => undefined)).toHaveProperty('items');
  });

  test('stops when it is aborted', async () => {
    const controller = new AbortController();
    const { admin } = scripted(() => [{ uid: 'kevin' }]);
    const seen: string[] = [];
    const all = (async () => {
      for await (const { uid } of admin.users.list({ perPage: 1 }, { signal: controller.signal })) {
        if (seen.push(uid) === 3) controller.abort();
      }
    })();
    await expect(all).rejects.toMatchObject({ code: 'REQUEST_ABORTED', operation: 'listUsers' });
    expect(seen).toHaveLength(3);
  });
});

describe('a list whose meta is odd', () => {
  const page = (pagination: object | undefined, count = 2) =>
    Response.json({ data: Array.from({ length: count }, (_, i) => ({ uid: `u-${i}` })), meta: { pagination } });

  test.each<[string, object | undefined]>([
    ['absent', undefined],
    [
      "of a total of none, as in the vendor's sample",
      { total: 0, count: 5, per_page: 2, current_page: 1, total_pages: 1 },
    ],
    ['of texts', { total: '9', per_page: '2', total_pages: '1' }],
    ['of a total that does not fit on its pages', { total: 9, per_page: 2, total_pages: 1 }],
    ['of a page length below zero', { per_page: -2 }],
    ['of a page length that no page has', { per_page: 1000 }],
  ])('%s: a full page requests the next, one that is not full ends the list', async (_, pagination) => {
    const { admin, wire } = scripted((_sent, count) => page(pagination, count < 3 ? 2 : 1));
    expect(await collect(admin.users.list({ perPage: 2 }))).toHaveLength(5);
    expect(wire()).toHaveLength(3);
  });

  test('a page length below zero is not shown', async () => {
    const { admin } = scripted(() => page({ per_page: -2, total: -1, total_pages: -1 }));
    const { perPage, total, totalPages } = await admin.users.list({ perPage: 2 });
    expect({ perPage, total, totalPages }).toEqual({ perPage: 2, total: undefined, totalPages: undefined });
  });

  test('the cursor is read beside meta and inside of it', async () => {
    const cursor = { updatedAt: 5, affix: 'prepend' };
    for (const answer of [{ cursor }, { meta: { cursor } }]) {
      const { admin } = scripted(() => Response.json({ data: [], ...answer }));
      expect((await admin.users.list()).cursor).toEqual(cursor);
    }
  });

  test.each([{}, 'users', [{ uid: '' }], [null], [{ uid: 'a' }, { uid: null }]])(
    'rows of %j are a bad response',
    async (data) => {
      const { admin } = scripted(() => data, { retry: { limit: 0 } });
      await expect(admin.users.list()).rejects.toMatchObject({ code: 'BAD_RESPONSE', kind: 'badResponse' });
    },
  );
});

describe('users.count', () => {
  test('counts by a filter', async () => {
    const { admin, wire } = await serve({ users: many });
    expect(await admin.users.count(OURS)).toBe(7);
    expect(wire()).toEqual(['GET /users?searchKey=u-&searchIn=uid&count=true&perPage=1']);
    await expectRefused(admin.users.count({ perPage: 5, role: '' } as never), 'filter.perPage', 'role');
  });

  test.each<[unknown]>([[7], [{ count: 7 }]])(
    'reads %j, because the form of the response is not documented',
    async (data) => {
      expect(await scripted(() => data).admin.users.count()).toBe(7);
    },
  );

  test('reads the total of a page, and only numbers', async () => {
    const total = Response.json({ data: [], meta: { pagination: { total: 7 } } });
    expect(await scripted(() => total).admin.users.count()).toBe(7);
    const none = scripted(() => [], { retry: { limit: 0 } }).admin.users.count();
    await expect(none).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
  });
});
