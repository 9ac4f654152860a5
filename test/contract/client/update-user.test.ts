import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import { authTokenOf, eventsOf, serve } from '../../support/client-support.js';

const RICH = {
  uid: 'rich',
  name: 'Rich',
  avatar: 'https://a.example/1.png',
  link: 'https://a.example/rich',
  metadata: { a: 1 },
  tags: ['a'],
  statusMessage: 'Hi',
};
const withRich = () => serve({ users: [RICH, { uid: 'kevin', name: 'Kevin' }] });

describe('updateUser', () => {
  test('sends only the changed fields, and clears none', async () => {
    const { make, emulator, wire } = await withRich();
    const user = await make().updateUser(new User('RICH').setName('Richard'), emulator.authKey);
    expect(wire()).toEqual(['PUT /users/rich']);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ name: 'Richard' });
    expect(user).toBeInstanceOf(User);
    expect(user).toMatchObject({ ...RICH, name: 'Richard' });
  });

  test('with a user from a response sends only the fields that were changed since', async () => {
    const { make, emulator, tokenOf } = await withRich();
    const client = make();
    await client.login(await tokenOf('kevin'));
    const rich = await client.getUser('rich');
    await client.updateUser(rich.setStatusMessage('Away'), emulator.authKey);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ statusMessage: 'Away' });
    const { uid, ...row } = RICH;
    expect(emulator.users.get(uid)).toMatchObject({ ...row, statusMessage: 'Away' });
  });

  test('clears avatar, link and metadata with null', async () => {
    const { make, emulator } = await withRich();
    const user = new User('rich').setAvatar(null).setLink(null).setMetadata(null);
    const updated = await make().updateUser(user, emulator.authKey);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ unset: ['avatar', 'link', 'metadata'] });
    expect([updated.avatar, updated.link, updated.metadata, updated.name]).toEqual([
      undefined,
      undefined,
      undefined,
      'Rich',
    ]);
  });

  test('accepts a plain object, and changes neither that nor a User', async () => {
    const { make, emulator } = await withRich();
    const plain = Object.freeze({ uid: 'RICH', avatar: null, name: 'R' });
    await make().updateUser(plain, emulator.authKey);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ name: 'R', unset: ['avatar'] });
    const user = new User('rich').setTags(['b']);
    const before = user.clone();
    await make().updateUser(user, emulator.authKey);
    expect(user).toEqual(before);
    expect(user.touched).toEqual(['tags']);
  });

  test('rejects with every issue at once and sends nothing', async () => {
    const { make, wire } = await withRich();
    const update = make().updateUser({ uid: '', name: '', link: 'x' }, '');
    await expect(update).rejects.toMatchObject({
      kind: 'validation',
      operation: 'updateUser',
      details: {
        authKey: [expect.any(String)],
        uid: [expect.any(String)],
        name: [expect.any(String)],
        link: [expect.any(String)],
      },
    });
    expect(wire()).toEqual([]);
  });

  test('of an unknown user says so', async () => {
    const { make, emulator } = await withRich();
    const update = make().updateUser(new User('nobody', 'N'), emulator.authKey);
    await expect(update).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND', kind: 'notFound', status: 404 });
  });

  test('of the signed-in user refreshes the session and keeps the token', async () => {
    const { make, emulator, tokenOf } = await withRich();
    const client = make();
    const token = await tokenOf('rich');
    await client.login(token);
    const { names } = eventsOf(client);
    await client.updateUser(new User('Rich').setName('Richard'), emulator.authKey);
    expect(client.session.getSnapshot()).toMatchObject({ source: 'login', user: { name: 'Richard' } });
    expect(authTokenOf(client)).toBe(token);
    expect(names()).toEqual(['userUpdated']);
  });

  test('of another user keeps the session', async () => {
    const { make, emulator, tokenOf } = await withRich();
    const client = make();
    await client.login(await tokenOf('kevin'));
    const before = client.session.getSnapshot();
    await client.updateUser(new User('rich', 'Richard'), emulator.authKey);
    expect(client.session.getSnapshot()).toBe(before);
  });
});
