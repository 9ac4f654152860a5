import type { User } from '../../../user/user.js';
import type { PlanRules } from '../../changes/plan.js';
import { differing, digestsOf } from '../catalog/digests.js';
import { type Comparison, touchedFields, type WantedUser } from './wanted-users.js';

/** Compares a row of the source with the user of CometChat. */
export function compare(
  wanted: WantedUser,
  found: User,
  rules: Pick<PlanRules, 'userOwnedFields'>,
  mayReactivate: boolean,
): Comparison {
  const { deactivatedAt } = found;
  if (wanted.isDeactivated) return deactivatedAt ? 'equal' : 'deactivatedInSource';
  if (deactivatedAt && !mayReactivate) return 'deactivated';
  const fields = differing(touchedFields(wanted), wanted.digests, digestsOf(found), rules);
  if (fields.length === 0 && !deactivatedAt) return 'equal';
  const values = Object.fromEntries(fields.map((field) => [field, found[field] ?? null]));
  return { fields: values, ...(deactivatedAt && { deactivatedAt }) };
}
