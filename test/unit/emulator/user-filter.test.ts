import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveOptions } from '../../../src/emulator/options.js';
import { filterUsers, isFound, type UserFilter } from '../../../src/emulator/routes/user-list.js';
import { type App, Apps, type Change } from '../../../src/emulator/state/apps.js';
import { eraseUser } from '../../../src/emulator/state/erase.js';
import type { StoredUser } from '../../../src/emulator/state/stored-user.js';

const EVERYONE: UserFilter = {
  searchKey: '',
  searchIn: ['uid', 'name'],
  status: undefined,
  roles: new Set(),
  tags: [],
  uids: new Set(),
  deactivated: 'with',
};

// Few letters, so that many users start alike; İ becomes two characters in lower case, and the smile is two already.
const uid = fc.string({ unit: fc.constantFrom('a', 'b', '-', '1'), minLength: 1, maxLength: 4 });
const name = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'ß', 'İ', '😀', ' ', '\0'), minLength: 1, maxLength: 5 });
const searchKey = fc.oneof(uid, name).map((text) => text.toLowerCase());

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('create'), uid, name }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename'), uid, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('import'), uid, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase'), uid, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('deactivate', 'reactivate'), uid, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reset', 'reload', 'replay'), uid, name }) },
);
type Step = { do: string; uid: string; name: string };

function apply(apps: Apps, told: Change[], { do: what, uid, name }: Step): void {
  const app = apps.default;
  const { users } = app;
  const user = users.find(uid);
  const times = { createdAt: 5, deactivatedAt: 7 };
  if (what === 'reset') apps.reset();
  else if (what === 'reload') apps.load(copy(apps.dump()));
  else if (what === 'replay') apps.load(copy(told));
  else if (user === undefined) {
    if (what === 'create') users.create({ uid, name });
    if (what === 'import') users.create({ uid, name }, times);
  } else if (what === 'rename') users.update(user, { set: { name }, unset: [] });
  else if (what === 'import') users.setTimes(user, times);
  else if (what === 'erase') eraseUser(app, user);
  else if (what === 'deactivate') users.deactivate(user);
  else if (what === 'reactivate') users.reactivate(user);
}

const copy = (changes: Iterable<Change>): Change[] => [...changes].map((change) => JSON.parse(JSON.stringify(change)));

/** The specification: the matching users, in the order in which they are stored. */
function scan(app: App, filter: UserFilter): StoredUser[] {
  return [...app.users.all()].filter((user) => {
    const isDeactivated = user.deactivatedAt !== undefined;
    if (filter.deactivated !== 'with' && isDeactivated !== (filter.deactivated === 'only')) return false;
    return isFound(user, filter.searchKey, filter.searchIn);
  });
}

/** An app with some users, and the changes that it reports. */
function appsWith(count: number): { apps: Apps; told: Change[] } {
  const users = Array.from({ length: count }, (_, index) => ({ uid: `b-${index}`, name: `B ${count - index}` }));
  const apps = new Apps(resolveOptions({ users }));
  const told: Change[] = [];
  apps.onChange((change) => told.push(JSON.parse(JSON.stringify(change))));
  apps.reset();
  return { apps, told };
}

describe('a list of users', () => {
  test('has the matching users, in order of creation, and their number, after any changes', () => {
    const search = fc.record({
      searchKey,
      searchIn: fc.constantFrom(['uid'] as const, ['name'] as const, ['name', 'uid'] as const),
      deactivated: fc.constantFrom('with' as const, 'without' as const, 'only' as const),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, search), { minLength: 1, maxLength: 40 }), (moves) => {
        const { apps, told } = appsWith(5);
        for (const [next, search] of moves) {
          apply(apps, told, next);
          const filter = { ...EVERYONE, ...search };
          expect([...filterUsers(apps.default, filter)]).toEqual(scan(apps.default, filter));
          const everyone = { ...EVERYONE, deactivated: search.deactivated };
          const all = filterUsers(apps.default, everyone);
          expect([...all]).toEqual(scan(apps.default, everyone));
          expect(all.length).toBe(scan(apps.default, everyone).length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
