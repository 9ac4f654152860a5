import type { User } from '../../user/user.js';
import type { CheckedChange } from '../changes/change.js';
import { compareInstants, type Instant } from '../changes/time.js';
import { refuseOtherSpelling } from '../uids/spelling.js';

/**
 * The newest wanted state of a user, from the events so far. It has two registers, each with its own time: a ban that arrives after a later
 * change of the name must still apply, and the change of the name after a later ban. Events that have different times can be merged in any
 * order: the result is the same.
 */
export interface UserRecord {
  readonly profile?: ProfileRegister | undefined;
  readonly activity?: ActivityRegister | undefined;
  /** The uid in the letter case of the events; CometChat ignores letter case. */
  readonly spelling?: string | undefined;
  /** The ids of the last events that were merged. */
  readonly ids: readonly string[];
  /** The mark of the instance that applies this state now. */
  readonly owner?: string | undefined;
}

/** The outcome of a register that was applied. */
export type AppliedOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'reactivated'
  /** The user is deactivated, by this event or since an earlier one. */
  | 'deactivated'
  | 'erased';

interface Register {
  readonly at: Instant;
  /** The id of the event that set this register. */
  readonly id: string;
  /** The outcome. A register without an outcome is due: it must still be applied. */
  readonly outcome?: AppliedOutcome | undefined;
  /** How often it was made due again. */
  readonly again?: number | undefined;
  /** True if it was made due again after it had an outcome. Its event was answered, so every other event is responsible for it. */
  readonly isOrphan?: boolean | undefined;
}

/** The newest profile, or the newest deletion. */
export interface ProfileRegister extends Register {
  /** The fields of the user, as JSON; `null` if the user is to be erased. */
  readonly user: Readonly<Record<string, unknown>> | null;
}

/** The newest deactivation or reactivation. */
export interface ActivityRegister extends Register {
  readonly isActive: boolean;
  /** True if the deactivation came before the user existed: it is applied when the user is created. */
  readonly isOwed?: boolean | undefined;
}

/** The record of a user without events. */
export const EMPTY_RECORD: UserRecord = { ids: [] };

/** Limits the stored ids of each user. An event that is repeated after more others than this is recognised by its time. */
const IDS_MAX = 20;

/** Merges a change into a record. The result is the same object if the change is old, or was merged before. Throws for a time of
 * another kind, and for a uid in another letter case. */
export function mergeChange(record: UserRecord, change: CheckedChange, id: string): UserRecord {
  if (record.ids.includes(id)) return record;
  if (change.spelling !== undefined) refuseOtherSpelling(record.spelling, change.spelling);
  const { profile, activity } = record;
  const merged = mergeRegisters(profile, activity, change, id);
  if (merged.profile === profile && merged.activity === activity) return record;
  // Another person may have the uid after an erasure.
  const spelling = merged.profile?.user === null ? undefined : (record.spelling ?? change.spelling);
  return { ...record, ...merged, spelling, ids: [...record.ids, id].slice(-IDS_MAX) };
}

type Registers = Pick<UserRecord, 'profile' | 'activity'>;

function mergeRegisters(
  profile: ProfileRegister | undefined,
  activity: ActivityRegister | undefined,
  change: CheckedChange,
  id: string,
): Registers {
  const { at } = change;
  const [profileAge, activityAge] = [compare(at, profile), compare(at, activity)];
  // Of two events with the same time, the one that arrives later wins. But a deletion always wins.
  if (profile?.user === null && profileAge === 0 && change.action !== 'erase') return { profile, activity };
  switch (change.action) {
    case 'ensure':
      return {
        profile: profileAge >= 0 ? { at, id, user: fieldsOf(change.user) } : profile,
        activity: activityAge >= 0 ? mergeReactivation(activity, change, id) : activity,
      };
    case 'deactivate':
      return { profile, activity: activityAge >= 0 ? { at, id, isActive: false } : activity };
    case 'erase':
      return {
        profile: profileAge >= 0 ? { at, id, user: null } : profile,
        // A ban from before the deletion is not for the next user with this uid, who may be wanted before the deletion is applied.
        activity: activityAge >= 0 ? endBan(activity, at, id, 'erased') : activity,
      };
  }
}

function mergeReactivation(
  activity: ActivityRegister | undefined,
  { at, reactivate }: Extract<CheckedChange, { action: 'ensure' }>,
  id: string,
): ActivityRegister | undefined {
  if (!reactivate) return activity;
  return reactivate === 'ownBan' ? endBan(activity, at, id, 'unchanged') : { at, id, isActive: true };
}

/**
 * Ends a ban that came from an event, whether it was applied or not. Without one, nothing is due. But the time is remembered: an older ban
 * is then old.
 */
function endBan(
  before: ActivityRegister | undefined,
  at: Instant,
  id: string,
  otherwise: AppliedOutcome,
): ActivityRegister {
  const isBanned = before && (!before.isActive || before.outcome === undefined);
  return { at, id, isActive: true, outcome: isBanned ? undefined : otherwise };
}

/** The given fields of a user, as JSON. `null` clears a field. */
function fieldsOf(user: User): Readonly<Record<string, unknown>> {
  return { uid: user.uid, ...Object.fromEntries(user.touched.map((field) => [field, user[field] ?? null])) };
}

/** Positive if there is no register yet. */
function compare(at: Instant, register: Register | undefined): number {
  return register ? compareInstants(at, register.at) : 1;
}

/** Whether an event has to wait: for what it set itself, or for what was made due again and belongs to no event. */
export function isDueFor({ profile, activity }: UserRecord, id: string): boolean {
  return [profile, activity].some(
    (register) => register && register.outcome === undefined && (register.id === id || register.isOrphan),
  );
}

/** Whether anything must still be applied. */
export function isDue({ profile, activity }: UserRecord): boolean {
  return [profile, activity].some((register) => register && register.outcome === undefined);
}

/**
 * Makes every register due again: an effect that arrived late may have changed the user. The count tells an owner that its outcomes are
 * from before that.
 */
export function allDue(record: UserRecord): UserRecord {
  const { profile, activity } = record;
  const again = <R extends Register>(register: R): R => ({
    ...register,
    outcome: undefined,
    again: (register.again ?? 0) + 1,
    isOrphan: register.isOrphan || register.outcome !== undefined,
  });
  return { ...record, ...(profile && { profile: again(profile) }), ...(activity && { activity: again(activity) }) };
}

/** Copies the outcomes of registers that are still the same into a record, which newer events may have changed meanwhile. */
export function withOutcomes(record: UserRecord, applied: UserRecord): UserRecord {
  const isSame = (one: Register | undefined, other: Register | undefined) =>
    one !== undefined && one.id === other?.id && one.at === other.at && one.again === other.again;
  return {
    ...record,
    profile: isSame(record.profile, applied.profile) ? applied.profile : record.profile,
    activity: isSame(record.activity, applied.activity) ? applied.activity : record.activity,
  };
}
