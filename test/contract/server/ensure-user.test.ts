import type { ResponseEvent } from 'cometchat-users';
import { User, type UserInput } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, refusal, scripted, serve } from './admin-support.js';

const ZOE = {
  uid: 'zoe',
  name: 'Zoë',
  avatar: 'https://a.example/1.png',
  metadata: { rank: 1, deep: { a: [1], b: 'x' } },
  statusMessage: 'Hi',
  tags: ['a', 'b'],
};

describe('users.ensure', () => {
  test('creates a user that does not exist', async () => {
    const { admin, emulator, wire } = await serve();
    const { user, outcome } = await admin.users.ensure(ZOE);
    expect(outcome).toBe('created');
    expect(user).toBeInstanceOf(User);
    expect(emulator.users.get('zoe')).toMatchObject(ZOE);
    expect(wire()).toEqual(['GET /users/zoe', 'POST /users']);
  });

  test('calls no onError hook if a user does not exist yet', async () => {
    const told: unknown[] = [];
    const { make } = await serve();
    const hooks = {
      onResponse: ({ operation, endpoint, status }: ResponseEvent) => told.push([operation, endpoint, status]),
      onError: (event: unknown) => told.push(event),
    };
    await make({ hooks }).users.ensure(ZOE);
    expect(told).toEqual([
      ['ensureUser', 'GET /users/{uid}', 404],
      ['ensureUser', 'POST /users', 200],
    ]);
  });

  test.each<[string, object]>([
    ['the same', ZOE],
    ['less', { uid: 'zoe', name: 'Zoë' }],
    ['another case of the uid', { ...ZOE, uid: 'ZOE' }],
    ['tags in another order, one of them twice', { ...ZOE, tags: ['b', 'a', 'b'] }],
    ['keys in another order', { ...ZOE, metadata: { deep: { b: 'x', a: [1] }, rank: 1 } }],
    ['null for what is not there', { ...ZOE, link: null }],
  ])('sends nothing if the user is as given: %s', async (_, given) => {
    const { admin, wire } = await serve({ users: [ZOE] });
    const { user, outcome } = await admin.users.ensure(given as UserInput);
    expect(outcome).toBe('unchanged');
    expect(user.toJSON()).toMatchObject(ZOE);
    expect(wire()).toEqual(['GET /users/zoe']);
  });

  test('treats an empty field as a missing one, and a date as its text', async () => {
    const given = { uid: 'zoe', name: 'Zoë', metadata: {}, tags: [], statusMessage: '' };
    const { admin, wire } = scripted(() => ({ uid: 'zoe', name: 'Zoë', metadata: [] }));
    expect((await admin.users.ensure(given)).outcome).toBe('unchanged');
    expect(wire()).toHaveLength(1);
    const since = new Date(0);
    const dated = scripted(() => ({ uid: 'zoe', name: 'Zoë', metadata: { since: since.toJSON() } }));
    expect((await dated.admin.users.ensure({ uid: 'zoe', name: 'Zoë', metadata: { since } })).outcome).toBe(
      'unchanged',
    );
  });

  test.each<[string, object, object]>([
    ['a name', { name: 'Z' }, { name: 'Z' }],
    ['a tag more', { tags: ['a', 'b', 'c'] }, { tags: ['a', 'b', 'c'] }],
    [
      'deep in the metadata',
      { metadata: { rank: 1, deep: { a: [2], b: 'x' } } },
      { metadata: { rank: 1, deep: { a: [2], b: 'x' } } },
    ],
    ['what was not there', { link: 'https://a.example/zoe' }, { link: 'https://a.example/zoe' }],
    ['what is to be cleared', { avatar: null, metadata: null }, { unset: ['avatar', 'metadata'] }],
    ['no tags', { tags: [] }, { tags: [] }],
  ])('updates only the fields that differ: %s', async (_, changes, sent) => {
    const { admin, wire, body } = await serve({ users: [ZOE] });
    const { user, outcome } = await admin.users.ensure({ ...ZOE, ...changes } as UserInput);
    expect(outcome).toBe('updated');
    expect(wire()).toEqual(['GET /users/zoe', 'PUT /users/zoe']);
    expect(body()).toEqual(sent);
    expect((await admin.users.ensure({ ...ZOE, ...changes } as UserInput)).outcome).toBe('unchanged');
    expect(user.uid).toBe('zoe');
  });

  test('changes neither other fields nor its argument', async () => {
    const { admin, emulator } = await serve({ users: [ZOE] });
    const given = new User('zoe', 'Z');
    await admin.users.ensure(given);
    expect(emulator.users.get('zoe')).toMatchObject({ ...ZOE, name: 'Z' });
    expect(given.touched).toEqual(['name']);
  });

  test('does not send later changes of the argument', async () => {
    const { admin, emulator } = await serve();
    const given = { uid: 'zoe', name: 'Zoë', tags: ['a'] };
    const ensured = admin.users.ensure(given);
    given.tags.push('late');
    await ensured;
    expect(emulator.users.get('zoe')?.tags).toEqual(['a']);
  });

  test('two hundred at a time end in one user, one creation and no error', async () => {
    const { admin, emulator } = await serve();
    const all = await Promise.all(Array.from({ length: 200 }, () => admin.users.ensure(ZOE)));
    const outcomes = all.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(199);
    for (const { user } of all) expect(user.toJSON()).toMatchObject(ZOE);
    expect(emulator.users.list().filter(({ uid }) => uid === 'zoe')).toHaveLength(1);
  });

  test('rejects bad input with every issue and sends nothing', async () => {
    const { admin, wire } = await serve();
    const options = { reactivate: 'yes' as never };
    await expectRefused(
      admin.users.ensure({ uid: 'a b', tags: [''] as string[] }, options),
      'uid',
      'name',
      'tags',
      'reactivate',
    );
    for (const bad of [undefined, null, 'zoe', [], 5])
      await expectRefused(admin.users.ensure(bad as never), 'uid', 'name');
    expect(wire()).toEqual([]);
  });
});

