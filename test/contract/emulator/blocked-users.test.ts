import { describe, expect, test } from 'vitest';
import { failure, invalid, type Started, start, stoppedClock } from './emulator-support.js';

const [ONE, TWO, THREE] = ['cometchat-uid-1', 'cometchat-uid-2', 'cometchat-uid-3'] as const;
const PATH = `/v3/users/${ONE}/blockedusers`;
const uids = (reply: { json: { data: { uid: string }[] } }) => reply.json.data.map((user) => user.uid);

const block = ({ call }: Started, who: string, ...blockedUids: string[]) =>
  call('POST', `/v3/users/${who}/blockedusers`, { body: { blockedUids } });

describe('/users/{uid}/blockedusers', () => {
  test('blocks, lists and unblocks, with an outcome for each user', async () => {
    const { call } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const blockedUids = ['Cometchat-UID-2', THREE, 'nobody'];
    const blocked = await call('POST', PATH, { body: { blockedUids } });
    expect(blocked.status).toBe(200);
    expect(blocked.json).toStrictEqual({
      data: {
        'Cometchat-UID-2': { success: true, message: expect.any(String) },
        [THREE]: { success: true, message: expect.any(String) },
        nobody: {
          success: false,
          message: expect.any(String),
          error: expect.objectContaining({ code: 'ERR_UID_NOT_FOUND' }),
        },
      },
    });
    const { json } = await call('GET', PATH);
    expect(json.data[0]).toStrictEqual({
      uid: TWO,
      name: 'George Alan',
      avatar: expect.any(String),
      role: 'default',
      status: 'offline',
      createdAt: 1_700_000_000,
      blockedByMe: true,
      blockedByMeAt: 1_700_000_000,
      blockedAt: 1_700_000_000,
      conversationId: `${ONE}_user_${TWO}`,
    });
    expect(json.meta).toStrictEqual({
      pagination: { total: 2, count: 2, per_page: 100, current_page: 1, total_pages: 1 },
      cursor: { updatedAt: 1_700_000_000, affix: 'prepend' },
    });
    expect(uids(await call('GET', `${PATH}?perPage=1&page=2`))).toEqual([THREE]);

    expect((await call('DELETE', PATH, { body: { blockedUids: [TWO] } })).json.data[TWO].success).toBe(true);
    expect(uids(await call('GET', PATH))).toEqual([THREE]);
    expect(uids(await call('GET', `/v3/users/${THREE}/blockedusers`))).toEqual([]);
  });

  test('a user who blocks itself is refused, and nothing changes', async () => {
    const { call } = await start();
    const refused = await call('POST', PATH, { body: { blockedUids: [TWO, 'COMETCHAT-uid-1'] } });
    expect(refused).toMatchObject(failure(403, 'ERR_CANNOT_BLOCK_SELF'));
    expect((await call('GET', PATH)).json.data).toEqual([]);
  });

  test('refuses values that are not a list of uids, and users who do not exist', async () => {
    const { call } = await start();
    for (const body of [{}, { blockedUids: TWO }, { blockedUids: [1] }])
      expect(await call('POST', PATH, { body })).toMatchObject(invalid('blockedUids'));
    for (const method of ['POST', 'DELETE', 'GET']) {
      const body = method === 'GET' ? undefined : { blockedUids: [] };
      const reply = await call(method, '/v3/users/nobody/blockedusers', { body });
      expect(reply).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
    }
  });

  test('a deactivated user is not listed, and a deleted one is removed', async () => {
    const started = await start();
    const { call } = started;
    await block(started, ONE, TWO, THREE);
    await call('DELETE', `/v3/users/${TWO}`);
    expect(uids(await call('GET', PATH))).toEqual([THREE]);
    await call('DELETE', `/v3/users/${THREE}?permanent=true`);
    await call('POST', '/v3/users', { body: { uid: THREE, name: 'New' } });
    expect(uids(await call('GET', PATH))).toEqual([]);
    await call('PUT', '/v3/users', { body: { uidsToActivate: [TWO] } });
    expect(uids(await call('GET', PATH))).toEqual([TWO]);
  });
});

