import { describe, expect, test } from 'vitest';
import { failure, invalid, type Started, start, stoppedClock } from './emulator-support.js';

const MANAGER = {
  role: 'manager',
  name: 'Manager',
  description: 'May update',
  metadata: { email: 'm@example.com' },
  settings: { listUsers: 'all', sendMessagesTo: 'friendsOnly' },
};
const NOT_FOUND = failure(404, 'ERR_ROLE_NOT_FOUND');
const DENIED = failure(403, 'ERR_PERMISSION_DENIED');

describe('roles', () => {
  test('an app starts with the default one and the given ones', async () => {
    const { call } = await start({ roles: ['admin'], clock: stoppedClock(1_700_000_000).clock });
    expect((await call('GET', '/v3/roles')).json).toStrictEqual({
      data: [
        { role: 'admin', name: 'admin', createdAt: 1_700_000_000 },
        { role: 'default', name: 'Default Role', createdAt: 1_700_000_000 },
      ],
      meta: { pagination: { total: 2, count: 2, per_page: 100, current_page: 1, total_pages: 1 } },
    });
    expect((await call('GET', '/v3/roles?perPage=1&page=2')).json.data).toMatchObject([{ role: 'default' }]);
  });

  test('are created, read, changed and deleted, and users may have them', async () => {
    const time = stoppedClock(1_700_000_000);
    const { call, emulator } = await start({ clock: time.clock });
    const created = await call('POST', '/v3/roles', { body: MANAGER });
    expect(created).toMatchObject({ status: 200, json: { data: { ...MANAGER, createdAt: 1_700_000_000 } } });
    expect((await call('GET', '/v3/roles/manager')).json).toStrictEqual(created.json);
    expect(await call('POST', '/v3/roles', { body: MANAGER })).toMatchObject(failure(400, 'ERR_ROLE_ALREADY_EXISTS'));

    expect((await call('PUT', '/v3/users/cometchat-uid-1', { body: { role: 'manager' } })).status).toBe(200);
    time.advance(5);
    const body = { name: 'Boss', unset: ['settings', 'description', 'metadata'] };
    expect((await call('PUT', '/v3/roles/manager', { body })).json).toStrictEqual({
      data: { role: 'manager', name: 'Boss', createdAt: 1_700_000_000, updatedAt: 1_700_000_005 },
    });

    expect(await call('DELETE', '/v3/roles/manager')).toMatchObject({ status: 200, json: { data: { success: true } } });
    expect(await call('GET', '/v3/roles/manager')).toMatchObject(NOT_FOUND);
    expect(emulator.users.get('cometchat-uid-1')?.role).toBe('default');
    const refused = await call('PUT', '/v3/users/cometchat-uid-1', { body: { role: 'manager' } });
    expect(refused).toMatchObject(invalid('role'));
  });

  test('the default one is changed, but not deleted', async () => {
    const { call } = await start();
    expect((await call('PUT', '/v3/roles/default', { body: { name: 'Everybody' } })).json.data.name).toBe('Everybody');
    expect(await call('DELETE', '/v3/roles/default')).toMatchObject(failure(403, 'ERR_ROLE_DELETE_DENIED'));
    expect((await call('GET', '/v3/roles/default')).status).toBe(200);
  });

  test('there are at most 25, or the configured limit', async () => {
    const { call } = await start();
    for (let count = 1; count < 25; count++) {
      expect((await call('POST', '/v3/roles', { body: { role: `r${count}`, name: 'R' } })).status).toBe(200);
    }
    expect(await call('POST', '/v3/roles', { body: { role: 'r25', name: 'R' } })).toMatchObject(invalid('role'));
    const few = await start({ limits: { roles: 1 } });
    expect(await few.call('POST', '/v3/roles', { body: { role: 'r', name: 'R' } })).toMatchObject(invalid('role'));
  });

  test.each([
    [{}, ['role', 'name']],
    [{ role: 'a b', name: 'A' }, ['role']],
    [{ role: 'a', name: 'x'.repeat(101) }, ['name']],
    [{ role: 'a', name: 'A', description: 'x'.repeat(256) }, ['description']],
    [{ role: 'a', name: 'A', metadata: 'm', settings: { listUsers: 'some' } }, ['metadata', 'settings']],
  ])('refuses %j', async (body, fields) => {
    const { call } = await start();
    expect(await call('POST', '/v3/roles', { body })).toMatchObject(invalid(...fields));
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s does not find an unknown one', async (method) => {
    const { call } = await start();
    const body = method === 'PUT' ? {} : undefined;
    for (const role of ['ghost', 'constructor', '__proto__'])
      expect(await call(method, `/v3/roles/${role}`, { body })).toMatchObject(NOT_FOUND);
  });

  test('belong to one app', async () => {
    const { call } = await start();
    await call('POST', '/v3/roles', { body: MANAGER, headers: { appid: 'one' } });
    expect(await call('GET', '/v3/roles/manager')).toMatchObject(NOT_FOUND);
  });
});

