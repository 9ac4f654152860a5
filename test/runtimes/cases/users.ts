import { CometChat, CometChatCalls, User } from 'cometchat-users';
import { has, ok, rejects, same } from './assert.js';
import type { Cases } from './kit.js';

export const users: Cases = {
  'the three ways to User are one class': async () => {
    same(CometChat.User === User && CometChatCalls.User === User, true);
  },

  'a user goes through JSON, spread and structuredClone as it is': async () => {
    const user = new User('Kevin', 'Kevin 🌱').setTags(['beta']).setMetadata({ shift: { from: 9 } });
    const fields = { uid: 'kevin', name: 'Kevin 🌱', tags: ['beta'], metadata: { shift: { from: 9 } } };
    same(JSON.parse(JSON.stringify(user)), fields);
    same({ ...user }, fields);
    same(structuredClone(user), fields);
    const back = User.from(JSON.parse(JSON.stringify(user)));
    same(back.touched, []);
    same(back.setName('Kev').touched, ['name']);
    same(back.clone().toJSON(), { ...fields, name: 'Kev' });
  },

  'validate says everything that is wrong at once': async () => {
    const issues = new User('Ann Lee').setAvatar('x').validate('create');
    same(
      issues.map(({ field }) => field),
      ['uid', 'name', 'avatar'],
    );
    same(new User('😀'.repeat(3)).isValid(), false);
    same(new User('ann', '😀'.repeat(100)).isValid('create'), true);
    same(new User('ann', '😀'.repeat(101)).isValid('create'), false);
    same(new User('ann', '\ud83d').isValid('create'), false);
  },

  'createUser resolves with a new user, as the service has it': async ({ client, uid, authKey, admin }) => {
    const fields = {
      uid: uid(),
      name: 'Zoë 🌱 שלום',
      avatar: 'https://example.com/a.png',
      link: 'https://example.com/ü?a=b',
      metadata: { nested: { list: [1, 'two', null] }, text: '日本語' },
      tags: ['beta', 'é'],
      statusMessage: 'On the train',
    };
    // A URL is sent in its legal form.
    const stored = { ...fields, link: 'https://example.com/%C3%BC?a=b' };
    const given = new User(fields);
    const created = await client().createUser(given, authKey);
    ok(created instanceof User && created !== given, 'it is another User');
    has(created, { ...stored, role: 'default', status: 'offline' });
    ok(Number(created.createdAt) > 1_700_000_000, 'it has the time of its creation');
    has((await admin('GET', `/users/${fields.uid}`)).data, stored);
  },

  'createUser takes a plain object, and lower-cases A to Z of its uid': async ({ client, uid, authKey }) => {
    const mine = uid();
    const created = await client().createUser({ uid: mine.toUpperCase(), name: 'Ann' }, authKey);
    same(created.getUid(), mine);
  },

  'createUser rejects with every issue at once and sends nothing': async ({ client, authKey }) => {
    let sent = 0;
    const given = new User('a b').setAvatar('javascript:alert(1)').setTags(['']);
    const call = client({ hooks: { onRequest: () => sent++ } }).createUser(given, authKey);
    const error = await rejects(call, { code: 'INVALID_UID', kind: 'validation', operation: 'createUser' });
    same(Object.keys(error.details ?? {}), ['uid', 'name', 'avatar', 'tags']);
    same(sent, 0);
  },

  'createUser of a uid that is taken is a conflict, and is tried once': async ({ client, member, authKey }) => {
    const { uid } = await member();
    await rejects(client().createUser(new User(uid, 'Ann'), authKey), {
      code: 'ERR_UID_ALREADY_EXISTS',
      kind: 'conflict',
      status: 400,
      attempts: 1,
      retryable: false,
    });
  },

  'createUser with a key that nobody has is refused': async ({ client, uid }) => {
    const call = client().createUser(new User(uid(), 'Ann'), 'canary-key');
    await rejects(call, { code: 'AUTH_ERR_APIKEY_NOT_FOUND', kind: 'authentication', status: 401 });
  },

  'updateUser sends what was touched and leaves the rest': async ({ client, member, authKey, admin }) => {
    const { uid } = await member({ link: 'https://example.com/1', tags: ['beta'], metadata: { a: 1 } });
    const updated = await client().updateUser(new User(uid).setName('Kevin Fernandez'), authKey);
    const expected = { name: 'Kevin Fernandez', link: 'https://example.com/1', tags: ['beta'], metadata: { a: 1 } };
    has(updated, expected);
    has((await admin('GET', `/users/${uid}`)).data, expected);
  },

  'updateUser clears with null': async ({ client, member, authKey, admin }) => {
    const { uid } = await member({ avatar: 'https://example.com/a.png', metadata: { a: 1 } });
    const updated = await client().updateUser(new User(uid).setAvatar(null).setMetadata(null), authKey);
    has(updated, { avatar: undefined, metadata: undefined, name: 'Member' });
    has((await admin('GET', `/users/${uid}`)).data, { avatar: undefined, metadata: undefined });
  },

  'updateUser of nobody is not found': async ({ client, uid, authKey }) => {
    const call = client().updateUser({ uid: uid(), name: 'Ann' }, authKey);
    await rejects(call, { code: 'ERR_UID_NOT_FOUND', kind: 'notFound', status: 404, operation: 'updateUser' });
  },

  'getUser reads another user as the signed-in one': async ({ client, member }) => {
    const [me, other] = [await member(), await member({ name: 'Other', tags: ['vip'] })];
    const mine = client();
    await rejects(mine.getUser(other.uid), { code: 'USER_NOT_LOGED_IN', kind: 'authentication' });
    await mine.login(me.token);
    has(await mine.getUser(other.uid), { uid: other.uid, name: 'Other', tags: ['vip'] });
    await rejects(mine.getUser('../me'), { code: 'INVALID_UID', kind: 'validation' });
  },
};
