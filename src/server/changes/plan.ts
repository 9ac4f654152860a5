import type { EditableField } from '../../user/fields.js';
import type { User } from '../../user/user.js';
import type { EnsureChange, RemovalChange } from './change.js';
import { differingFields, updateOf } from './differences.js';
import { isMergedAlready, type MergedField, type UpdateRules } from './merging.js';

/** The settings of a plan, besides the change and the user. */
export interface PlanRules {
  /** The fields that users own: an update leaves them alone. */
  readonly userOwnedFields: readonly EditableField[];
  /** How the service updates fields, as far as it is known. */
  readonly updates: UpdateRules;
}

/** The work that a change still needs. */
export type Plan =
  | { readonly action: 'create'; readonly user: User }
  /** `user` has the fields that differ, and no others. */
  | { readonly action: 'update'; readonly user: User; readonly merged: readonly MergedField[] }
  /** Reactivate the user, and then plan again with the active user. */
  | { readonly action: 'reactivate' | 'deactivate' | 'erase' }
  /** `merged` are the fields that differ, but that no update can change. */
  | { readonly action: 'none'; readonly outcome: 'unchanged' | 'skipped'; readonly merged: readonly MergedField[] };

/** Compares a change with the user as it was found, if there is one. It is pure: it reads and sends nothing. */
export function plan(change: EnsureChange | RemovalChange, found: User | undefined, rules: PlanRules): Plan {
  if (change.action === 'ensure') return planEnsure(change, found, rules);
  const isDone = !found || (change.action === 'deactivate' && Boolean(found.deactivatedAt));
  return isDone ? { action: 'none', outcome: 'unchanged', merged: [] } : { action: change.action };
}

function planEnsure({ user, reactivate }: EnsureChange, found: User | undefined, rules: PlanRules): Plan {
  if (!found) return { action: 'create', user };
  if (found.deactivatedAt)
    return reactivate === true ? { action: 'reactivate' } : { action: 'none', outcome: 'skipped', merged: [] };
  const differing = differingFields(user, found).filter((field) => !rules.userOwnedFields.includes(field));
  const merged = differing.filter((field) => isMergedAlready(field, user, found, rules.updates)) as MergedField[];
  const fields = differing.filter((field) => !(merged as EditableField[]).includes(field));
  if (fields.length === 0) return { action: 'none', outcome: 'unchanged', merged };
  return { action: 'update', user: updateOf(user, fields), merged };
}
