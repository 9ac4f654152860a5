import type { ListUsersFilter, User } from 'cometchat-users';
import { describe, expect, test } from 'vitest';
import { aWhile, make as makeClient, scripted, serve } from '../../support/client-support.js';

const uidsOf = (users: readonly User[]) => users.map(({ uid }) => uid);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Ann is signed in. She is a friend of bo, has blocked cy, and dee has blocked her. Sample users are removed. */
async function startAsAnn() {
  const service = await serve({
    roles: ['staff'],
    users: [
      { uid: 'ann', name: 'Ann' },
      { uid: 'bo', name: 'Bo', tags: ['red'] },
      { uid: 'cy', name: 'Cy', role: 'staff', tags: ['red', 'blue'] },
      { uid: 'dee', name: 'Abe' },
    ],
  });
  for (let n = 1; n <= 5; n++) await service.admin('DELETE', `/users/cometchat-uid-${n}`, { permanent: true });
  await service.admin('POST', '/users/ann/friends', { accepted: ['bo'] });
  await service.admin('POST', '/users/ann/blockedusers', { blockedUids: ['cy'] });
  await service.admin('POST', '/users/dee/blockedusers', { blockedUids: ['ann'] });
  const client = service.make();
  await client.login(await service.tokenOf('ann'));
  service.wire();
  const query = () => decodeURIComponent(new URL(service.emulator.requests.at(-1)?.url ?? '').search);
  return { ...service, client, query };
}

describe('listUsers', () => {
  test('awaited, gives the first page', async () => {
    const { client, query } = await startAsAnn();
    const page = await client.listUsers();
    expect(uidsOf(page.items)).toEqual(['dee', 'bo', 'cy']);
    expect(page).toMatchObject({ page: 1, perPage: 30, total: 3, totalPages: 1, hasMore: false });
    expect(query()).toBe('?per_page=30&page=1');
  });

  test('sends nothing until it is used, and one request for each page', async () => {
    const { client, wire } = await startAsAnn();
    const list = client.listUsers({ perPage: 2 });
    await aWhile();
    expect(wire()).toEqual([]);
    expect(uidsOf(await collect(list))).toEqual(['dee', 'bo', 'cy']);
    expect(wire()).toEqual(['GET /users', 'GET /users']);
    const pages = await collect(client.listUsers({ perPage: 2 }).pages());
    expect(pages.map(({ items }) => uidsOf(items))).toEqual([['dee', 'bo'], ['cy']]);
    expect(uidsOf((await client.listUsers({ perPage: 2, page: 2 })).items)).toEqual(['cy']);
  });

  test.each<[ListUsersFilter, string, string[]]>([
    [{ searchKey: 'B' }, 'searchKey=B', ['bo']],
    [{ searchKey: 'a', searchIn: ['uid'] }, 'searchKey=a&searchIn=uid', []],
    [{ searchKey: 'a', searchIn: ['uid', 'name'] }, 'searchKey=a&searchIn=uid,name', ['dee']],
    [{ searchKey: '  ' }, '', ['dee', 'bo', 'cy']],
    [{ status: 'online' }, 'status=available', []],
    [{ status: 'offline' }, 'status=offline', ['dee', 'bo', 'cy']],
    [{ roles: ['staff'] }, 'roles=staff', ['cy']],
    [{ roles: ['staff', 'default'] }, 'roles=staff,default', ['dee', 'bo', 'cy']],
    [{ roles: [], tags: [], uids: [], searchIn: [] }, '', ['dee', 'bo', 'cy']],
    [{ tags: ['blue', 'red'] }, 'tags=blue,red', ['bo', 'cy']],
    [{ uids: ['CY', 'dee'] }, 'uids=cy,dee', ['dee', 'cy']],
    [{ friendsOnly: true }, 'friendsOnly=1', ['bo']],
    [{ hideBlockedUsers: true }, 'hideBlockedUsers=1', ['bo']],
    [{ friendsOnly: false, hideBlockedUsers: false, withTags: false }, '', ['dee', 'bo', 'cy']],
    [{ sortBy: 'name', sortOrder: 'desc' }, 'sortBy=name&sortOrder=desc', ['cy', 'bo', 'dee']],
    [{ sortBy: 'status', sortOrder: 'asc' }, 'sortBy=status&sortOrder=asc', ['dee', 'bo', 'cy']],
  ])('%j is sent as %s', async (filter, sent, found) => {
    const { client, query } = await startAsAnn();
    expect(uidsOf((await client.listUsers(filter)).items)).toEqual(found);
    expect(query()).toBe(`?per_page=30${sent && `&${sent}`}&page=1`);
  });

  test('reads tags on request, and the blocks between the users in any case', async () => {
    const { client } = await startAsAnn();
    const flags = (users: readonly User[]) =>
      Object.fromEntries(users.map((user) => [user.uid, [user.getBlockedByMe(), user.getHasBlockedMe()]]));
    const { items } = await client.listUsers({ withTags: true });
    expect(items.map(({ tags }) => tags)).toEqual([[], ['red'], ['red', 'blue']]);
    expect(flags(items)).toEqual({ bo: [false, false], cy: [true, false], dee: [false, true] });
    expect(flags((await client.listBlockedUsers()).items)).toEqual({ cy: [true, false], dee: [false, true] });
    expect(flags([await client.getUser('cy'), await client.getUser('dee')])).toEqual(
      flags(items.slice().filter(({ uid }) => uid !== 'bo')),
    );
  });

  test('gives users that cannot be mistaken for one’s own changes, and keeps the filter as it was at the call', async () => {
    const { client } = await startAsAnn();
    const filter = { uids: ['bo'] };
    const list = client.listUsers(filter);
    filter.uids.push('cy');
    const { items } = await list;
    expect(uidsOf(items)).toEqual(['bo']);
    expect(items[0]?.touched).toEqual([]);
  });

  test('signals and timeouts hold for each page', async () => {
    const { client, wire } = await startAsAnn();
    const controller = new AbortController();
    const list = client.listUsers({ perPage: 1 }, { signal: controller.signal });
    const seen: string[] = [];
    const done = (async () => {
      for await (const { uid } of list) {
        seen.push(uid);
        controller.abort();
      }
    })();
    await expect(done).rejects.toMatchObject({ code: 'REQUEST_ABORTED', operation: 'listUsers' });
    expect(seen).toEqual(['dee']);
    expect(wire()).toEqual(['GET /users']);
  });

  test('rejects when nobody is signed in, and works once somebody is', async () => {
    const { make, tokenOf, wire } = await startAsAnn();
    const client = make();
    const list = client.listUsers();
    await expect(list).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN', operation: 'listUsers' });
    expect(wire()).toEqual([]);
    await client.login(await tokenOf('bo'));
    expect(uidsOf((await list).items)).toEqual(['ann', 'dee', 'cy']);
  });

  test('a response with a row that is no user is refused, not shortened', async () => {
    const { fetch } = scripted(({ path }) => (path === '/me' ? { uid: 'ann' } : [{ uid: 'bo' }, { name: 'Cy' }]));
    const client = makeClient({ fetch });
    await client.login('token-1');
    await expect(client.listUsers()).rejects.toMatchObject({ code: 'BAD_RESPONSE', message: /data\[1\]\.uid/ });
  });
});

