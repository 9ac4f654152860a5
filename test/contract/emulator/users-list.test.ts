import { describe, expect, test } from 'vitest';
import { invalid, type Started, start, stoppedClock } from './emulator-support.js';

const uids = (reply: { json: { data: { uid: string }[] } }) => reply.json.data.map((user) => user.uid);

/** Ann, Bob and Cat beside the samples; Bob is logged in, Cat deactivated. */
async function startWithThree(): Promise<Started> {
  const started = await start({
    roles: ['admin', 'staff'],
    users: [
      { uid: 'x-ann', name: 'Ann Zed', role: 'admin', tags: ['red', 'blue'] },
      { uid: 'x-bob', name: 'Bob', role: 'staff', tags: ['red'], metadata: { '@private': { pin: 1 } } },
      { uid: 'x-cat', name: 'Cat', tags: ['green'] },
    ],
  });
  const token = await started.tokenOf('x-bob');
  await started.call('PUT', '/v3.0/me', { as: { token }, body: { platform: 'WEB' } });
  await started.call('DELETE', '/v3/users/x-cat');
  return started;
}

describe('GET /users', () => {
  test.each([
    ['searchKey=X-', ['x-ann', 'x-bob']],
    ['searchKey=bob', ['x-bob']],
    ['searchKey=zed', []],
    ['searchKey=ann&searchIn=uid', []],
    ['searchKey=ann&searchIn=name', ['x-ann']],
    ['searchKey=x-a&searchIn=name,uid', ['x-ann']],
    ['searchKey=x-a&searchIn=name&searchIn=uid', ['x-ann']],
    ['status=available', ['x-bob']],
    ['status=offline&searchKey=x-', ['x-ann']],
    ['role=admin', ['x-ann']],
    ['roles=admin&roles=staff', ['x-ann', 'x-bob']],
    ['roles=admin,staff', ['x-ann', 'x-bob']],
    ['role=admin&roles=staff', ['x-ann', 'x-bob']],
    ['role=ghost', []],
    ['tags=blue', ['x-ann']],
    ['tags=blue,red', ['x-ann', 'x-bob']],
    ['onlyDeactivated=true', ['x-cat']],
    ['withDeactivated=true&searchKey=x-', ['x-ann', 'x-bob', 'x-cat']],
    ['withDeactivated=false&searchKey=x-', ['x-ann', 'x-bob']],
    ['onlyDeactivated=true&tags=red', []],
  ])('%s', async (query, expected) => {
    const { call } = await startWithThree();
    expect(uids(await call('GET', `/v3/users?${query}`))).toEqual(expected);
  });

  test('returns its position, and the count of the matches', async () => {
    const { call } = await startWithThree();
    const first = await call('GET', '/v3/users?perPage=3');
    expect(first.json.meta).toStrictEqual({
      pagination: { total: 7, count: 3, per_page: 3, current_page: 1, total_pages: 3 },
    });
    const third = await call('GET', '/v3/users?perPage=3&page=3');
    expect(third.json.meta.pagination).toMatchObject({ total: 7, count: 1, current_page: 3 });
    const second = await call('GET', '/v3/users?perPage=3&page=2');
    const all = await call('GET', '/v3/users');
    expect(all.json.meta.pagination).toMatchObject({ per_page: 100, count: 7, total_pages: 1 });
    expect([first, second, third].flatMap(uids)).toEqual(uids(all));
    const beyond = await call('GET', '/v3/users?perPage=3&page=4');
    expect(beyond.json).toStrictEqual({
      data: [],
      meta: { pagination: { total: 7, count: 0, per_page: 3, current_page: 4, total_pages: 3 } },
    });
    const none = await call('GET', '/v3/users?searchKey=nobody');
    expect(none.json.meta.pagination).toMatchObject({ total: 0, total_pages: 1 });
  });

  test('returns the count only, if requested', async () => {
    const { call } = await startWithThree();
    expect((await call('GET', '/v3/users?count=true&tags=red')).json).toStrictEqual({ data: { count: 2 } });
  });

  test('has tags if requested, private metadata always, and no tokens', async () => {
    const { call } = await startWithThree();
    const [without] = (await call('GET', '/v3/users?searchKey=x-bob')).json.data;
    expect(without).not.toHaveProperty('tags');
    expect(without).toMatchObject({ metadata: { '@private': { pin: 1 } }, status: 'available' });
    expect(without).not.toHaveProperty('authToken');
    const [withTags] = (await call('GET', '/v3/users?searchKey=x-bob&withTags=true')).json.data;
    expect(withTags).toStrictEqual({ ...without, tags: ['red'] });
  });

  test('has a cursor at the newest change beside meta', async () => {
    const time = stoppedClock(1_700_000_000);
    const { call } = await start({ clock: time.clock });
    time.advance(5);
    await call('PUT', '/v3/users/cometchat-uid-2', { body: { name: 'G' } });
    const { json } = await call('GET', '/v3/users');
    expect(json.cursor).toStrictEqual({ updatedAt: 1_700_000_005, affix: 'prepend' });
  });

  test.each([
    ['perPage=0', 'perPage'],
    ['perPage=1001', 'perPage'],
    ['perPage=-1', 'perPage'],
    ['perPage=1.5', 'perPage'],
    ['perPage=', 'perPage'],
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['page=99999999999999999999', 'page'],
    ['status=online', 'status'],
    ['searchIn=email', 'searchIn'],
    ['searchIn=constructor', 'searchIn'],
    ['count=maybe', 'count'],
    ['withTags=maybe', 'withTags'],
    ['onlyDeactivated=2', 'onlyDeactivated'],
    ['withDeactivated=yes', 'withDeactivated'],
  ])('refuses %s', async (query, field) => {
    const { call } = await start();
    expect(await call('GET', `/v3/users?${query}`)).toMatchObject(invalid(field));
  });

  test('the largest page can be set', async () => {
    const { call } = await start({ limits: { perPageMax: 2 } });
    expect(await call('GET', '/v3/users?perPage=3')).toMatchObject(invalid('perPage'));
    expect((await call('GET', '/v3/users')).json.meta.pagination).toMatchObject({ per_page: 2, count: 2 });
  });
});

