import { describe, expect, test } from 'vitest';
import { refusal, scripted } from './admin-support.js';

/** An admin of a service with this response, and the messages of its warnings. */
function service(...given: Parameters<typeof scripted>) {
  const warnings: string[] = [];
  const hooks = { onWarning: ({ message }: { message: string }) => void warnings.push(message) };
  return { warnings, ...scripted(given[0], { hooks, ...given[1] }) };
}

describe('fields of an odd type', () => {
  test('are read alike in a user and in the rows of a list, with one warning per response', async () => {
    const row = { uid: 5, role: 1, avatar: false, tags: '' };
    const { admin, warnings } = service(({ path }) =>
      path.startsWith('/users?') ? [row, { ...row, uid: 6, link: 0 }, { ...row, uid: 7 }] : row,
    );
    const rest = 'has fields that cannot be read and were left out: avatar (boolean).';
    expect((await admin.users.get('5')).toJSON()).toEqual({ uid: '5', role: '1' });
    expect(warnings.splice(0)).toEqual([`The response to GET /users/{uid} ${rest}`]);
    const { items } = await admin.users.list({ perPage: 3 });
    expect(items.map((user) => user.uid)).toEqual(['5', '6', '7']);
    expect(warnings).toEqual([`The response to GET /users ${rest}`]);
  });

  test('do not refuse a token', async () => {
    const { admin, warnings } = service(() => ({
      uid: 5,
      authToken: 'token-1',
      createdAt: '1700000000',
      platform: false,
      appInfo: [],
    }));
    expect(await admin.authTokens.create('5')).toEqual({ uid: '5', authToken: 'token-1', createdAt: 1_700_000_000 });
    expect(warnings).toEqual([
      'The response to POST /users/{uid}/auth_tokens has fields that cannot be read and were left out: platform (boolean).',
    ]);
  });
});

test('a row without a usable uid makes the page a bad response: a list must not lack a user silently', async () => {
  const { admin } = scripted(() => [{ uid: 'a' }, { uid: {} }]);
  const message = expect.stringContaining('data[1].uid');
  await expect(admin.users.list()).rejects.toMatchObject({ code: 'BAD_RESPONSE', message });
});

describe('ensure() treats a user', () => {
  test.each([[1_700_000_000], ['1700000000'], [true], ['2024-01-01']])(
    'as deactivated when a read shows deactivatedAt of %j',
    async (deactivatedAt) => {
      const { admin, sent } = scripted(({ method }) =>
        method === 'POST' ? refusal(400, 'ERR_UID_ALREADY_EXISTS') : { uid: 'ann', name: 'Ann', deactivatedAt },
      );
      const ensured = admin.users.ensure({ uid: 'ann', name: 'Ann Lee' });
      await expect(ensured).rejects.toMatchObject({ code: 'USER_DEACTIVATED' });
      expect(sent.filter(({ method }) => method === 'PUT')).toEqual([]);
    },
  );

  test('as deactivated, and reactivates it only with the option', async () => {
    let isBack = false;
    const { admin } = scripted(({ method, path }) => {
      if (method === 'POST') return refusal(400, 'ERR_UID_ALREADY_EXISTS');
      if (method === 'PUT' && path === '/users') {
        isBack = true;
        return { nonDeactivatedUids: ['ann'] };
      }
      return { uid: 'ann', name: 'Ann', deactivatedAt: isBack ? 0 : true };
    });
    const { outcome } = await admin.users.ensure({ uid: 'ann', name: 'Ann' }, { reactivate: true });
    expect(outcome).toBe('reactivated');
  });

  test('as active when deactivatedAt is false, 0 or empty', async () => {
    for (const deactivatedAt of [false, 0, '', null, []]) {
      const { admin } = scripted(() => ({ uid: 'ann', name: 'Ann', deactivatedAt }));
      expect((await admin.users.ensure({ uid: 'ann', name: 'Ann' })).outcome).toBe('unchanged');
    }
  });
});
