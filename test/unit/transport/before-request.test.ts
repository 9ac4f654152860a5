import { expect, test, vi } from 'vitest';
import { Deadline } from '../../../src/transport/deadline.js';
import { getUser } from '../../../src/transport/endpoints.js';
import { createTransport } from '../../../src/transport/transport.js';
import { findSecrets } from '../../support/canary.js';

test.each([
  ['a credential that no header can carry', 'canary\nx', 'kevin'],
  ['a uid that would climb out of its path', 'canary', '..'],
  ['a uid that cannot be written in a URL', 'canary', '\ud800'],
])('%s sends nothing, and rejects without the credential', async (_, credential, uid) => {
  const fetch = vi.fn();
  const onError = vi.fn();
  const url = 'http://127.0.0.1:9/v3.0';
  const hosts = { admin: url, client: url, calls: url };
  const send = createTransport({
    hosts,
    identity: {},
    attemptTimeout: 100,
    maxResponseBytes: 1_000,
    retryLimit: 2,
    fetch,
    hooks: { onError },
  });
  const deadline = new Deadline(1_000, 'getUser');
  const error = await send(getUser, { credential, params: { uid }, deadline }).catch((reason) => reason);
  deadline.end();
  expect(error).toMatchObject({
    name: 'CometChatException',
    operation: 'getUser',
    endpoint: 'GET /users/{uid}',
    attempts: 0,
  });
  expect(findSecrets([error, onError.mock.calls], 'canary')).toEqual([]);
  expect(fetch).not.toHaveBeenCalled();
  expect(onError).toHaveBeenCalledTimes(1);
});