/** A user of the role `doctor`, with a friend. */
async function startWithDoctor(): Promise<Started & { as: { token: string } }> {
  const started = await start({ roles: ['doctor', 'nurse'], users: [{ uid: 'doc', name: 'Doc', role: 'doctor' }] });
  await started.call('PUT', '/v3/users/cometchat-uid-2', { body: { role: 'nurse' } });
  await started.call('POST', '/v3/users/doc/friends', { body: { accepted: ['cometchat-uid-1'] } });
  return { ...started, as: { token: await started.tokenOf('doc') } };
}

const uids = (reply: { json: { data: { uid: string }[] } }) => reply.json.data.map((user) => user.uid).sort();
const PERMISSIONS = '/v3/roles/doctor/permissions';

describe('permissions of a role', () => {
  test('are listed with their defaults, and the values that were set', async () => {
    const { call } = await startWithDoctor();
    const { json } = await call('GET', PERMISSIONS);
    const find = (id: string) => json.data.find((permission: { id: string }) => permission.id === id);
    expect(find('createGroup')).toMatchObject({
      type: 'role',
      dataType: 'string',
      availableValues: ['allow', 'deny'],
      defaultValue: 'allow',
      value: 'allow',
      createdAt: expect.any(Number),
    });
    expect(find('listUsers.mode')).toMatchObject({ defaultValue: 'all', value: 'all' });
    expect(json.meta.pagination.total).toBe(json.data.length);

    const permissions = {
      createGroup: 'deny',
      'listUsers.allowedRoles': ['nurse'],
      'createGroup.allowedGroupTypes': null,
    };
    expect((await call('PUT', PERMISSIONS, { body: { permissions } })).json.data).toStrictEqual({
      createGroup: { success: true, message: expect.any(String) },
      'listUsers.allowedRoles': { success: true, message: expect.any(String) },
      'createGroup.allowedGroupTypes': { success: true, message: expect.any(String) },
      permissions: { ...permissions, 'createGroup.allowedGroupTypes': [] },
    });
    const removed = await call('DELETE', `${PERMISSIONS}/createGroup`);
    expect(removed.json.data.permissions).toStrictEqual({
      'listUsers.allowedRoles': ['nurse'],
      'createGroup.allowedGroupTypes': [],
    });
    expect((await call('GET', `${PERMISSIONS}?perPage=1`)).json.data).toHaveLength(1);
  });

  test('affect users of that role only', async () => {
    const { call, as, tokenOf } = await startWithDoctor();
    const set = (permissions: object) => call('PUT', PERMISSIONS, { body: { permissions } });
    await set({ listUsers: 'deny' });
    expect(await call('GET', '/v3.0/users', { as })).toMatchObject(DENIED);
    const other = { token: await tokenOf('cometchat-uid-1') };
    expect((await call('GET', '/v3.0/users', { as: other })).status).toBe(200);

    await set({ listUsers: 'allow', 'listUsers.mode': 'friends' });
    expect(uids(await call('GET', '/v3.0/users', { as }))).toEqual(['cometchat-uid-1']);
    await set({ 'listUsers.mode': 'all', 'listUsers.allowedRoles': ['nurse'] });
    expect(uids(await call('GET', '/v3.0/users', { as }))).toEqual(['cometchat-uid-2']);

    await set({ 'getUserDetails.mode': 'friends' });
    expect(await call('GET', '/v3.0/users/cometchat-uid-2', { as })).toMatchObject(DENIED);
    expect((await call('GET', '/v3.0/users/cometchat-uid-1', { as })).status).toBe(200);
    expect((await call('GET', '/v3.0/users/doc', { as })).status).toBe(200);
    await call('DELETE', `${PERMISSIONS}/getUserDetails.mode`);
    await set({ 'getUserDetails.allowedRoles': ['nurse'] });
    expect((await call('GET', '/v3.0/users/cometchat-uid-2', { as })).status).toBe(200);
    expect(await call('GET', '/v3.0/users/cometchat-uid-1', { as })).toMatchObject(DENIED);
  });

  test('the setting listUsers of a role has the effect of listUsers.mode', async () => {
    const { call, as } = await startWithDoctor();
    await call('PUT', '/v3/roles/doctor', { body: { settings: { listUsers: 'friendsOnly' } } });
    expect(uids(await call('GET', '/v3.0/users', { as }))).toEqual(['cometchat-uid-1']);
  });

  test.each([
    [{}, 'permissions'],
    [{ permissions: { fly: 'allow' } }, 'permissions'],
    [{ permissions: { __proto__x: 'allow' } }, 'permissions'],
    [{ permissions: { createGroup: 'maybe' } }, 'permissions'],
    [{ permissions: { 'listUsers.allowedRoles': ['ghost'] } }, 'permissions'],
    [{ permissions: { 'createGroup.allowedGroupTypes': 'public' } }, 'permissions'],
  ])('refuses %j', async (body, field) => {
    const { call } = await startWithDoctor();
    expect(await call('PUT', PERMISSIONS, { body })).toMatchObject(invalid(field));
    expect(await call('DELETE', `${PERMISSIONS}/fly`)).toMatchObject(invalid('permission'));
    expect(await call('GET', '/v3/roles/ghost/permissions')).toMatchObject(NOT_FOUND);
  });
});

