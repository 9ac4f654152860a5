import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, refusal, scripted, serve } from './admin-support.js';

const ZOE = { uid: 'zoe', name: 'Zoë' };
const USERS = [{ uid: 'kevin', name: 'Kevin' }, { uid: 'andy', name: 'Andy' }, ZOE];

describe('friends', () => {
  test('are added, listed and removed', async () => {
    const { admin, wire, body } = await serve({ users: USERS });
    const { friends } = admin;
    const outcomes = await friends.add('kevin', ['andy', 'zoe', 'nobody']);
    expect(body()).toEqual({ accepted: ['andy', 'zoe', 'nobody'] });
    expect(outcomes.map(({ uid, success }) => [uid, success])).toEqual([
      ['andy', true],
      ['zoe', true],
      ['nobody', false],
    ]);
    const uids = async (filter = {}) => (await friends.list('kevin', filter)).items.map(({ uid }) => uid).sort();
    expect(await uids()).toEqual(['andy', 'zoe']);
    expect(await uids({ searchKey: 'zo' })).toEqual(['zoe']);
    expect((await friends.list('andy')).items[0]?.uid).toBe('kevin');
    expect(await friends.remove('kevin', 'andy')).toBeUndefined();
    expect(body()).toEqual({ friends: ['andy'] });
    expect(await uids()).toEqual(['zoe']);
    expect(wire().slice(0, 3)).toEqual([
      'POST /users/kevin/friends',
      'GET /users/kevin/friends',
      'GET /users/kevin/friends?searchKey=zo',
    ]);
  });

  test('each error has its code: already friends, not friends, oneself', async () => {
    const { admin } = await serve({ users: USERS });
    const { friends } = admin;
    await friends.add('kevin', 'andy');
    expect(await friends.add('kevin', 'andy')).toMatchObject([{ uid: 'andy', success: false }]);
    await expect(friends.remove('kevin', ['andy', 'zoe'])).rejects.toMatchObject({
      code: 'ERR_NOT_A_FRIEND',
      kind: 'notFound',
      hint: expect.stringContaining('friends.list()'),
    });
    await expect(friends.add('kevin', 'kevin')).rejects.toMatchObject({
      code: 'ERR_CANNOT_FORM_SELF_RELATION',
      kind: 'validation',
    });
    await expect(friends.add('nobody', 'kevin')).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
  });

  test('addToConversations is sent if it is set', async () => {
    const { admin, sent } = scripted(() => ({ accepted: { andy: { success: true, message: 'Done.' } } }));
    await admin.friends.add('kevin', 'andy', { addToConversations: true });
    expect(sent[0]?.body).toEqual({ accepted: ['andy'], addToConversations: true });
  });

  test('a response is read with `accepted` and without, also for a user of that name', async () => {
    const done = { success: true, message: 'Done.' };
    for (const data of [{ accepted: { accepted: done } }, { accepted: done }]) {
      const { admin } = scripted(() => data);
      expect(await admin.friends.add('kevin', 'accepted')).toEqual([{ uid: 'accepted', ...done }]);
    }
  });

  test('lost responses: a friend that was added counts as added, one that was removed is gone', async () => {
    hurry();
    const already = { success: false, message: 'Friends.', error: { code: 'ERR_ALREADY_FRIEND' } };
    const add = scripted((_, count) => (count === 1 ? lost() : { accepted: { andy: already } }));
    expect(await add.admin.friends.add('kevin', 'andy')).toMatchObject([{ uid: 'andy', success: true }]);
    const once = scripted(() => ({ accepted: { andy: already } }));
    expect(await once.admin.friends.add('kevin', 'andy')).toMatchObject([{ uid: 'andy', success: false }]);
    const remove = scripted((_, count) => (count === 1 ? lost() : refusal(400, 'ERR_NOT_A_FRIEND')));
    await remove.admin.friends.remove('kevin', 'andy');
  });

  test('reject wrong arguments with every issue, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { add, remove, list } = admin.friends;
    for (const bad of [undefined, null, [], '', 5]) {
      await expectRefused(
        add('a b', bad as never, { addToConversations: 1 as never }),
        'uid',
        'friends',
        'addToConversations',
      );
      await expectRefused(remove('a b', bad as never), 'uid', 'friends');
    }
    const many = Array.from({ length: 26 }, (_, index) => `u-${index}`);
    await expectRefused(add('kevin', many), 'friends');
    await expectRefused(list('', { searchKey: '', page: 1.5 }), 'uid', 'searchKey', 'page');
    expect(wire()).toEqual([]);
  });
});
