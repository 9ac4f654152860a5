import type { UserInput } from '../../user/fields.js';
import { User } from '../../user/user.js';
import type { Admin } from '../admin.js';
import type { ActivityRegister, AppliedOutcome, ProfileRegister, UserRecord } from './record.js';

type Sync = Admin['sync'];

/** The record has compared the times of the events. `sync.apply` does not look at this one. */
const TIME = 0;

/** The result of applying a record: the record with its outcomes, and the first error. A register that failed stays due. */
export interface Applied {
  readonly record: UserRecord;
  readonly error?: unknown;
}

/**
 * Applies the registers of a record that are due. Every step can be repeated: a user who is already in the wanted state counts as success.
 * It never rejects. A profile that CometChat refuses does not keep a deactivation from being applied.
 */
export async function applyDue(sync: Sync, uid: string, record: UserRecord): Promise<Applied> {
  let { profile, activity } = record;
  let error: unknown;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (reason) {
      error ??= reason;
    }
  };
  const reactivates = activity?.isActive === true && activity.outcome === undefined;
  let next: AppliedOutcome | undefined;
  if (profile && (profile.outcome === undefined || reactivates)) {
    const wanted = profile;
    await attempt(async () => {
      next = await applyProfile(sync, uid, wanted, reactivates);
      profile = { ...wanted, outcome: next };
      if (activity && reactivates) activity = { ...activity, outcome: next };
    });
  }
  if (activity && !activity.isActive && mustDeactivate(activity, next)) {
    const ban = activity;
    // Until the ban is applied, the user is not as wanted.
    const applied = next === undefined || next === 'erased' ? undefined : profile;
    if (applied) profile = { ...applied, outcome: undefined };
    await attempt(async () => {
      activity = await applyBan(sync, uid, ban, next);
      if (applied) profile = { ...applied, outcome: 'deactivated' };
    });
  }
  return { record: { ...record, profile, activity }, error };
}

async function applyProfile(
  sync: Sync,
  uid: string,
  { user }: ProfileRegister,
  reactivate: boolean,
): Promise<AppliedOutcome> {
  if (user === null) {
    await sync.apply({ action: 'erase', uid, at: TIME });
    return 'erased';
  }
  // A deactivated user stays deactivated, unless an event reactivates it.
  // As a `User`, because the record has the uid in lower case, which is not how the app spells it.
  const wanted = new User(user as unknown as UserInput);
  const { outcome } = await sync.apply({ action: 'ensure', user: wanted, reactivate, at: TIME });
  return outcome === 'skipped' ? 'deactivated' : outcome;
}

/** Whether a ban is due, or the user whom it is for has just been created. After an erasure it is for the next user with this uid. */
function mustDeactivate({ outcome, isOwed }: ActivityRegister, profile: AppliedOutcome | undefined): boolean {
  if (outcome === undefined || profile === 'created' || profile === 'erased') return true;
  return isOwed === true && profile !== undefined;
}

async function applyBan(
  sync: Sync,
  uid: string,
  activity: ActivityRegister,
  profile: AppliedOutcome | undefined,
): Promise<ActivityRegister> {
  if (profile === 'erased') return { ...activity, outcome: 'deactivated', isOwed: true };
  if (profile === 'deactivated') return { ...activity, outcome: 'deactivated', isOwed: false };
  const { outcome } = await sync.apply({ action: 'deactivate', uid, at: TIME });
  // Without a user there is nothing to deactivate yet.
  return { ...activity, outcome: 'deactivated', isOwed: outcome !== 'deactivated' };
}