describe('restricted features of a role', () => {
  const FEATURES = '/v3/roles/doctor/restrictedfeatures';

  test('are restricted, listed and allowed again', async () => {
    const { call, as } = await startWithDoctor();
    const restricted = await call('POST', FEATURES, {
      body: { featuresToRestrict: ['u.listUsers', 'blockUser', 'logout'] },
    });
    expect(restricted.json).toStrictEqual({
      data: Object.fromEntries(
        ['u.listUsers', 'blockUser', 'logout'].map((key) => [key, { success: true, message: expect.any(String) }]),
      ),
    });
    const { json } = await call('GET', FEATURES);
    expect(json.data[0]).toStrictEqual({
      title: 'List Users',
      description: expect.any(String),
      key: 'u.listUsers',
      path: '/v3/users',
      createdAt: expect.any(Number),
    });
    expect(json.meta.pagination).toMatchObject({ total: 3 });
    expect(await call('GET', '/v3.0/users', { as })).toMatchObject(DENIED);
    expect(await call('DELETE', '/v3.0/me', { as })).toMatchObject(DENIED);
    const block = () => call('POST', '/v3.0/blockedusers', { as, body: { blockedUids: ['cometchat-uid-3'] } });
    expect(await block()).toMatchObject(DENIED);

    const allowed = await call('DELETE', FEATURES, { body: { featuresToAllow: ['listUsers'] } });
    expect(allowed.json).toStrictEqual({ data: { success: true, message: expect.any(String) } });
    expect((await call('GET', '/v3.0/users', { as })).status).toBe(200);
    expect(await block()).toMatchObject(DENIED);
    await call('DELETE', FEATURES, { body: { allowAll: true } });
    expect((await call('GET', FEATURES)).json.data).toEqual([]);
    expect((await block()).status).toBe(200);
  });

  test('refuses unknown features', async () => {
    const { call } = await startWithDoctor();
    expect(await call('POST', FEATURES, { body: {} })).toMatchObject(invalid('featuresToRestrict'));
    const unknown = { featuresToRestrict: ['fly', '__proto__'] };
    expect(await call('POST', FEATURES, { body: unknown })).toMatchObject(invalid('featuresToRestrict'));
    expect(await call('DELETE', FEATURES, { body: { featuresToAllow: ['fly'] } })).toMatchObject(
      invalid('featuresToAllow'),
    );
  });
});
