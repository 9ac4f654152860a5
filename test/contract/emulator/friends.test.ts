import { describe, expect, test } from 'vitest';
import { failure, invalid, start } from './emulator-support.js';

const [ONE, TWO, THREE] = ['cometchat-uid-1', 'cometchat-uid-2', 'cometchat-uid-3'] as const;
const PATH = `/v3/users/${ONE}/friends`;
const uids = (reply: { json: { data: { uid: string }[] } }) => reply.json.data.map((user) => user.uid);
const failed = (code: string) => ({
  success: false,
  message: expect.any(String),
  error: expect.objectContaining({ code }),
});

describe('/users/{uid}/friends', () => {
  test('are friends of each other', async () => {
    const { call } = await start();
    const added = await call('POST', PATH, { body: { accepted: ['COMETCHAT-uid-2', THREE, 'nobody'] } });
    expect(added.status).toBe(200);
    expect(added.json).toStrictEqual({
      data: {
        accepted: {
          'COMETCHAT-uid-2': { success: true, message: expect.any(String) },
          [THREE]: { success: true, message: expect.any(String) },
          nobody: failed('ERR_UID_NOT_FOUND'),
        },
      },
    });
    const { json } = await call('GET', PATH);
    expect(json.data.map((user: { uid: string }) => user.uid)).toEqual([TWO, THREE]);
    expect(json.data[0]).toMatchObject({ name: 'George Alan', conversationId: `${ONE}_user_${TWO}` });
    expect(json.meta).toMatchObject({ pagination: { total: 2 }, cursor: { affix: 'prepend' } });
    expect(uids(await call('GET', `/v3/users/${THREE}/friends`))).toEqual([ONE]);
    expect(uids(await call('GET', `${PATH}?searchKey=nan`))).toEqual([THREE]);
    expect(uids(await call('GET', `${PATH}?perPage=1&page=2`))).toEqual([THREE]);

    // From the other side.
    const again = await call('POST', `/v3/users/${TWO}/friends`, { body: { accepted: [ONE] } });
    expect(again.json.data.accepted[ONE]).toStrictEqual(failed('ERR_ALREADY_FRIEND'));
    const removed = await call('DELETE', `/v3/users/${TWO}/friends`, { body: { friends: [ONE] } });
    expect(removed.json).toStrictEqual({ data: { success: true, message: expect.any(String) } });
    expect(uids(await call('GET', PATH))).toEqual([THREE]);
  });

  test('a user cannot be its own friend', async () => {
    const { call } = await start();
    const refused = await call('POST', PATH, { body: { accepted: [TWO, ONE] } });
    expect(refused).toMatchObject(failure(403, 'ERR_CANNOT_FORM_SELF_RELATION'));
    expect(uids(await call('GET', PATH))).toEqual([]);
  });

  test('a request to remove a user who is not a friend removes none', async () => {
    const { call } = await start();
    await call('POST', PATH, { body: { accepted: [TWO] } });
    for (const friends of [[TWO, THREE], ['nobody']])
      expect(await call('DELETE', PATH, { body: { friends } })).toMatchObject(failure(400, 'ERR_NOT_A_FRIEND'));
    expect(uids(await call('GET', PATH))).toEqual([TWO]);
  });

  test('25 in one call, and at most the limit of either user', async () => {
    const users = Array.from({ length: 26 }, (_, index) => ({ uid: `u${index}`, name: 'U' }));
    const { call } = await start({ users, limits: { friends: 2 } });
    const accepted = users.map((user) => user.uid);
    expect(await call('POST', PATH, { body: { accepted } })).toMatchObject(invalid('accepted'));
    const { json } = await call('POST', PATH, { body: { accepted: accepted.slice(0, 25) } });
    expect(json.data.accepted).toMatchObject({ u0: { success: true }, u1: { success: true }, u2: { success: false } });
    expect(json.data.accepted.u24).toStrictEqual(failed('ERR_FAILED_TO_ADD_FRIEND'));
    const other = await call('POST', '/v3/users/u5/friends', { body: { accepted: [ONE, 'u6'] } });
    expect(other.json.data.accepted).toMatchObject({
      [ONE]: failed('ERR_FAILED_TO_ADD_FRIEND'),
      u6: { success: true },
    });
  });

  test('a deleted user is removed from all friends', async () => {
    const { call } = await start();
    await call('POST', PATH, { body: { accepted: [TWO, THREE] } });
    await call('DELETE', `/v3/users/${TWO}`);
    expect(uids(await call('GET', PATH))).toEqual([THREE]);
    await call('DELETE', `/v3/users/${TWO}?permanent=true`);
    await call('POST', '/v3/users', { body: { uid: TWO, name: 'New' } });
    expect(uids(await call('GET', PATH))).toEqual([THREE]);
  });

  test('refuses values that are not a list, and users who do not exist', async () => {
    const { call } = await start();
    expect(await call('POST', PATH, { body: {} })).toMatchObject(invalid('accepted'));
    expect(await call('DELETE', PATH, { body: { friends: 'x' } })).toMatchObject(invalid('friends'));
    const nobody = await call('GET', '/v3/users/nobody/friends');
    expect(nobody).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
  });
});
