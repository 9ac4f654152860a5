import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, refusal, scripted, serve } from './admin-support.js';

describe('apiKeys', () => {
  test('are created, read, listed, changed and deleted', async () => {
    const { admin, make, emulator, body } = await serve();
    const { apiKeys } = admin;
    const made = await apiKeys.create({ name: 'Job' });
    expect(body()).toEqual({ name: 'Job', scope: 'authOnly' });
    expect(made).toEqual({ apiKey: expect.any(String), name: 'Job', scope: 'authOnly', createdAt: expect.any(Number) });
    expect(await apiKeys.get(made.apiKey)).toEqual(made);
    expect((await apiKeys.list({ scope: 'fullAccess' })).items.map(({ apiKey }) => apiKey)).toEqual([emulator.apiKey]);
    expect((await apiKeys.list({ searchKey: 'jo' })).items).toEqual([made]);
    expect(await apiKeys.update(made.apiKey, { scope: 'fullAccess' })).toMatchObject({
      name: 'Job',
      scope: 'fullAccess',
    });
    expect(await make({ apiKey: made.apiKey }).users.get('kevin')).toMatchObject({ uid: 'kevin' });
    expect(await apiKeys.delete(made.apiKey)).toBeUndefined();
    await expect(make({ apiKey: made.apiKey }).users.get('kevin')).rejects.toMatchObject({ kind: 'authentication' });
  });

  test('cannot change themselves; unknown keys are not found; no error shows a key', async () => {
    const { admin, emulator } = await serve();
    for (const [key, expected] of [
      [
        emulator.apiKey,
        { code: 'ERR_APIKEY_NO_SELF_ACTION', kind: 'permission', hint: expect.stringContaining('itself') },
      ],
      [
        'canary-key',
        { code: 'ERR_APIKEY_NOT_FOUND', kind: 'notFound', hint: expect.stringContaining('apiKeys.list()') },
      ],
    ] as const) {
      const error = await admin.apiKeys.delete(key).catch((reason) => reason);
      expect(error).toMatchObject(expected);
      expect(JSON.stringify(error) + error.stack).not.toContain(key);
    }
  });

  test('a delete() whose response was lost resolves when the key is not found', async () => {
    hurry();
    const { admin, wire } = scripted((_, count) => (count === 1 ? lost() : refusal(404, 'ERR_APIKEY_NOT_FOUND')));
    await admin.apiKeys.delete('key');
    expect(wire()).toHaveLength(2);
  });

  test('reject wrong arguments with every issue, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { create, get, list, update, delete: remove } = admin.apiKeys;
    await expectRefused(create({ name: '', scope: 'all' } as never), 'name', 'scope');
    await expectRefused(create({ name: 'x'.repeat(101), apiKey: 'mine' } as never), 'name', 'key.apiKey');
    await expectRefused(create(undefined as never), 'name');
    for (const bad of [undefined, '', 5, 'a b', '..']) {
      await expectRefused(get(bad as never), 'apiKey');
      await expectRefused(remove(bad as never), 'apiKey');
      await expectRefused(update(bad as never, {}), 'apiKey', 'changes');
    }
    await expectRefused(update('key', {}), 'changes');
    await expectRefused(list({ scope: 'all', page: 1 } as never), 'scope', 'filter.page');
    expect(wire()).toEqual([]);
  });
});
