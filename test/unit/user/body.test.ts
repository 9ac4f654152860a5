import { describe, expect, test } from 'vitest';
import { createBody, updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const profile = {
  name: 'Kevin',
  avatar: 'https://example.com/kevin.png',
  link: 'https://example.com/kevin',
  role: 'admin',
  metadata: { department: 'support' },
  statusMessage: 'Away',
  tags: ['beta'],
};
/** Fields of responses that must never be sent. */
const service = {
  status: 'online',
  lastActiveAt: 1,
  createdAt: 2,
  updatedAt: 3,
  deactivatedAt: 4,
  hasBlockedMe: true,
  blockedByMe: true,
  conversationId: 'a_user_b',
  authToken: 'secret',
} as const;
const loaded = () => User.from({ uid: 'kevin', ...structuredClone(profile), ...service });

describe('the body of a create', () => {
  test.each<[string, User, object]>([
    ['is the uid alone where nothing else is set', new User('kevin'), { uid: 'kevin' }],
    ['has what was set', new User('Kevin', 'Kevin').setTags([]), { uid: 'kevin', name: 'Kevin', tags: [] }],
    ['has every editable field', new User({ uid: 'kevin', ...profile, ...service }), { uid: 'kevin', ...profile }],
    ['has what was read, to make the same user elsewhere', loaded(), { uid: 'kevin', ...profile }],
    ['has no null: there is nothing to clear', new User({ uid: 'kevin', avatar: null, link: null }), { uid: 'kevin' }],
  ])('%s', (_name, user, body) => {
    expect(createBody(user)).toStrictEqual(body);
  });
});

describe('the body of an update', () => {
  test.each<[string, User, object]>([
    ['is empty where nothing was touched', loaded(), {}],
    ['has only what was touched, and not the uid', loaded().setName('Ann'), { name: 'Ann' }],
    [
      'has every editable field of a user that was filled in',
      new User({ uid: 'kevin', ...profile, ...service }),
      profile,
    ],
    ['has what was touched with the value that was there', loaded().setName('Kevin'), { name: 'Kevin' }],
    ['has what was assigned as a field', Object.assign(loaded(), { name: 'Ann' }), { name: 'Ann' }],
    ['has an empty text and an empty list', loaded().setStatusMessage('').setTags([]), { statusMessage: '', tags: [] }],
    ['has nothing of the service’s own fields', loaded().setStatus('offline').setDeactivatedAt(0), {}],
  ])('%s', (_name, user, body) => {
    expect(updateBody(user)).toStrictEqual(body);
  });
});

describe('null clears avatar, link and metadata, by unset and never as null', () => {
  test.each<[string, User, object]>([
    ['one', loaded().setAvatar(null), { unset: ['avatar'] }],
    ['all', loaded().setMetadata(null).setLink(null).setAvatar(null), { unset: ['avatar', 'link', 'metadata'] }],
    ['beside other changes', loaded().setName('Ann').setLink(null), { name: 'Ann', unset: ['link'] }],
    ['of a user that was not read', new User('kevin').setMetadata(null), { unset: ['metadata'] }],
    ['in a plain object', new User({ uid: 'kevin', avatar: null }), { unset: ['avatar'] }],
    ['assigned as a field', Object.assign(loaded(), { avatar: null }), { unset: ['avatar'] }],
    ['twice', loaded().setAvatar(null).setAvatar(null), { unset: ['avatar'] }],
    ['until a value is set', loaded().setAvatar(null).setAvatar('https://x.y/'), { avatar: 'https://x.y/' }],
    [
      'until it is taken back',
      loaded()
        .setAvatar(null)
        .setAvatar(undefined as unknown as null),
      {},
    ],
  ])('%s', (_name, user, body) => {
    expect(updateBody(user)).toStrictEqual(body);
    expect(user.validate()).toEqual([]);
  });

  test.each(['name', 'role', 'statusMessage', 'tags'])('but %s cannot be cleared, and null is an issue', (field) => {
    expect(new User({ uid: 'kevin', [field]: null }).validate()).toMatchObject([{ field }]);
  });
});

describe('undefined says nothing', () => {
  test.each(Object.keys(profile))('of %s', (field) => {
    expect(updateBody(new User({ uid: 'kevin', [field]: undefined }))).toStrictEqual({});
    expect(updateBody(Object.assign(loaded(), { [field]: undefined }))).toStrictEqual({});
  });
});
