import type { Admin } from '../../server.js';
import type { Call } from '../call.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import type { FileCheck } from '../files/check.js';
import type { FileSource } from '../files/file-source.js';
import { reportBadRows } from './bad-rows.js';
import { makePlan } from './make-plan.js';
import { printPlan } from './plan-text.js';
import type { RequestCounter } from './request-counter.js';

/** An import creates deactivated users, and a plan does not. */
const REASONS = {
  deactivatedInSource:
    'it has a deactivatedAt: created as a deactivated user; if the user exists and is active, the row fails',
} as const;

/** Prints what an import would do. It changes nothing. Resolves with the exit code: 1 if rows would fail. */
export async function dryRun(
  call: Pick<Call, 'io' | 'output' | 'signal'>,
  given: {
    readonly admin: Admin;
    readonly requests: RequestCounter;
    readonly source: FileSource;
    readonly check: FileCheck;
    readonly reactivate: boolean | undefined;
  },
): Promise<number> {
  const { admin, requests, source, check, reactivate } = given;
  const bad = await reportBadRows(call, source, check);
  const plan = await makePlan(call, { admin, source, requests }, { reactivate });
  await printPlan(call.output, plan, { source, bad, seeAll: '--json', reasons: REASONS });
  call.output.note('Nothing was changed.');
  return bad + plan.counts.invalid > 0 ? FAILURE : SUCCESS;
}
