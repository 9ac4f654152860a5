import { isCometChatException } from '../../errors/exception.js';
import type { Admin } from '../admin.js';
import type { CheckedChange, UserChange } from './change.js';
import type { Seen } from './seen.js';

/** What became of an event. */
export type SyncOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'reactivated'
  /** The user is deactivated, by this event or since an earlier one. */
  | 'deactivated'
  | 'erased'
  /** `map` gave `null`. */
  | 'ignored'
  /** A newer event of this user was done before. */
  | 'old'
  /** This event was done before. */
  | 'repeated';

/** What was done, and what is to be remembered of it. */
interface Done {
  readonly outcome: SyncOutcome;
  readonly seen: Omit<Seen, 'ids'>;
}

type Users = Admin['users'];
type Ensure = UserChange & { readonly action: 'ensure' };

/** Does what a change says, as far as nothing newer is known. What is so already is done. */
export function applyChange(users: Users, seen: Seen, { change, uid, at }: CheckedChange): Promise<Done> {
  switch (change.action) {
    case 'ensure':
      return ensure(users, seen, change, uid, at);
    case 'deactivate':
      return deactivate(users, seen, uid, at);
    case 'erase':
      return erase(users, seen, uid, at);
  }
}

async function ensure(users: Users, seen: Seen, { user, reactivate }: Ensure, uid: string, at: number): Promise<Done> {
  const bringsBack = reactivate === true && isNew(seen.activityAt, at);
  const next = bringsBack ? { ...seen, activityAt: at, banOwed: false } : seen;
  // A deletion of the same time wins.
  if (!isNew(seen.profileAt, at) || (seen.deleted && at === seen.profileAt)) {
    if (!bringsBack) return { outcome: 'old', seen };
    await users.reactivate([uid]);
    return { outcome: 'reactivated', seen: next };
  }
  // A deactivated user stays so, unless the event says otherwise: to refuse it would have it repeated for ever.
  const ensured = await unless(isDeactivated, users.ensure(user, { reactivate: bringsBack }));
  if (ensured && next.banOwed) await users.deactivate([uid]);
  return {
    outcome: ensured && !next.banOwed ? ensured.outcome : 'deactivated',
    seen: { ...next, profileAt: at, deleted: false, banOwed: false },
  };
}

async function deactivate(users: Users, seen: Seen, uid: string, at: number): Promise<Done> {
  if (!isNew(seen.activityAt, at)) return { outcome: 'old', seen };
  const found = await unless(isGone, users.deactivate([uid]));
  return { outcome: 'deactivated', seen: { ...seen, activityAt: at, banOwed: !found?.includes(uid) } };
}

async function erase(users: Users, seen: Seen, uid: string, at: number): Promise<Done> {
  if (!isNew(seen.profileAt, at)) return { outcome: 'old', seen };
  await unless(isGone, users.delete(uid, { permanent: true }));
  // A ban of a later time is for whoever comes back under this uid.
  const isNewest = isNew(seen.activityAt, at);
  const activity = isNewest ? { activityAt: at, banOwed: false } : {};
  return { outcome: 'erased', seen: { ...seen, ...activity, profileAt: at, deleted: true } };
}

/** Clocks that tick in seconds give several events one time: those that were done already are known by their ids. */
function isNew(known: number | undefined, at: number): boolean {
  return known === undefined || at >= known;
}

async function unless<T>(fine: (error: unknown) => boolean, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (fine(error)) return undefined;
    throw error;
  }
}

const isGone = (error: unknown) => isCometChatException(error) && error.code === 'ERR_UID_NOT_FOUND';
const isDeactivated = (error: unknown) => isCometChatException(error) && error.code === 'USER_DEACTIVATED';
