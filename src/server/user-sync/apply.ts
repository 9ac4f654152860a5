import type { Admin } from '../admin.js';
import type { CheckedChange } from '../changes/change.js';
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

type Ensure = CheckedChange & { readonly action: 'ensure' };
type Service = Pick<Admin, 'sync' | 'users'>;

/** Applies a change, unless a newer one is known. A user who is already in the wanted state counts as success. */
export function applyEvent(service: Service, seen: Seen, change: CheckedChange): Promise<Applied> {
  if (change.action === 'ensure') return ensure(service, seen, change);
  const { action, uid, at } = change;
  return action === 'erase' ? erase(service, seen, uid, at) : deactivate(service, seen, uid, at);
}

async function ensure({ sync, users }: Service, seen: Seen, change: Ensure): Promise<Applied> {
  const { uid, at, user } = change;
  const reactivate = change.reactivate && isNew(seen.activityAt, at);
  const next = reactivate ? { ...seen, activityAt: at, banOwed: false } : seen;
  // If a deletion has the same time, it wins.
  if (!isNew(seen.profileAt, at) || (seen.deleted && at === seen.profileAt)) {
    if (!reactivate) return { outcome: 'old', seen };
    await users.reactivate([uid]);
    return { outcome: 'reactivated', seen: next };
  }
  const { outcome } = await sync.apply({ action: 'ensure', user, at, reactivate });
  if (outcome !== 'skipped' && next.banOwed) await sync.apply({ action: 'deactivate', uid, at });
  return {
    // A deactivated user stays deactivated, unless the event reactivates it.
    outcome: outcome === 'skipped' || next.banOwed ? 'deactivated' : (outcome as SyncOutcome),
    seen: { ...next, profileAt: at, deleted: false, banOwed: false },
  };
}

async function deactivate({ sync }: Service, seen: Seen, uid: string, at: number): Promise<Applied> {
  if (!isNew(seen.activityAt, at)) return { outcome: 'old', seen };
  const { outcome } = await sync.apply({ action: 'deactivate', uid, at });
  return { outcome: 'deactivated', seen: { ...seen, activityAt: at, banOwed: outcome !== 'deactivated' } };
}

async function erase({ sync }: Service, seen: Seen, uid: string, at: number): Promise<Applied> {
  if (!isNew(seen.profileAt, at)) return { outcome: 'old', seen };
  await sync.apply({ action: 'erase', uid, at });
  // A later ban applies to the next user with this uid.
  const isNewest = isNew(seen.activityAt, at);
  const activity = isNewest ? { activityAt: at, banOwed: false } : {};
  return { outcome: 'erased', seen: { ...seen, ...activity, profileAt: at, deleted: true } };
}

/** Events may have the same time, if a clock counts only seconds. A repeated event is then recognised by its id. */
function isNew(known: number | undefined, at: number): boolean {
  return known === undefined || at >= known;
}
