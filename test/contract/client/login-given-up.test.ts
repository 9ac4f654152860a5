import { expect, test } from 'vitest';
import { createClient } from '../../../src/index.js';

test('hooks get the error with which an aborted login rejects', async () => {
  const told: string[] = [];
  const client = createClient({
    appId: 'app',
    region: 'us',
    fetch: () => new Promise(() => {}),
    hooks: { onError: ({ error }) => told.push(error.code) },
  });
  const error = await client.login('a-token', { timeout: 50 }).catch((cause) => cause);
  expect(error.code).toBe('REQUEST_TIMEOUT');
  await expect.poll(() => told).toEqual(['REQUEST_TIMEOUT']);
  client.dispose();
});
