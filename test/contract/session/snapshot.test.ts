import { expect, test } from 'vitest';
import { serve } from '../../support/client-support.js';

async function signedIn() {
  const service = await serve({ clock: () => 1_700_000_000_000 });
  const token = await service.tokenOf('kevin');
  const client = service.make();
  const user = await client.login(token);
  return { ...service, client, user, token };
}

test('login() returns a copy that can be changed and has the token', async () => {
  const { client, user, token } = await signedIn();
  expect(user.setName('Mine').getName()).toBe('Mine');
  expect(user.getAuthToken()).toBe(token);
  expect(client.session.getSnapshot()).toMatchObject({ user: { name: 'Kevin' } });
});

test('each caller of one shared login gets its own copy', async () => {
  const { make, tokenOf } = await signedIn();
  const other = make();
  const token = await tokenOf('andy');
  const [one, two] = await Promise.all([other.login(token), other.login(token)]);
  expect(one).not.toBe(two);
  expect(one).toEqual(two);
});

test('the user of the snapshot and of the events is frozen', async () => {
  const { client } = await signedIn();
  const state = client.session.getSnapshot();
  if (state.status !== 'signedIn') throw new Error(state.status);
  expect(() => state.user.setName('K')).toThrow(expect.objectContaining({ code: 'READ_ONLY_USER' }));
  expect(() => state.user.tags?.push('x')).toThrow(TypeError);
});

test('the snapshot is the same reference until something changes', async () => {
  const { client, token } = await signedIn();
  const before = client.session.getSnapshot();
  await client.login(token);
  await client.getUser('kevin');
  await client.getUser('andy');
  await client.login('no-such-token').catch(() => undefined);
  expect(client.session.getSnapshot()).toBe(before);
  await client.updateCurrentUserDetails({ statusMessage: 'Hi' });
  expect(client.session.getSnapshot()).not.toBe(before);
});

test('the state as JSON contains no token', async () => {
  const { client, token } = await signedIn();
  expect(JSON.stringify(client.session.getSnapshot())).not.toContain(token);
});
