import { describe, expect, test } from 'vitest';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { parseCometChatWebhook } from '../../../src/server/webhooks/parse.js';
import type { CometChatWebhook } from '../../../src/server/webhooks/types.js';
import { findSecrets } from '../../support/canary.js';
import { listen, post } from '../../support/http-support.js';

const CREDENTIALS = { username: 'comet:chat'.replace(':', '-'), password: 'pass:wörd-canary' };
const basic = (username: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});
const RIGHT = basic(CREDENTIALS.username, CREDENTIALS.password);

const envelope = { appId: 'app-1', region: 'us', webhook: 'hook-1' };
const ann = { uid: 'ann', name: 'Ann' };
const bob = { uid: 'bob', name: 'Bob' };

/** Sends a webhook over HTTP to a server that parses it. */
async function send(body: unknown, headers: Record<string, string> = RIGHT) {
  let result: CometChatWebhook | undefined;
  let error: unknown;
  const url = await listen(
    toNodeHandler(async (request) => {
      try {
        result = await parseCometChatWebhook(request, CREDENTIALS);
      } catch (caught) {
        error = caught;
      }
      return new Response();
    }),
  );
  await post(url, body, headers);
  return { result, error };
}

describe('a webhook of the documented user triggers', () => {
  test('has both users of a block', async () => {
    const { result } = await send({ trigger: 'user_blocked', data: { users: { bob }, by: ann }, ...envelope });
    if (result?.trigger !== 'user_blocked') throw new Error(`another trigger: ${result?.trigger}`);
    expect(result.data.by.uid).toBe('ann');
    expect(Object.keys(result.data.users)).toEqual(['bob']);
    expect(result).toMatchObject(envelope);
  });

  test('has the user whose presence changed', async () => {
    const data = {
      timestamp: 1_700_000_000_000,
      user: { ...ann, status: 'offline', role: 'default' },
      status: 'offline',
      currentConnection: { action: 'disconnected', platform: 'javascript', connectedAt: 1_699_999_000_000 },
      userPresenceChanged: true,
    };
    const { result } = await send({ trigger: 'user_connection_status_changed', data, ...envelope });
    if (result?.trigger !== 'user_connection_status_changed') throw new Error(`another: ${result?.trigger}`);
    expect([result.data.user.uid, result.data.status, result.data.userPresenceChanged]).toEqual([
      'ann',
      'offline',
      true,
    ]);
  });

  test.each(['user_unblocked', 'user_mentioned', 'message_sent', 'group_created', 'something_new'])(
    '%s passes unchanged',
    async (trigger) => {
      const event = { trigger, data: { users: { bob }, by: ann, message: { id: '1' } }, ...envelope };
      expect((await send(event)).result).toEqual(event);
    },
  );
});

describe('the sender of a webhook', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['another password', basic(CREDENTIALS.username, 'pass:wörd')],
    ['another name', basic('somebody', CREDENTIALS.password)],
    ['an empty password', basic(CREDENTIALS.username, '')],
    ['the name alone', { authorization: `Basic ${Buffer.from(CREDENTIALS.username).toString('base64')}` }],
    ['another scheme', { authorization: `Bearer ${RIGHT.authorization.slice(6)}` }],
    ['what is no base64', { authorization: 'Basic ***' }],
    ['bytes that are no text', { authorization: `Basic ${Buffer.from([255, 254, 58, 255]).toString('base64')}` }],
  ])('%s is refused before the body is read', async (_, headers) => {
    const { result, error } = await send('{ not json', headers);
    expect(result).toBeUndefined();
    expect(error).toMatchObject({ code: 'WEBHOOK_UNAUTHORIZED', kind: 'authentication' });
    expect(findSecrets(error, CREDENTIALS.password)).toEqual([]);
  });

  test('may use another letter case of the scheme', async () => {
    const headers = { authorization: RIGHT.authorization.replace('Basic', 'basic') };
    expect((await send({ trigger: 'x', data: {} }, headers)).error).toBeUndefined();
  });

  test.each([{}, { username: '', password: '' }, { username: 'a' }, undefined])(
    'is always refused without a name and a password to compare with (%o)',
    async (credentials) => {
      const request = new Request('http://a.example', { method: 'POST', body: '{}', headers: basic('', '') });
      await expect(parseCometChatWebhook(request, credentials as never)).rejects.toMatchObject({ kind: 'config' });
    },
  );
});

describe('a body that is not valid', () => {
  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', []],
    ['no trigger', { data: {} }],
    ['no data', { trigger: 'user_blocked' }],
    ['nobody who blocked', { trigger: 'user_blocked', data: { users: { bob } } }],
    ['nobody who was blocked', { trigger: 'user_blocked', data: { by: ann } }],
    ['somebody without a uid', { trigger: 'user_blocked', data: { by: ann, users: { bob: { name: 'Bob' } } } }],
    ['nobody of a list', { trigger: 'user_blocked', data: { by: ann, users: [] } }],
    ['no status', { trigger: 'user_connection_status_changed', data: { user: ann } }],
    ['too much', { trigger: 'x', data: { text: 'x'.repeat(300_000) } }],
  ])('%s is refused', async (_, body) => {
    expect((await send(body)).error).toMatchObject({ code: 'WEBHOOK_UNREADABLE', kind: 'validation' });
  });
});

test('the error names the wrong part', async () => {
  const users = { bob: { name: 'Bob' } };
  const { error } = await send({ trigger: 'user_blocked', data: { by: ann, users } });
  expect(error).toMatchObject({ message: 'The body of the webhook has no usable "data.users.bob.uid".' });
});