describe('a wrong filter', () => {
  const wrong = (filter: unknown) =>
    scriptedClient()
      .listUsers(filter as ListUsersFilter)
      .then(
        () => expect.fail('it was taken'),
        ({ code, details, operation }) => ({ code, details, operation }),
      );
  const scriptedClient = () =>
    makeClient({
      fetch: () => expect.fail('it was sent'),
    });

  test.each<[unknown, string, RegExp]>([
    [{ perPage: 0 }, 'perPage', /perPage must be a whole number from 1 to 100\./],
    [{ perPage: 101 }, 'perPage', /from 1 to 100/],
    [{ perPage: '30' }, 'perPage', /from 1 to 100/],
    [{ page: 0 }, 'page', /from 1 to 1000000/],
    [{ page: 1.5 }, 'page', /a whole number/],
    [{ searchKey: 5 }, 'searchKey', /searchKey must be text of at most 1000 characters\./],
    [{ searchKey: 'x'.repeat(1001) }, 'searchKey', /1000/],
    [{ searchIn: ['uid', 'age'] }, 'searchIn[1]', /one of uid, name/],
    [{ searchIn: 'uid' }, 'searchIn', /an array/],
    [{ status: 'available' }, 'status', /one of online, offline/],
    [{ roles: ['a b'] }, 'roles[0]', /role id/],
    [{ tags: ['a,b'] }, 'tags[0]', /without a comma/],
    [{ tags: ['x'.repeat(101)] }, 'tags[0]', /1 to 100 characters/],
    [{ uids: ['bo', 'a b'] }, 'uids[1]', /uids\[1\] may not contain a space/],
    [{ uids: Array.from({ length: 26 }, (_, index) => `u-${index}`) }, 'uids', /at most 25/],
    [{ withTags: 1 }, 'withTags', /true or false/],
    [{ sortBy: 'age' }, 'sortBy', /one of name, status/],
    [{ sortOrder: 'up' }, 'sortOrder', /one of asc, desc/],
    [{ serchKey: 'a' }, 'filter.serchKey', /Did you mean filter\.searchKey\?/],
    [{ role: 'staff' }, 'filter.role', /Did you mean filter\.roles\?/],
    ['ann', 'filter', /an object/],
    [[], 'filter', /an object/],
  ])('%j rejects and names %s', async (filter, field, message) => {
    const { code, details, operation } = await wrong(filter);
    expect(code).toBe(field.startsWith('uids[') ? 'INVALID_UID' : 'INVALID_PARAMETER');
    expect(operation).toBe('listUsers');
    expect(Object.keys(details)).toEqual([field]);
    expect(details[field]?.join()).toMatch(message);
  });

  test('names every wrong field at once', async () => {
    expect(Object.keys((await wrong({ page: 0, perPage: 0, sortBy: 1 })).details)).toEqual([
      'sortBy',
      'page',
      'perPage',
    ]);
  });

  test('of blocked users rejects too', async () => {
    await expect(scriptedClient().listBlockedUsers({ direction: 'up' as 'both' })).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
      operation: 'listBlockedUsers',
      details: { direction: ['direction must be one of both, blockedByMe, hasBlockedMe.'] },
    });
    await expect(scriptedClient().listBlockedUsers({ perPage: 101 })).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
    });
  });
});
