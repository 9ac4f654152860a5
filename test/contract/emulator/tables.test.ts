import { expect, test } from 'vitest';
import { resolveOptions } from '../../../src/emulator/options.js';
import { type App, Apps, type Change } from '../../../src/emulator/state/apps.js';
import { eraseUser } from '../../../src/emulator/state/erase.js';

/** Changes every table of an app. */
function live(app: App): void {
  const { users, tokens, roles, keys, blocks, friends } = app;
  const role = roles.create('doctor', { name: 'Doctor', settings: { listUsers: 'friendsOnly' } });
  roles.setPermissions(role, { createGroup: 'deny', 'listUsers.allowedRoles': ['doctor'] });
  roles.restrict(role, ['u.blockUser', 'u.logout']);
  roles.allow(role, ['u.logout']);
  roles.remove(roles.create('gone', { name: 'Gone' }));
  users.create({ uid: 'ann', name: 'Ann', role: 'doctor' }, { createdAt: 5 });
  const bo = users.create({ uid: 'bo', name: 'Bo' });
  tokens.issue('ann');
  keys.update(keys.create('K', 'authOnly'), { scope: 'fullAccess' });
  keys.remove(keys.create('L', 'authOnly'));
  for (const uid of ['cometchat-uid-1', 'cometchat-uid-2', 'bo']) {
    blocks.add('ann', uid);
    friends.add('ann', uid);
  }
  blocks.remove('ann', 'cometchat-uid-1');
  friends.remove('cometchat-uid-1', 'ann');
  eraseUser(app, bo);
}

const copy = (changes: Iterable<Change>): Change[] => [...changes].map((change) => JSON.parse(JSON.stringify(change)));

test.each(['what is there', 'what was told'])('%s restores everything, in another process too', (source) => {
  const config = resolveOptions({ clock: () => 1_700_000_000_000 });
  const apps = new Apps(config);
  const told: Change[] = [];
  apps.onChange((change) => told.push(JSON.parse(JSON.stringify(change))));
  apps.reset();
  live(apps.default);
  live(apps.open('other'));

  const again = new Apps(config);
  again.load(source === 'what was told' ? told : copy(apps.dump()));
  expect(copy(again.dump())).toEqual(copy(apps.dump()));
  const { users, tokens, roles, keys, blocks, friends } = again.open('other');
  expect(users.find('ann')).toMatchObject({ role: 'doctor', createdAt: 5 });
  expect(tokens.of('ann')).toHaveLength(1);
  expect(roles.permission('doctor', 'createGroup')).toBe('deny');
  expect(Object.keys(roles.find('doctor')?.restricted ?? {})).toEqual(['u.blockUser']);
  expect(keys.newestFirst().map(({ name, scope }) => [name, scope])).toEqual([
    ['K', 'fullAccess'],
    ['Auth Key', 'authOnly'],
    ['Rest API Key', 'fullAccess'],
  ]);
  expect(blocks.from('ann').map(({ to }) => to)).toEqual(['cometchat-uid-2']);
  expect(blocks.to('cometchat-uid-2').map(({ from }) => from)).toEqual(['ann']);
  expect(friends.of('ann')).toEqual(['cometchat-uid-2']);
  expect(friends.of('cometchat-uid-2')).toEqual(['ann']);
  // Restored tables must still report their changes.
  blocks.remove('ann', 'cometchat-uid-2');
  expect(blocks.to('cometchat-uid-2')).toEqual([]);
});
