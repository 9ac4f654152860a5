import { isCometChatException } from '../../errors/exception.js';
import type { Admin } from '../admin.js';
import type { CheckedChange, UserChange } from './change.js';
import type { Seen } from './seen.js';

/** The outcome of an event. */
export type SyncOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'reactivated'
  /** The user is deactivated, by this event or since an earlier one. */
  | 'deactivated'
  | 'erased'
  /** `map` returned `null`. */
  | 'ignored'
  /** A newer event of this user was processed before. */
  | 'old'
  /** This event was processed before. */
  | 'repeated';

/** The outcome of a change, and the new state to store. */
interface Applied {
  readonly outcome: SyncOutcome;
  readonly seen: Omit<Seen, 'ids'>;
}

type Users = Admin['users'];
type Ensure = UserChange & { readonly action: 'ensure' };

/** Applies a change, unless a newer one is known. A user who is already in the wanted state counts as success. */
export function applyChange(users: Users, seen: Seen, { change, uid, at }: CheckedChange): Promise<Applied> {
  switch (change.action) {
    case 'ensure':
      return ensure(users, seen, change, uid, at);
    case 'deactivate':
      return deactivate(users, seen, uid, at);
    case 'erase':
      return erase(users, seen, uid, at);
  }
}

async function ensure(
  users: Users,
  seen: Seen,
  { user, reactivate }: Ensure,
  uid: string,
  at: number,
): Promise<Applied> {
  const reactivates = reactivate === true && isNew(seen.activityAt, at);
  const next = reactivates ? { ...seen, activityAt: at, banOwed: false } : seen;
  // If a deletion has the same time, it wins.
  if (!isNew(seen.profileAt, at) || (seen.deleted && at === seen.profileAt)) {
    if (!reactivates) return { outcome: 'old', seen };
    await users.reactivate([uid]);
    return { outcome: 'reactivated', seen: next };
  }
  // A deactivated user stays deactivated, unless the event reactivates it. Do not fail: the provider would repeat the event for ever.
  const ensured = await ignoring(isDeactivated, users.ensure(user, { reactivate: reactivates }));
  if (ensured && next.banOwed) await users.deactivate([uid]);
  return {
    outcome: ensured && !next.banOwed ? ensured.outcome : 'deactivated',
    seen: { ...next, profileAt: at, deleted: false, banOwed: false },
  };
}

async function deactivate(users: Users, seen: Seen, uid: string, at: number): Promise<Applied> {
  if (!isNew(seen.activityAt, at)) return { outcome: 'old', seen };
  const found = await ignoring(isGone, users.deactivate([uid]));
  return { outcome: 'deactivated', seen: { ...seen, activityAt: at, banOwed: !found?.includes(uid) } };
}

async function erase(users: Users, seen: Seen, uid: string, at: number): Promise<Applied> {
  if (!isNew(seen.profileAt, at)) return { outcome: 'old', seen };
  await ignoring(isGone, users.delete(uid, { permanent: true }));
  // A later ban applies to the next user with this uid.
  const isNewest = isNew(seen.activityAt, at);
  const activity = isNewest ? { activityAt: at, banOwed: false } : {};
  return { outcome: 'erased', seen: { ...seen, ...activity, profileAt: at, deleted: true } };
}

/** Events may have the same time, if a clock counts only seconds. A repeated event is then recognised by its id. */
function isNew(known: number | undefined, at: number): boolean {
  return known === undefined || at >= known;
}

/** Resolves with `undefined` for an expected error. */
async function ignoring<T>(isExpected: (error: unknown) => boolean, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
}

const isGone = (error: unknown) => isCometChatException(error) && error.code === 'ERR_UID_NOT_FOUND';
const isDeactivated = (error: unknown) => isCometChatException(error) && error.code === 'USER_DEACTIVATED';