describe('the reader of a user', () => {
  test('a member sees both directions of a block; so does a key on its behalf; a key alone does not', async () => {
    const started = await start();
    const { call, tokenOf } = started;
    await block(started, ONE, TWO);
    const [one, two] = [{ token: await tokenOf(ONE) }, { token: await tokenOf(TWO) }];
    const byOne = (await call('GET', `/v3.0/users/${TWO}`, { as: one })).json.data;
    expect(byOne).toMatchObject({ blockedByMe: true });
    expect(byOne).not.toHaveProperty('hasBlockedMe');
    const byTwo = (await call('GET', `/v3.0/users/${ONE}`, { as: two })).json.data;
    expect(byTwo).toMatchObject({ hasBlockedMe: true });
    expect(byTwo).not.toHaveProperty('blockedByMe');
    const onBehalf = await call('GET', `/v3/users/${TWO}`, { headers: { onBehalfOf: ONE } });
    expect(onBehalf.json.data).toStrictEqual(byOne);
    const onBehalfOfTwo = await call('GET', `/v3/users/${ONE}`, { headers: { onBehalfOf: TWO } });
    expect(onBehalfOfTwo.json.data).toStrictEqual(byTwo);
    const nobody = await call('GET', `/v3/users/${ONE}`, { headers: { onBehalfOf: 'nobody' } });
    expect(nobody).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
    const listed = await call('GET', `/v3/users?searchKey=${TWO}&withTags=true`, { headers: { onBehalfOf: ONE } });
    expect(listed.json.data).toStrictEqual([byOne]);
    const byKey = (await call('GET', `/v3/users/${TWO}`)).json.data;
    for (const field of ['blockedByMe', 'hasBlockedMe', 'conversationId']) expect(byKey).not.toHaveProperty(field);
  });
});

describe('/blockedusers of the client host', () => {
  test("blocks, lists and unblocks with the requests of the vendor's Chat SDK", async () => {
    const started = await start();
    const { call, tokenOf } = started;
    const as = { token: await tokenOf(ONE) };
    await block(started, THREE, ONE);
    const blocked = await call('POST', '/v3.0/blockedusers', { as, body: { blockedUids: [TWO] } });
    expect(blocked.json.data).toStrictEqual({ [TWO]: { success: true, message: expect.any(String) } });
    const list = async (query: string) =>
      uids(await call('GET', `/v3.0/blockedusers?per_page=3&page=1${query}`, { as }));
    expect(await list('')).toEqual([TWO, THREE]);
    expect(await list('&direction=both')).toEqual([TWO, THREE]);
    expect(await list('&direction=blockedByMe')).toEqual([TWO]);
    expect(await list('&direction=hasBlockedMe')).toEqual([THREE]);
    expect(await list('&searchKey=nancy')).toEqual([THREE]);
    expect(await call('GET', '/v3.0/blockedusers?direction=up', { as })).toMatchObject(invalid('direction'));
    await call('DELETE', '/v3.0/blockedusers', { as, body: { blockedUids: [TWO] } });
    expect(await list('&direction=blockedByMe')).toEqual([]);
  });

  test('shows in each row who blocked whom, and pages through the rows', async () => {
    const started = await start();
    const { call, tokenOf } = started;
    const as = { token: await tokenOf(ONE) };
    await block(started, THREE, ONE);
    await block(started, ONE, TWO, THREE);
    const { data } = (await call('GET', '/v3.0/blockedusers', { as })).json;
    expect(data.map((user: Record<string, unknown>) => [user.uid, user.blockedByMe, user.hasBlockedMe])).toEqual([
      [TWO, true, undefined],
      [THREE, true, true],
    ]);
    const second = await call('GET', '/v3.0/blockedusers?per_page=1&page=2&direction=both', { as });
    expect(uids(second)).toEqual([THREE]);
    expect(second.json.meta.pagination).toMatchObject({ total: 2, total_pages: 2, current_page: 2, per_page: 1 });
  });

  test('blocks those who exist, and says who does not; nobody blocks itself', async () => {
    const started = await start();
    const { call, tokenOf } = started;
    const as = { token: await tokenOf(ONE) };
    const post = (...blockedUids: unknown[]) => call('POST', '/v3.0/blockedusers', { as, body: { blockedUids } });
    expect((await post('Cometchat-UID-2', 'nobody')).json.data).toMatchObject({
      'Cometchat-UID-2': { success: true },
      nobody: { success: false, error: { code: 'ERR_UID_NOT_FOUND' } },
    });
    expect((await post(TWO)).json.data).toMatchObject({ [TWO]: { success: true } });
    expect(await post(TWO, ONE)).toMatchObject(failure(403, 'ERR_CANNOT_BLOCK_SELF'));
    expect(await post(1)).toMatchObject(invalid('blockedUids'));
    const unblocked = await call('DELETE', '/v3.0/blockedusers', { as, body: { blockedUids: [THREE] } });
    expect(unblocked.json.data).toMatchObject({ [THREE]: { success: true } });
    expect(uids(await call('GET', '/v3.0/blockedusers?direction=blockedByMe', { as }))).toEqual([TWO]);
  });

  test('is for members', async () => {
    const { call } = await start();
    expect(await call('GET', '/v3.0/blockedusers')).toMatchObject(failure(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN'));
  });
});
