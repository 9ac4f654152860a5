import { describe, expect, test } from 'vitest';
import { invalid, type Started, start } from './emulator-support.js';

const uids = (reply: { json: { data: { uid: string }[] } }) => reply.json.data.map((user) => user.uid);

/** `me` has a friend and has blocked another user; `zoe` is logged in. The sample users are deleted. */
async function startWithMe(): Promise<Started & { list(query?: string): Promise<string[]>; as: { token: string } }> {
  const started = await start({
    roles: ['staff'],
    users: [
      { uid: 'me', name: 'Me' },
      { uid: 'bo', name: 'Bo', tags: ['red'], metadata: { '@private': 1, seen: 2 } },
      { uid: 'al', name: 'al', role: 'staff', tags: ['blue'] },
      { uid: 'zoe', name: 'Zoe', tags: ['red', 'blue'] },
      { uid: 'off', name: 'Off' },
    ],
  });
  const { call, tokenOf } = started;
  for (let sample = 1; sample <= 5; sample++) await call('DELETE', `/v3/users/cometchat-uid-${sample}?permanent=true`);
  await call('DELETE', '/v3/users/off');
  await call('POST', '/v3/users/me/friends', { body: { accepted: ['bo'] } });
  await call('POST', '/v3/users/me/blockedusers', { body: { blockedUids: ['al'] } });
  await call('PUT', '/v3.0/me', { as: { token: await tokenOf('zoe') }, body: { platform: 'WEB' } });
  const as = { token: await tokenOf('me') };
  return {
    ...started,
    as,
    list: async (query = '') => uids(await call('GET', `/v3.0/users?per_page=9&page=1${query}`, { as })),
  };
}

describe('GET /users for a member, with the query that the vendor’s Chat SDK sends', () => {
  test.each([
    ['', ['zoe', 'al', 'bo']],
    ['&status=available', ['zoe']],
    ['&searchKey=b', ['bo']],
    ['&searchKey=z&searchIn=name', ['zoe']],
    ['&hideBlockedUsers=1', ['zoe', 'bo']],
    ['&roles=staff', ['al']],
    ['&roles=staff,default', ['zoe', 'al', 'bo']],
    ['&friendsOnly=1', ['bo']],
    ['&tags=red', ['zoe', 'bo']],
    ['&uids=bo,zoe,me', ['zoe', 'bo']],
    ['&searchKey=z&searchIn=uid,name', ['zoe']],
    ['&searchKey=z&searchIn=uid&roles=default&tags=blue&withTags=1', ['zoe']],
    ['&status=offline&sortBy=name&sortOrder=asc', ['al', 'bo']],
    ['&sortBy=name', ['al', 'bo', 'zoe']],
    ['&sortBy=name&sortOrder=desc', ['zoe', 'bo', 'al']],
    ['&sortBy=status&sortOrder=desc', ['bo', 'al', 'zoe']],
    ['&onlyDeactivated=true', ['zoe', 'al', 'bo']],
  ])('%s', async (query, expected) => {
    const { list } = await startWithMe();
    expect(await list(query)).toEqual(expected);
  });

  test('with hidden blocked users, users who blocked the member are hidden too', async () => {
    const { call, list } = await startWithMe();
    await call('POST', '/v3/users/zoe/blockedusers', { body: { blockedUids: ['me'] } });
    expect(await list('&hideBlockedUsers=1')).toEqual(['bo']);
    expect(await list()).toEqual(['zoe', 'al', 'bo']);
  });

  test('returns pages', async () => {
    const { call, as } = await startWithMe();
    const first = await call('GET', '/v3.0/users?per_page=2&page=1', { as });
    expect(first.json.meta.pagination).toEqual({ total: 3, count: 2, per_page: 2, current_page: 1, total_pages: 2 });
    const second = await call('GET', '/v3.0/users?per_page=2&page=2', { as });
    expect([first, second].map(uids)).toEqual([['zoe', 'al'], ['bo']]);
  });

  test('shows a member only permitted fields: no private metadata, block flags, tags if requested', async () => {
    const { call, as } = await startWithMe();
    const [al, bo] = (await call('GET', '/v3.0/users?sortBy=name', { as })).json.data;
    expect(al).toMatchObject({ uid: 'al', blockedByMe: true, conversationId: 'al_user_me' });
    expect(bo).toMatchObject({ uid: 'bo', metadata: { seen: 2 } });
    expect(bo.metadata).not.toHaveProperty('@private');
    expect(bo).not.toHaveProperty('tags');
    const [, tagged] = (await call('GET', '/v3.0/users?sortBy=name&withTags=1', { as })).json.data;
    expect(tagged.tags).toEqual(['red']);
    expect((await call('GET', '/v3.0/users?count=1', { as })).json).toEqual({ data: { count: 3 } });
  });

  test('shows in each row who blocked whom, for the user who asks', async () => {
    const { call, as, tokenOf } = await startWithMe();
    await call('POST', '/v3/users/zoe/blockedusers', { body: { blockedUids: ['me', 'al'] } });
    await call('POST', '/v3/users/me/blockedusers', { body: { blockedUids: ['zoe'] } });
    const flagsFor = async (token: string) => {
      const { data } = (await call('GET', '/v3.0/users?sortBy=name', { as: { token } })).json;
      return data.map((user: Record<string, unknown>) => [user.uid, user.blockedByMe, user.hasBlockedMe]);
    };
    expect(await flagsFor(as.token)).toEqual([
      ['al', true, undefined],
      ['bo', undefined, undefined],
      ['zoe', true, true],
    ]);
    expect(await flagsFor(await tokenOf('al'))).toEqual([
      ['bo', undefined, undefined],
      ['me', undefined, true],
      ['zoe', undefined, true],
    ]);
    const one = (await call('GET', '/v3.0/users/zoe', { as })).json.data;
    expect(one).toMatchObject({ blockedByMe: true, hasBlockedMe: true });
  });

  test.each([
    ['per_page=1001', 'per_page'],
    ['per_page=0', 'per_page'],
    ['sortBy=age', 'sortBy'],
    ['sortOrder=up', 'sortOrder'],
    ['friendsOnly=maybe', 'friendsOnly'],
    ['hideBlockedUsers=maybe', 'hideBlockedUsers'],
  ])('refuses %s', async (query, field) => {
    const { call, as } = await startWithMe();
    expect(await call('GET', `/v3.0/users?${query}`, { as })).toMatchObject(invalid(field));
  });
});

describe('GET /settings', () => {
  test('returns the settings of a login, also without a token', async () => {
    const { call, as } = await startWithMe();
    const { settings } = (await call('PUT', '/v3.0/me', { as, body: { platform: 'WEB' } })).json.data;
    expect(settings).toHaveProperty('CHAT_API_VERSION');
    for (const caller of [as, 'nobody'] as const)
      expect((await call('GET', '/v3.0/settings', { as: caller })).json).toStrictEqual({ data: settings });
    expect(await call('GET', '/v3.0/settings', { as: { token: 'bo_1' } })).toMatchObject({ status: 401 });
    const noApp = await call('GET', '/v3.0/settings', { as: 'nobody', headers: { appid: 'a b' } });
    expect(noApp).toMatchObject({ status: 401, json: { error: { code: 'AUTH_ERR_INVALID_APPID' } } });
  });
});
