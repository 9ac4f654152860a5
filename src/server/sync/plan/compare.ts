import type { EditableField } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import type { PlanRules } from '../../changes/plan.js';
import { differingBetween, digestsOf } from '../catalog/digests.js';
import { touchedFields, type WantedUser } from './wanted-users.js';

/** The values of CometChat of the fields that differ. `null`: no value. */
export type FoundFields = { readonly [Field in EditableField]?: unknown };

/** The result of a comparison of a row with the user of CometChat. Most users are equal, so that these share one value. */
export type Comparison =
  | 'equal'
  | 'deactivated'
  | 'deactivatedInSource'
  | { readonly fields: FoundFields; readonly deactivatedAt?: number | undefined };

/** Compares a row of the source with the user of CometChat. */
export function compare(
  wanted: WantedUser,
  found: User,
  { userOwnedFields }: Pick<PlanRules, 'userOwnedFields'>,
  mayReactivate: boolean,
): Comparison {
  const { deactivatedAt } = found;
  if (wanted.isDeactivated) return deactivatedAt ? 'equal' : 'deactivatedInSource';
  if (deactivatedAt && !mayReactivate) return 'deactivated';
  const given = touchedFields(wanted).filter((field) => !userOwnedFields.includes(field));
  const differing = differingBetween(given, wanted.digests, digestsOf(found));
  if (differing.length === 0 && !deactivatedAt) return 'equal';
  const fields = Object.fromEntries(differing.map((field) => [field, found[field] ?? null]));
  return { fields, ...(deactivatedAt && { deactivatedAt }) };
}
