import { describe, expect, test } from 'vitest';
import { expectRefused, scripted, serve } from './admin-support.js';

describe('users.deactivate and users.reactivate', () => {
  test('return the users that they changed, although the service calls those brought back "nonDeactivatedUids"', async () => {
    const { admin, emulator, wire, body } = await serve();
    expect(await admin.users.deactivate(['Kevin', 'andy', 'kevin', 'nobody'])).toEqual(['kevin', 'andy']);
    expect(body()).toEqual({ uidsToDeactivate: ['kevin', 'andy', 'nobody'] });
    expect(emulator.users.get('andy')?.deactivatedAt).toEqual(expect.any(Number));
    expect(await admin.users.reactivate('andy')).toEqual(['andy']);
    expect(body()).toEqual({ uidsToActivate: ['andy'] });
    expect(await admin.users.get('andy')).toMatchObject({ uid: 'andy' });
    expect(wire()).toEqual(['DELETE /users', 'PUT /users', 'GET /users/andy']);
  });

  test('can be repeated safely', async () => {
    const { admin } = await serve();
    await admin.users.deactivate('kevin');
    expect(await admin.users.deactivate('kevin')).toEqual([]);
    await admin.users.reactivate('kevin');
    expect(await admin.users.reactivate('kevin')).toEqual([]);
  });

  test('reject wrong uids with an issue for each, and send nothing', async () => {
    const { admin, wire } = await serve();
    for (const call of [admin.users.deactivate, admin.users.reactivate]) {
      for (const bad of [undefined, null, [], '', 5]) await expectRefused(call(bad as never), 'uids');
      await expectRefused(call(['kevin', 'a b', '', '__proto__/']), 'uids[1]', 'uids[2]', 'uids[3]');
      const many = Array.from({ length: 1000 }, (_, index) => `user-number-${index}`);
      await expectRefused(call(many), 'uids');
    }
    expect(wire()).toEqual([]);
  });

  test.each([{}, { nonDeactivatedUids: 'kevin' }, { nonDeactivatedUids: [5] }, { reactivatedUids: ['kevin'] }])(
    'a response of %j is a bad response',
    async (data) => {
      const { admin } = scripted(() => data, { retry: { limit: 0 } });
      await expect(admin.users.reactivate('kevin')).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
    },
  );
});
