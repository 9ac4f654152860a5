import { expect, test } from 'vitest';
import type { WarningEvent } from '../../../src/index.js';
import { eventsOf, make, scripted } from '../../support/client-support.js';

const ODD = {
  uid: 7,
  name: 'Kevin',
  tags: {},
  lastActiveAt: '1700000000',
  hasBlockedMe: 0,
  avatar: false,
  role: 1,
  metadata: [],
  statusMessage: ['canary'],
  createdAt: 'canary',
};

function client(data: unknown) {
  const warnings: WarningEvent[] = [];
  const { fetch } = scripted(() => data);
  return { warnings, ...{ client: make({ fetch, hooks: { onWarning: (event) => void warnings.push(event) } }) } };
}

test('fields of an odd type do not refuse a login; one warning names them and their types', async () => {
  const { client: one, warnings } = client(ODD);
  const user = await one.login('some_token');
  expect(user.toJSON()).toEqual({
    uid: '7',
    name: 'Kevin',
    role: '1',
    lastActiveAt: 1_700_000_000,
    hasBlockedMe: false,
  });
  expect(warnings).toEqual([
    {
      message:
        'The response to PUT /me has fields that cannot be read and were left out: avatar (boolean), statusMessage (array), createdAt (string).',
    },
  ]);
  expect(JSON.stringify(warnings)).not.toContain('canary');
});

test('a response without odd fields causes no warning', async () => {
  const { client: one, warnings } = client({ uid: 'kevin', tags: null, metadata: [], deactivatedAt: 0 });
  await one.login('some_token');
  expect(warnings).toEqual([]);
});

test.each([7, true, {}, 'a b', 'ü'])('a login whose token is %j is refused, and a read is not', async (authToken) => {
  const { client: one } = client({ uid: 'kevin', authToken });
  const { names } = eventsOf(one);
  const error = { code: 'BAD_RESPONSE', message: expect.stringContaining('authToken') };
  await expect(one.login('some_token')).rejects.toMatchObject(error);
  expect(names()).not.toContain('signedIn');
  const { fetch } = scripted(({ method }) => (method === 'GET' ? { uid: 'kevin', authToken } : { uid: 'kevin' }));
  const other = make({ fetch });
  await other.login('some_token');
  expect((await other.getUser('kevin')).getAuthToken()).toBe('');
});
