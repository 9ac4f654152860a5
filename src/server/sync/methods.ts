import { applyChange } from '../changes/apply.js';
import { checkChange } from '../changes/change.js';
import type { AppliedChange } from '../changes/types.js';
import type { AdminContext } from '../context.js';
import { applyMany, isIterable, OPERATION } from './apply-many.js';
import { importUsers } from './import/import-users.js';
import { applyPlan } from './plan/apply-plan.js';
import { makePlan } from './plan/make-plan.js';
import { readPlan } from './plan/read-plan.js';
import type { PlanRun } from './plan/run-types.js';
import { isSyncPlan } from './plan/sync-plan.js';
import type { AdminSync, AppliedChanges, ApplyOptions } from './types.js';

/** Creates the methods of `admin.sync`. */
export function createSync(context: AdminContext): AdminSync {
  const apply = (given: unknown, options?: ApplyOptions): Promise<AppliedChange | AppliedChanges> | PlanRun => {
    if (isSyncPlan(given)) return applyPlan(context, given, options);
    return isIterable(given)
      ? applyMany(context.bulk, given, options)
      : context.perform(OPERATION, options, async (deadline) => applyChange(context, checkChange(given), deadline));
  };
  return {
    apply: apply as AdminSync['apply'],
    importUsers: (source, options) => importUsers(context.bulk, source, options),
    plan: (source, options) => makePlan(context, source, options),
    readPlan: (saved, options) => readPlan(context, saved, options),
  };
}
