import { type AdminOptions, createAdmin, createTokenEndpoint } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';

const sent: string[] = [];

/** An admin whose environment has no key, as while a framework builds. */
function adminWithout(apiKey: unknown) {
  sent.length = 0;
  const options = { appId: 'app-1', region: 'us', apiKey, fetch: async (request: Request) => sent.push(request.url) };
  return createAdmin(options as unknown as AdminOptions);
}

const refused = expect.objectContaining({
  name: 'CometChatException',
  code: 'MISSING_API_KEY',
  kind: 'config',
  retryable: false,
  operation: expect.any(String),
  hint: expect.stringContaining('environment'),
});

describe.each([[''], [undefined]])('createAdmin with the apiKey %j', (apiKey) => {
  test('does not throw, and each operation rejects before a request', async () => {
    const admin = adminWithout(apiKey);
    const user = { uid: 'ann', name: 'Ann' };
    for (const operation of [
      () => admin.users.get('ann'),
      () => admin.users.create(user),
      () => admin.users.ensure(user),
      () => admin.users.list(),
      () => admin.users.deactivate(['ann']),
      () => admin.authTokens.create('ann'),
      () => admin.roles.list(),
      () => admin.friends.add('ann', ['bob']),
      () => admin.blockedUsers.block('ann', ['bob']),
      () => admin.apiKeys.list(),
      () => admin.request({ method: 'GET', path: '/groups' }),
    ])
      await expect(operation()).rejects.toEqual(refused);
    expect(sent).toEqual([]);
  });

  test('gives a token endpoint that responds with 500, and tells onError why', async () => {
    const errors: unknown[] = [];
    const endpoint = createTokenEndpoint({
      admin: adminWithout(apiKey),
      authenticate: () => ({ uid: 'ann' }),
      onError: (error) => errors.push(error),
    });
    const response = await endpoint(new Request('https://app.example/token', { method: 'POST' }));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text).error.code).toBe('INTERNAL_ERROR');
    expect(text).not.toMatch(/key/i);
    expect(errors).toEqual([refused]);
    expect(sent).toEqual([]);
  });
});

test.each([[' '], ['a b'], ['key\n'], [null], [5]])(
  'an apiKey that cannot be one still throws at once: %j',
  (apiKey) => {
    expect(() => adminWithout(apiKey)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', kind: 'config' }));
  },
);

test('the type still requires the key', () => {
  // @ts-expect-error The key is missing.
  const options: AdminOptions = { appId: 'app-1', region: 'us' };
  expect(options).not.toHaveProperty('apiKey');
});
