import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const PATH = '/v3/data_import/users';
const ANN = {
  uid: 'ann',
  name: 'Ann',
  avatar: 'https://example.com/a.png',
  metadata: { key: 'value' },
  tags: ['x'],
  // The vendor's own sample has these as texts.
  createdAt: '1600000000',
  lastActiveAt: '1600000005',
};
const failed = (code: string) => ({ success: false, error: expect.objectContaining({ code, source: 'chat-api' }) });

describe('POST /data_import/users', () => {
  test('imports users with their dates', async () => {
    const { call, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const gone = { uid: 'Gone', name: 'Gone', deactivatedAt: 1_650_000_000 };
    const { status, json } = await call('POST', PATH, { body: { users: { ann: ANN, Gone: gone } } });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      data: {
        ann: {
          success: true,
          data: { ...ANN, role: 'default', status: 'offline', createdAt: 1_600_000_000, lastActiveAt: 1_600_000_005 },
        },
        Gone: {
          success: true,
          data: {
            uid: 'gone',
            name: 'Gone',
            role: 'default',
            status: 'offline',
            tags: [],
            createdAt: 1_700_000_000,
            deactivatedAt: 1_650_000_000,
          },
        },
      },
    });
    expect(emulator.users.get('ann')).toStrictEqual(json.data.ann.data);
    expect(await call('GET', '/v3/users/gone')).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
  });

  test('each user succeeds or fails alone', async () => {
    const { call, emulator } = await start();
    const users = {
      ann: ANN,
      bo: { uid: 'bob', name: 'Bob' },
      cy: { uid: 'cy', name: '', role: 'ghost', createdAt: 'yesterday' },
      di: null,
      'cometchat-uid-1': { uid: 'cometchat-uid-1', name: 'Other' },
    };
    const { status, json } = await call('POST', PATH, { body: { users } });
    expect(status).toBe(200);
    expect(json.data).toMatchObject({
      ann: { success: true },
      bo: failed('ERR_BAD_REQUEST'),
      cy: failed('ERR_BAD_REQUEST'),
      di: failed('ERR_BAD_REQUEST'),
      'cometchat-uid-1': failed('ERR_UID_ALREADY_EXISTS'),
    });
    expect(Object.keys(json.data.bo.error.details)).toEqual(['uid']);
    expect(Object.keys(json.data.cy.error.details).sort()).toEqual(['createdAt', 'name', 'role']);
    expect(emulator.users.list().map((user) => user.uid)).toContain('ann');
    expect(emulator.users.list()).toHaveLength(6);
    expect(emulator.users.get('cometchat-uid-1')?.name).toBe('Andrew Joseph');
  });

  test.each([[undefined], [[ANN]], ['ann'], [null]])('%j are not users by uid', async (users) => {
    const { call } = await start();
    expect(await call('POST', PATH, { body: { users } })).toMatchObject(failure(400, 'ERR_IMPORT_INVALID_USER_FORMAT'));
  });

  test('accepts 50 in one request, and 10 KB for each of them', async () => {
    const { call, emulator } = await start();
    const make = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `u${index}`,
          { uid: `u${index}`, name: 'U', metadata: { text: 'x'.repeat(5000) } },
        ]),
      );
    expect(await call('POST', PATH, { body: { users: make(51) } })).toMatchObject(invalid('users'));
    expect(await call('POST', PATH, { body: { users: {} } })).toMatchObject(invalid('users'));
    expect(emulator.users.list()).toHaveLength(5);
    expect((await call('POST', PATH, { body: { users: make(50) } })).status).toBe(200);
    expect(emulator.users.list()).toHaveLength(55);
  });
});