describe('users.ensure of a deactivated user', () => {
  test('says so, and does not reactivate it', async () => {
    const { admin, emulator, wire } = await serve({ users: [ZOE] });
    await admin.users.deactivate('zoe');
    wire();
    await expect(admin.users.ensure({ ...ZOE, name: 'Z' })).rejects.toMatchObject({
      code: 'USER_DEACTIVATED',
      kind: 'permission',
      message: 'The user zoe exists and is deactivated.',
      hint: expect.stringContaining('reactivate'),
      operation: 'ensureUser',
      retryable: false,
    });
    // Two more reads: a new user may not be visible everywhere yet.
    expect(wire()).toEqual(['GET /users/zoe', 'POST /users', ...Array(3).fill('GET /users/zoe')]);
    expect(emulator.users.get('zoe')).toMatchObject({ name: 'Zoë', deactivatedAt: expect.any(Number) });
  });

  test('with reactivate brings it back, and updates the fields that differ', async () => {
    const { admin, emulator } = await serve({ users: [ZOE] });
    await admin.users.deactivate('zoe');
    const { user, outcome } = await admin.users.ensure({ ...ZOE, name: 'Z' }, { reactivate: true });
    expect(outcome).toBe('reactivated');
    expect(user.toJSON()).toMatchObject({ ...ZOE, name: 'Z' });
    expect(emulator.users.get('zoe')).not.toHaveProperty('deactivatedAt');
    expect((await admin.users.ensure(ZOE, { reactivate: true })).outcome).toBe('updated');
  });

  test('with reactivate, fifty at a time succeed', async () => {
    const { admin } = await serve({ users: [ZOE] });
    await admin.users.deactivate('zoe');
    const all = await Promise.all(Array.from({ length: 50 }, () => admin.users.ensure(ZOE, { reactivate: true })));
    const outcomes = all.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'reactivated')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(49);
    expect(await admin.users.get('zoe')).toMatchObject(ZOE);
  });
});

describe('users.ensure with lost responses', () => {
  const stored = { uid: 'zoe', name: 'Zoë' };

  test('of the create: it is retried, recognised as ours, and counts as created', async () => {
    hurry();
    let created = false;
    const { admin, wire } = scripted(({ method }, count) => {
      if (method === 'GET') return created ? stored : refusal(404, 'ERR_UID_NOT_FOUND');
      if (created) return refusal(400, 'ERR_UID_ALREADY_EXISTS');
      created = true;
      return count > 0 && lost();
    });
    expect(await admin.users.ensure(stored)).toMatchObject({ user: stored, outcome: 'created' });
    expect(wire()).toEqual(['GET /users/zoe', 'POST /users', 'POST /users', 'GET /users/zoe']);
  });

  test('of the create, and another user was first: it becomes an update', async () => {
    hurry();
    let posts = 0;
    const { admin, sent } = scripted(({ method }) => {
      if (method === 'POST') return ++posts === 1 ? lost() : refusal(400, 'ERR_UID_ALREADY_EXISTS');
      if (method === 'PUT') return stored;
      return posts === 0 ? refusal(404, 'ERR_UID_NOT_FOUND') : { uid: 'zoe', name: 'Another' };
    });
    expect((await admin.users.ensure(stored)).outcome).toBe('updated');
    expect(sent.at(-1)).toMatchObject({ method: 'PUT', body: { name: 'Zoë' } });
  });

  test('of the read and the update: both are retried', async () => {
    hurry();
    const { admin, wire } = scripted(({ method }, count) => {
      if (count % 2 === 1) lost();
      return method === 'GET' ? { uid: 'zoe', name: 'Z' } : stored;
    });
    expect((await admin.users.ensure(stored)).outcome).toBe('updated');
    expect(wire()).toEqual(['GET /users/zoe', 'GET /users/zoe', 'PUT /users/zoe', 'PUT /users/zoe']);
  });

  test('of the reactivation: the retry changes no user, and still counts', async () => {
    hurry();
    let [puts, active] = [0, false];
    const { admin } = scripted(({ method }) => {
      if (method === 'POST') return refusal(400, 'ERR_UID_ALREADY_EXISTS');
      if (method === 'GET') return active ? stored : refusal(404, 'ERR_UID_NOT_FOUND');
      active = true;
      return ++puts === 1 ? lost() : { nonDeactivatedUids: [] };
    });
    expect((await admin.users.ensure(stored, { reactivate: true })).outcome).toBe('reactivated');
  });

  test('none, but a user that another process created is not visible everywhere yet: it is not taken for deactivated', async () => {
    let reads = 0;
    const { admin, wire } = scripted(({ method }) => {
      if (method === 'POST') return refusal(400, 'ERR_UID_ALREADY_EXISTS');
      return ++reads < 4 ? refusal(404, 'ERR_UID_NOT_FOUND') : stored;
    });
    expect((await admin.users.ensure(stored)).outcome).toBe('unchanged');
    expect(wire()).toHaveLength(5);
  });

  test('rejects with a refusal', async () => {
    const { admin, wire } = scripted(() => refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));
    await expect(admin.users.ensure(stored)).rejects.toMatchObject({ kind: 'authentication' });
    expect(wire()).toHaveLength(1);
  });
});
