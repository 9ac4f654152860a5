import { expect, test } from 'vitest';
import { createClient, User } from '../../../src/index.js';
import { start } from './emulator-support.js';

/** A client of an emulator that has these faults. */
async function client(...faults: NonNullable<Parameters<typeof start>[0]>['faults'] & {}) {
  const { emulator, url } = await start({ faults, authKeyMayRead: true });
  const options = { appId: 'emulator-app', region: 'us', emulator: url, attemptTimeout: 400, timeout: 8000 };
  return { emulator, client: createClient(options), authKey: emulator.authKey };
}

const requestsOf = ({ requests }: { requests: readonly { method: string }[] }) => requests.map(({ method }) => method);

test('a create whose response is lost is retried, found, and settled by a read', async () => {
  const { emulator, client: one, authKey } = await client({ operation: 'createUser', nth: 1, drop: 'after' });
  const user = await one.createUser(new User('bo').setName('Bo'), authKey);
  expect([user.getUid(), user.getName()]).toEqual(['bo', 'Bo']);
  expect(requestsOf(emulator)).toEqual(['POST', 'POST', 'GET']);
});

test('a login is retried after temporary failures: a 503, a lost connection, a silent server', async () => {
  for (const fault of [{ status: 503 }, { drop: 'before' }, { delayMs: 600 }] as const) {
    const { client: one, authKey, emulator } = await client({ ...fault, operation: 'login', nth: 1 });
    expect((await one.login('cometchat-uid-1', authKey)).getUid()).toBe('cometchat-uid-1');
    expect(requestsOf(emulator).filter((method) => method === 'PUT')).toHaveLength(2);
  }
});

test('a response that is not from CometChat is BAD_RESPONSE', async () => {
  for (const fault of [{ html: true }, { empty: true }, { json: 'truncated' }, { json: 'malformed' }] as const) {
    const { client: one, authKey } = await client({ ...fault, operation: 'createAuthToken' });
    await expect(one.login('cometchat-uid-1', authKey)).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
  }
});

test('endless 429 responses reject with the time to wait', async () => {
  const { client: one, authKey } = await client({ operation: 'createAuthToken', rateLimit: { retryAfter: 60 } });
  const failed = one.login('cometchat-uid-1', authKey);
  await expect(failed).rejects.toMatchObject({
    code: 'ERR_TOO_MANY_REQUESTS',
    kind: 'rateLimit',
    retryAfterMs: 60_000,
  });
});
