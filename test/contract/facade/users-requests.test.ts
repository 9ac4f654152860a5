import { describe, expect, test } from 'vitest';
import { failureOf, load, type Started, start, type Untyped } from './facade-support.js';

/** Seven others, of whom three are on a page: the last page has one. */
const USERS = [
  { uid: 'me', name: 'Me' },
  { uid: 'ann', name: 'Ann', tags: ['vip'] },
  { uid: 'bo', name: 'Bo', role: 'staff' },
];

async function startAsMe() {
  const started = await start({ users: USERS, roles: ['staff'] });
  await started.CometChat.login(await started.tokenOf('me'));
  const queries = (path = '/users') =>
    started.emulator.requests
      .filter(({ method, url }) => method === 'GET' && new URL(url).pathname === `/v3.0${path}`)
      .map(({ url }) => decodeURIComponent(new URL(url).search));
  return { ...started, queries };
}

const uidsOf = (users: readonly { uid: string }[]) => users.map(({ uid }) => uid);
const builderOf = ({ CometChat }: Pick<Started, 'CometChat'>) => new CometChat.UsersRequestBuilder();

describe('UsersRequest', () => {
  test('reads page after page, and then gives empty arrays without a request', async () => {
    const started = await startAsMe();
    const request = builderOf(started).setLimit(3).build();
    const pages = [await request.fetchNext(), await request.fetchNext(), await request.fetchNext()];
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(new Set(uidsOf(pages.flat())).size).toBe(7);
    expect(request.getPage()).toBe(3);
    expect([await request.fetchNext(), await request.fetchNext()]).toEqual([[], []]);
    expect(started.queries()).toEqual([1, 2, 3].map((page) => `?per_page=3&page=${page}`));
  });

  test('gives calls at the same time one page each, in order', async () => {
    const started = await startAsMe();
    const request = builderOf(started).setLimit(3).build();
    const [first = [], second = [], third = [], none] = await Promise.all(
      Array.from({ length: 4 }, () => request.fetchNext()),
    );
    const sequential = builderOf(started).setLimit(3).build();
    expect([first, second, third].map(uidsOf)).toEqual([
      uidsOf(await sequential.fetchNext()),
      uidsOf(await sequential.fetchNext()),
      uidsOf(await sequential.fetchNext()),
    ]);
    expect(none).toEqual([]);
  });

  test('reads the page again that failed', async () => {
    const started = await startAsMe();
    const request = builderOf(started).setLimit(4).build();
    const first = await request.fetchNext();
    started.emulator.faults.add({ operation: 'listUsers', status: 403, code: 'ERR_NEW', times: 1 } as Untyped);
    expect((await failureOf(request.fetchNext())).operation).toBe('listUsers');
    expect(request.getPage()).toBe(1);
    const second = await request.fetchNext();
    expect(first.length + second.length).toBe(7);
    expect(request.getPage()).toBe(2);
  });

  test('sends every setter as the vendor’s SDK does', async () => {
    const started = await startAsMe();
    const set = builderOf(started)
      .setLimit(7)
      .setStatus(started.CometChat.UsersRequest.USER_STATUS.OFFLINE)
      .setSearchKeyword('a')
      .hideBlockedUsers(true)
      .setRole('default')
      .setRoles(['staff'])
      .friendsOnly(true)
      .setTags(['vip', 'other'])
      .withTags(true)
      .setUIDs(['ann', 'bo'])
      .sortBy('name')
      .sortByOrder('desc')
      .searchIn(['uid'])
      .setPage(1);
    await set.build().fetchNext();
    const [query = ''] = started.queries();
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      per_page: '7',
      status: 'offline',
      searchKey: 'a',
      hideBlockedUsers: '1',
      roles: 'staff,default',
      friendsOnly: '1',
      tags: 'vip,other',
      withTags: '1',
      uids: 'ann,bo',
      sortBy: 'name',
      sortOrder: 'desc',
      searchIn: 'uid',
      page: '2',
    });
    for (const status of ['online', 'available']) await builderOf(started).setStatus(status).build().fetchNext();
    expect(started.queries().slice(1)).toEqual(Array(2).fill('?per_page=30&status=available&page=1'));
  });

  test('pages are counted from 0, and negative ones are the first', async () => {
    const started = await startAsMe();
    for (const page of [0, 1, -1]) await builderOf(started).setLimit(3).setPage(page).build().fetchNext();
    expect(started.queries()).toEqual([1, 2, 1].map((page) => `?per_page=3&page=${page}`));
  });

  test('a blank search, empty lists and flags that are off are no conditions', async () => {
    const started = await startAsMe();
    const empty = builderOf(started).setSearchKeyword(' ').setRoles([]).setTags([]).setUIDs([]).setStatus('');
    expect(await empty.friendsOnly(false).hideBlockedUsers(false).withTags(false).build().fetchNext()).toHaveLength(7);
    expect(started.queries()).toEqual(['?per_page=30&page=1']);
  });

  test('getters tell what was set; without it they give defaults of their type', async () => {
    const { CometChat } = await load();
    const readAll = (request: InstanceType<typeof CometChat.UsersRequest>) => [
      request.getLimit(),
      request.getStatus(),
      request.getSearchKeyword(),
      request.isHideBlockedUsers(),
      request.getRole(),
      request.getRoles(),
      request.isFriendsOnly(),
      request.getTags(),
      request.isWithTags(),
      request.getUIDs(),
      request.getSearchIn(),
      request.getSortBy(),
      request.getSortOrder(),
      request.getPage(),
    ];
    const builder = new CometChat.UsersRequestBuilder();
    expect(readAll(builder.build())).toEqual([30, '', '', false, '', [], false, [], false, [], [], '', '', 0]);
    builder.setLimit(7).setStatus('online').setSearchKeyword('q').hideBlockedUsers(true).setRole('a').setRoles(['b']);
    builder
      .friendsOnly(true)
      .setTags(['c'])
      .withTags(true)
      .setUIDs(['d'])
      .searchIn(['uid'])
      .sortBy('name')
      .sortByOrder('desc');
    const request = builder.build();
    builder.setLimit(9);
    const all = [7, 'online', 'q', true, 'a', ['b', 'a'], true, ['c'], true, ['d'], ['uid'], 'name', 'desc', 0];
    expect(readAll(request)).toEqual(all);
    expect(readAll(new CometChat.UsersRequest(builder))).toEqual([9, ...all.slice(1)]);
  });

  test.each<[string, (builder: Untyped) => Untyped, RegExp]>([
    ['setLimit', (builder) => builder.setLimit(101), /^setLimit must be a whole number from 1 to 100\.$/],
    ['setLimit', (builder) => builder.setLimit(0), /from 1 to 100/],
    ['setStatus', (builder) => builder.setStatus('busy'), /^setStatus must be one of online, offline\.$/],
    ['setRoles[0]', (builder) => builder.setRoles(['a b']), /^setRoles\[0\] must be a role id/],
    ['setUIDs', (builder) => builder.setUIDs('ann'), /^setUIDs must be an array of uids\.$/],
    ['setUIDs[0]', (builder) => builder.setUIDs(['a b']), /^setUIDs\[0\] may not contain a space\.$/],
    ['setSearchKeyword', (builder) => builder.setSearchKeyword(5), /^setSearchKeyword must be text/],
    ['sortByOrder', (builder) => builder.sortByOrder('up'), /^sortByOrder must be one of asc, desc\.$/],
    ['setPage', (builder) => builder.setPage(1.5), /^setPage must be a whole number/],
  ])('a wrong value of %s rejects before a request, and names it', async (field, set, message) => {
    const started = await startAsMe();
    const error = await failureOf(set(builderOf(started)).build().fetchNext());
    expect(Object.keys(error.details ?? {})).toEqual([field]);
    expect(error.message).toMatch(message);
    expect(started.queries()).toEqual([]);
  });

  test('rejects before init, and when nobody is logged in', async () => {
    const { CometChat } = await load();
    const early = new CometChat.UsersRequestBuilder().build();
    expect((await failureOf(early.fetchNext())).code).toBe('COMETCHAT_INITIALIZATION_NOT_DONE');
    const started = await start();
    expect((await failureOf(builderOf(started).build().fetchNext())).code).toBe('USER_NOT_LOGED_IN');
  });

  test('ends with the session of the user who began to read', async () => {
    const started = await startAsMe();
    const request = builderOf(started).setLimit(3).build();
    await request.fetchNext();
    await started.CometChat.login(await started.tokenOf('ann'));
    expect((await failureOf(request.fetchNext())).code).toBe('SESSION_ENDED');
    expect(await builderOf(started).setLimit(3).build().fetchNext()).toHaveLength(3);
  });
});

