import { describe, expect, test, vi } from 'vitest';
import { failure, invalid, start } from './emulator-support.js';

const [ONE, TWO] = ['cometchat-uid-1', 'cometchat-uid-2'] as const;

const LISTS = ['/v3/conversations', '/v3.0/groups', '/v3/messages'];
const SENDING = ['/v3.0/messages', '/v3/groups', '/v3/files/upload-url'];

async function startAsOne(options = {}) {
  const started = await start(options);
  return { ...started, as: { token: await started.tokenOf(ONE) } };
}

describe('conversations, groups and messages', () => {
  test.each(LISTS)('%s is an empty list with one page', async (path) => {
    const { call, as } = await startAsOne();
    const { status, json } = await call('GET', `${path}?per_page=30&page=1`, { as });
    expect(status).toBe(200);
    const pagination = { total: 0, count: 0, per_page: 30, current_page: 1, total_pages: 1 };
    expect(json).toStrictEqual({ data: [], meta: { pagination } });
    expect(await call('GET', `${path}?page=0`, { as })).toMatchObject(invalid('page'));
  });

  test('the messages with a user are an empty list, without pages', async () => {
    const { call, as } = await startAsOne();
    const { status, json } = await call('GET', `/v3/users/${TWO}/messages?per_page=30&affix=prepend`, { as });
    expect(status).toBe(200);
    expect(json).toStrictEqual({ data: [], meta: { current: { limit: 30, count: 0 } } });
  });

  test('the conversation with a user is not found, and can be marked as read', async () => {
    const { call, as } = await startAsOne();
    const path = `/v3/users/${TWO}/conversation`;
    expect(await call('GET', path, { as })).toMatchObject(failure(404, 'ERR_CONVERSATION_NOT_FOUND'));
    const read = await call('POST', `${path}/read`, { as });
    expect(read).toMatchObject({ status: 200, json: { data: { success: true, message: expect.any(String) } } });
  });

  test('users and groups that do not exist are not found', async () => {
    const { call, as } = await startAsOne();
    for (const [method, path] of [
      ['GET', 'conversation'],
      ['GET', 'messages'],
      ['POST', 'conversation/read'],
    ] as const)
      expect(await call(method, `/v3/users/nobody/${path}`, { as })).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
    const group = await call('GET', '/v3/groups/team', { as });
    expect(group).toMatchObject(failure(404, 'ERR_GUID_NOT_FOUND'));
    expect(group.json.error.message).toContain('team');
  });

  test('they need an auth token, and do not exist for an API key', async () => {
    const { call } = await start();
    for (const [method, path] of [
      ...LISTS.map((path) => ['GET', path] as const),
      ...SENDING.map((path) => ['POST', path] as const),
      ['GET', '/v3/groups/team'],
      ['GET', `/v3/users/${TWO}/messages`],
      ['GET', `/v3/users/${TWO}/conversation`],
      ['POST', `/v3/users/${TWO}/conversation/read`],
    ] as const) {
      const anonymous = await call(method, path, { as: 'nobody' });
      expect(anonymous, path).toMatchObject(failure(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN'));
      const wrong = await call(method, path, { as: { token: 'nonsense' } });
      expect(wrong, path).toMatchObject(failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'));
      expect(await call(method, path), path).toMatchObject(failure(404, 'ERR_API_NOT_FOUND'));
    }
  });

  test('a restricted feature is refused', async () => {
    const { call, as } = await startAsOne();
    await call('POST', '/v3/roles/default/restrictedfeatures', { body: { featuresToRestrict: ['listGroups'] } });
    expect(await call('GET', '/v3/groups', { as })).toMatchObject(failure(403, 'ERR_PERMISSION_DENIED'));
    expect(await call('GET', '/v3/conversations', { as })).toMatchObject({ status: 200 });
  });
});

describe('sending a message', () => {
  const body = {
    receiver: TWO,
    receiverType: 'user',
    category: 'message',
    type: 'text',
    data: { text: 'Secret plan' },
  };

  test('fails with an error that says why', async () => {
    const { call, as } = await startAsOne();
    for (const path of SENDING) {
      const reply = await call('POST', path, { as, body });
      expect(reply).toMatchObject(failure(501, 'ERR_NOT_IN_EMULATOR'));
      expect(reply.json.error.message).toMatch(/^(Messages|Groups|Files) are not in the emulator/);
    }
  });

  test('tells the user of the emulator once, without the text of the message', async () => {
    const notice = vi.fn();
    const { call, as } = await startAsOne({ notice });
    for (let round = 0; round < 3; round += 1)
      for (const version of ['/v3', '/v3.0']) await call('POST', `${version}/messages`, { as, body });
    expect(notice.mock.calls).toEqual([
      ['Messages are not in the emulator: POST /messages gets an error. The emulator has users and logins.'],
    ]);
  });

  test('does not tell who has no token', async () => {
    const notice = vi.fn();
    const { call } = await start({ notice });
    await call('POST', '/v3/messages', { as: 'nobody', body });
    await call('POST', '/v3/messages', { body });
    expect(notice).not.toHaveBeenCalled();
  });

  test('an error in `notice` does not change the response', async () => {
    const { call, as } = await startAsOne({
      notice: () => {
        throw new Error('no terminal');
      },
    });
    expect(await call('POST', '/v3/messages', { as, body })).toMatchObject(failure(501, 'ERR_NOT_IN_EMULATOR'));
  });
});