describe('DELETE and PUT /users', () => {
  test('deactivate and reactivate, and return the changed users', async () => {
    const { call, emulator } = await start();
    const off = { uidsToDeactivate: ['Cometchat-UID-1', 'cometchat-uid-2', 'nobody', 'cometchat-uid-1'] };
    const deactivated = await call('DELETE', '/v3/users', { body: off });
    expect(deactivated).toMatchObject({ status: 200 });
    expect(deactivated.json).toStrictEqual({ data: { deactivatedUids: ['cometchat-uid-1', 'cometchat-uid-2'] } });
    expect(uids(await call('GET', '/v3/users?onlyDeactivated=true'))).toEqual(['cometchat-uid-1', 'cometchat-uid-2']);

    const on = { uidsToActivate: ['COMETCHAT-uid-2', 'cometchat-uid-3', 'nobody'] };
    const reactivated = await call('PUT', '/v3/users', { body: on });
    expect(reactivated.json).toStrictEqual({ data: { nonDeactivatedUids: ['cometchat-uid-2'] } });
    expect(emulator.users.get('cometchat-uid-2')).not.toHaveProperty('deactivatedAt');
    expect(emulator.users.get('cometchat-uid-1')).toHaveProperty('deactivatedAt');
  });

  test.each([
    ['DELETE', undefined, 'uidsToDeactivate'],
    ['DELETE', { uidsToDeactivate: 'cometchat-uid-1' }, 'uidsToDeactivate'],
    ['DELETE', { uidsToDeactivate: [1] }, 'uidsToDeactivate'],
    ['PUT', {}, 'uidsToActivate'],
    ['PUT', { uidsToActivate: null }, 'uidsToActivate'],
  ])('%s refuses %j', async (method, body, field) => {
    const { call } = await start();
    expect(await call(method, '/v3/users', { body })).toMatchObject(invalid(field));
  });
});
