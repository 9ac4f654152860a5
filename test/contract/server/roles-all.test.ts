import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, refusal, scripted, serve } from './admin-support.js';

const GUIDE = {
  role: 'guide',
  name: 'Guide',
  description: 'Shows the way',
  metadata: { rank: 1 },
  settings: { listUsers: 'friendsOnly', sendMessagesTo: 'all' },
} as const;

describe('roles', () => {
  test('are created, read, listed, changed and deleted', async () => {
    const { admin, wire, body } = await serve();
    const { roles } = admin;
    expect(await roles.create(GUIDE)).toMatchObject({ ...GUIDE, createdAt: expect.any(Number) });
    expect(await roles.get('guide')).toMatchObject(GUIDE);
    const listed: string[] = [];
    for await (const { role } of roles.list({ perPage: 1 })) listed.push(role);
    expect(listed.sort()).toEqual(['default', 'guide']);
    const changed = await roles.update('guide', { name: 'G', description: null, settings: null });
    expect(body()).toEqual({ name: 'G', unset: ['description', 'settings'] });
    expect(changed).toMatchObject({ role: 'guide', name: 'G', metadata: { rank: 1 } });
    expect(changed).not.toHaveProperty('description');
    expect(await roles.delete('guide')).toBeUndefined();
    expect(wire()).toEqual([
      'POST /roles',
      'GET /roles/guide',
      'GET /roles?perPage=1',
      'GET /roles?perPage=1&page=2',
      'PUT /roles/guide',
      'DELETE /roles/guide',
    ]);
  });

  test('each error has its code: exists already, does not exist, cannot be deleted', async () => {
    const { admin } = await serve();
    const { roles } = admin;
    await expect(roles.create({ role: 'default', name: 'D' })).rejects.toMatchObject({
      code: 'ERR_ROLE_ALREADY_EXISTS',
      kind: 'conflict',
      hint: 'Use roles.update(), or choose another id.',
    });
    for (const call of [
      () => roles.get('nobody'),
      () => roles.update('nobody', { name: 'N' }),
      () => roles.delete('nobody'),
    ])
      await expect(call()).rejects.toMatchObject({
        code: 'ERR_ROLE_NOT_FOUND',
        kind: 'notFound',
        hint: 'Create the role first, with roles.create().',
      });
    await expect(roles.delete('default')).rejects.toMatchObject({ code: 'ERR_ROLE_DELETE_DENIED', kind: 'permission' });
  });

  test('create() whose response was lost is settled by a read', async () => {
    hurry();
    for (const [found, code] of [
      [GUIDE, undefined],
      [{ ...GUIDE, name: 'Another' }, 'ERR_ROLE_ALREADY_EXISTS'],
    ] as const) {
      const { admin, wire } = scripted(({ method }, count) => {
        if (count === 1) lost();
        return method === 'POST' ? refusal(400, 'ERR_ROLE_ALREADY_EXISTS') : found;
      });
      const made = await admin.roles.create(GUIDE).catch((error) => error);
      expect(made.code).toBe(code);
      expect(wire()).toEqual(['POST /roles', 'POST /roles', 'GET /roles/guide']);
    }
  });

  test('create() whose response was lost rejects with CREATE_UNCONFIRMED if the role cannot be read', async () => {
    hurry();
    const { admin } = scripted(({ method }, count) => {
      if (count === 1) lost();
      return method === 'POST' ? refusal(400, 'ERR_ROLE_ALREADY_EXISTS') : refusal(403, 'AUTH_ERR_NO_ACCESS');
    });
    await expect(admin.roles.create(GUIDE)).rejects.toMatchObject({
      code: 'CREATE_UNCONFIRMED',
      operation: 'createRole',
      endpoint: 'POST /roles',
      hint: 'A response was lost: check from your server whether the user or role exists.',
    });
  });

  test('reject wrong arguments with every issue, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { roles } = admin;
    for (const bad of [undefined, null, {}]) await expectRefused(roles.create(bad as never), 'role', 'name');
    for (const bad of [5, 'guide', []]) await expectRefused(roles.create(bad as never), 'role');
    const hostile = {
      role: '../me',
      name: ' ',
      description: 'x'.repeat(256),
      metadata: { f() {} },
      settings: { listUsers: 'nobody' },
      permissions: {},
    };
    await expectRefused(
      roles.create(hostile as never),
      'role',
      'name',
      'description',
      'metadata',
      'settings.listUsers',
      'role.permissions',
    );
    for (const bad of [undefined, '', '../me', 'a b', 'x'.repeat(101), 5]) {
      await expectRefused(roles.get(bad as never), 'role');
      await expectRefused(roles.delete(bad as never), 'role');
      await expectRefused(roles.update(bad as never, { name: null } as never), 'role', 'name');
    }
    await expectRefused(roles.update('guide', {}), 'changes');
    await expectRefused(roles.list({ perPage: 0 }), 'perPage');
    expect(wire()).toEqual([]);
  });
});