describe('blocking', () => {
  test('gives success or fail for each uid', async () => {
    const { CometChat } = await startAsMe();
    expect(await CometChat.blockUsers(['Ann', 'nobody'])).toEqual({ ann: 'success', nobody: 'fail' });
    expect((await CometChat.getUser('ann')).getBlockedByMe()).toBe(true);
    expect(await CometChat.unblockUsers(['ann'])).toEqual({ ann: 'success' });
    expect((await CometChat.getUser('ann')).getBlockedByMe()).toBe(false);
  });

  test('lists by direction, as the vendor’s SDK asks for it', async () => {
    const { CometChat, tokenOf, queries } = await startAsMe();
    await CometChat.login(await tokenOf('bo'));
    await CometChat.blockUsers(['me']);
    await CometChat.login(await tokenOf('me'));
    await CometChat.blockUsers(['ann']);
    const { BOTH, HAS_BLOCKED_ME, BLOCKED_BY_ME } = CometChat.BlockedUsersRequest.directions;
    const list = async (direction: string) =>
      uidsOf(await new CometChat.BlockedUsersRequestBuilder().setLimit(3).setDirection(direction).build().fetchNext());
    expect(await list(BOTH)).toEqual(['ann', 'bo']);
    expect(await list(BLOCKED_BY_ME)).toEqual(['ann']);
    expect(await list(HAS_BLOCKED_ME)).toEqual(['bo']);
    expect(queries('/blockedusers')).toEqual(
      [BOTH, BLOCKED_BY_ME, HAS_BLOCKED_ME].map((direction) => `?per_page=3&direction=${direction}&page=1`),
    );
    const short = () => new CometChat.BlockedUsersRequestBuilder().setLimit(1);
    expect(uidsOf(await short().blockedByMe().build().fetchNext())).toEqual(['ann']);
    expect(uidsOf(await short().hasBlockedMe().build().fetchNext())).toEqual(['bo']);
    const request = short().setSearchKeyword('').setPage(1).build();
    expect([uidsOf(await request.fetchNext()), await request.fetchNext()]).toEqual([['bo'], []]);
    expect([request.getDirection(), request.getLimit(), request.getSearchKeyword(), request.getPage()]).toEqual([
      '',
      1,
      '',
      2,
    ]);
    expect(new CometChat.BlockedUsersRequest().getLimit()).toBe(30);
  });

  test('rejects what is wrong before a request', async () => {
    const { CometChat, emulator } = await startAsMe();
    const sent = emulator.requests.length;
    for (const uids of [[], undefined, 5, ['a b']] as Untyped[])
      expect((await failureOf(CometChat.blockUsers(uids))).kind).toBe('validation');
    const wrong = new CometChat.BlockedUsersRequestBuilder().setDirection('up').build();
    expect((await failureOf(wrong.fetchNext())).message).toBe(
      'setDirection must be one of both, blockedByMe, hasBlockedMe.',
    );
    expect(emulator.requests).toHaveLength(sent);
  });
});
