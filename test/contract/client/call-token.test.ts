import { expect, test } from 'vitest';
import { serve } from '../../support/client-support.js';

test('generateCallToken returns a token for the signed-in user', async () => {
  const { make, tokenOf, wire, emulator } = await serve();
  const client = make();
  await client.login(await tokenOf('kevin'));
  wire();
  const { token } = await client.generateCallToken('standup');
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(payload).toMatchObject({ sessionId: 'standup', user: { uid: 'kevin' } });
  expect(wire()).toEqual(['POST /call_tokens']);
  expect(emulator.requests.at(-1)?.body).toStrictEqual({ sessionId: 'standup' });
});

test('generateCallToken accepts another token, also if no user is signed in', async () => {
  const { make, tokenOf } = await serve();
  const client = make();
  const { token } = await client.generateCallToken('standup', { authToken: await tokenOf('andy') });
  expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
    user: { uid: 'andy' },
  });
  expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'none' });
});

test('another token that is revoked does not end the session', async () => {
  const { make, tokenOf } = await serve();
  const client = make();
  await client.login(await tokenOf('kevin'));
  const call = client.generateCallToken('standup', { authToken: 'gone' });
  await expect(call).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
  expect(client.session.getSnapshot()).toMatchObject({ status: 'signedIn' });
});

test.each<[unknown, object, string]>([
  ['', {}, 'INVALID_SESSION_ID'],
  [' ', {}, 'INVALID_SESSION_ID'],
  [undefined, {}, 'INVALID_SESSION_ID'],
  [5, {}, 'INVALID_SESSION_ID'],
  ['standup', { authToken: '' }, 'MISSING_PARAMETERS'],
  ['standup', { authToken: 'a b' }, 'INVALID_AUTH_TOKEN'],
  ['standup', {}, 'USER_NOT_LOGED_IN'],
])('generateCallToken(%j, %j) rejects with %s and sends nothing', async (sessionId, options, code) => {
  const { make, wire } = await serve();
  const call = make().generateCallToken(sessionId as string, options);
  await expect(call).rejects.toMatchObject({ code, operation: 'generateCallToken' });
  expect(wire()).toEqual([]);
});
