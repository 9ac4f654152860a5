import { expect, test } from 'vitest';
import { hurry, lost, refusal, scripted, serve } from './admin-support.js';

const written = 'https://x.test/a?name=John Doe';
const sent = 'https://x.test/a?name=John%20Doe';

test('a URL is sent in its legal form, and ensure() treats another spelling as equal', async () => {
  const { admin, emulator } = await serve();
  await admin.users.create({ uid: 'john', name: 'John', avatar: written });
  expect(emulator.users.get('john')?.avatar).toBe(sent);
  await admin.users.update({ uid: 'john', link: written });
  expect(emulator.users.get('john')?.link).toBe(sent);
  const ensured = { uid: 'john', name: 'John', avatar: written, link: ` ${written}` };
  expect((await admin.users.ensure(ensured)).outcome).toBe('unchanged');
  expect((await admin.users.ensure({ ...ensured, link: `${written}!` })).outcome).toBe('updated');
  const jane = { uid: 'jane', name: 'Jane', avatar: written, createdAt: 5 };
  const { created } = (await admin.sync.importUsers([jane]).summary).counts;
  expect([created, emulator.users.get('jane')?.avatar]).toEqual([1, sent]);
});

test.each([sent, 'HTTPS://X.test:443/a?name=John%20Doe'])(
  'a create whose response was lost is recognised if the service has the URL as %s',
  async (avatar) => {
    hurry();
    const { admin } = scripted(
      ({ method }, count) => {
        if (method === 'GET') return { uid: 'john', name: 'John', avatar };
        return count === 1 ? lost() : refusal(400, 'ERR_UID_ALREADY_EXISTS');
      },
      { retry: { limit: 1 } },
    );
    const user = await admin.users.create({ uid: 'john', name: 'John', avatar: written });
    expect(user.getAvatar()).toBe(avatar);
  },
);
