import { expect, test } from 'vitest';
import { serve } from '../../support/client-support.js';

test('both users of a block read its flags; other users read none', async () => {
  const service = await serve({ users: ['ann', 'bo', 'cy'].map((uid) => ({ uid, name: uid })) });
  await service.admin('POST', '/users/ann/blockedusers', { blockedUids: ['bo'] });
  const read = async (reader: string, uid: string) => {
    const client = service.make();
    await client.login(await service.tokenOf(reader));
    const user = await client.getUser(uid);
    return [user.getBlockedByMe(), user.getHasBlockedMe()];
  };
  expect(await read('ann', 'bo')).toEqual([true, false]);
  expect(await read('bo', 'ann')).toEqual([false, true]);
  expect(await read('cy', 'ann')).toEqual([false, false]);
  await service.admin('POST', '/users/bo/blockedusers', { blockedUids: ['ann'] });
  expect(await read('ann', 'bo')).toEqual([true, true]);
  await service.admin('DELETE', '/users/ann/blockedusers', { blockedUids: ['bo'] });
  expect(await read('ann', 'bo')).toEqual([false, true]);
});