describe('roles.permissions', () => {
  test('are listed, granted and revoked', async () => {
    const { admin, wire, body } = await serve({ roles: ['guide'] });
    const { permissions } = admin.roles;
    const set = await permissions.set('guide', { createGroup: 'deny', 'listUsers.allowedRoles': ['guide'] });
    expect(body()).toEqual({ permissions: { createGroup: 'deny', 'listUsers.allowedRoles': ['guide'] } });
    expect(set).toEqual({ createGroup: 'deny', 'listUsers.allowedRoles': ['guide'] });
    expect(await permissions.unset('guide', 'listUsers.allowedRoles')).toEqual({ createGroup: 'deny' });
    const { items } = await permissions.list('guide');
    expect(items.find(({ id }) => id === 'createGroup')).toMatchObject({ dataType: 'string', defaultValue: 'allow' });
    expect(wire()).toEqual([
      'PUT /roles/guide/permissions',
      'DELETE /roles/guide/permissions/listUsers.allowedRoles',
      'GET /roles/guide/permissions',
    ]);
  });

  test('reject unknown permissions, unknown roles and wrong arguments', async () => {
    const { admin, wire } = await serve();
    const { permissions } = admin.roles;
    await expect(permissions.set('default', { fly: 'allow' })).rejects.toMatchObject({
      code: 'ERR_BAD_REQUEST',
      details: { permissions: [expect.stringContaining('fly')] },
    });
    await expect(permissions.list('nobody')).rejects.toMatchObject({ code: 'ERR_ROLE_NOT_FOUND' });
    await expect(permissions.unset('default', 'fly')).rejects.toMatchObject({ kind: 'validation' });
    wire();
    for (const bad of [undefined, {}, [], 'x'])
      await expectRefused(permissions.set('a b', bad as never), 'role', 'permissions');
    await expectRefused(permissions.set('guide', { a: 5, b: [''] } as never), 'permissions.a', 'permissions.b');
    await expectRefused(permissions.unset('a b', '..'), 'role', 'permission');
    await expectRefused(permissions.list('a b', { page: 0 }), 'role', 'page');
    expect(wire()).toEqual([]);
  });
});

describe('roles.restrictedFeatures', () => {
  test('are restricted, listed and allowed', async () => {
    const { admin, body } = await serve({ roles: ['guide'] });
    const { restrictedFeatures } = admin.roles;
    const outcomes = await restrictedFeatures.restrict('guide', ['u.listUsers', 'u.getUser']);
    expect(outcomes).toEqual([
      { feature: 'u.listUsers', success: true, message: expect.any(String) },
      { feature: 'u.getUser', success: true, message: expect.any(String) },
    ]);
    const keys = async () => (await restrictedFeatures.list('guide')).items.map(({ key }) => key);
    expect((await keys()).sort()).toEqual(['u.getUser', 'u.listUsers']);
    expect(await restrictedFeatures.allow('guide', ['u.getUser'])).toBeUndefined();
    expect(body()).toEqual({ featuresToAllow: ['u.getUser'] });
    expect(await keys()).toEqual(['u.listUsers']);
    await restrictedFeatures.allow('guide', 'all');
    expect(body()).toEqual({ allowAll: true });
    expect(await keys()).toEqual([]);
  });

  test('reject wrong arguments, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { restrict, allow, list } = admin.roles.restrictedFeatures;
    for (const bad of [undefined, [], 'some', {}]) {
      await expectRefused(restrict('a b', bad as never), 'role', 'features');
      await expectRefused(allow('a b', bad as never), 'role', 'features');
    }
    await expectRefused(restrict('guide', [5] as never), 'features[0]');
    await expectRefused(list('', {}), 'role');
    expect(wire()).toEqual([]);
  });
});
