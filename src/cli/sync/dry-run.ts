import type { Admin } from '../../server.js';
import type { Call } from '../call.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import type { FileCheck } from '../files/check.js';
import type { FileSource } from '../files/file-source.js';
import { reportBadRows } from './bad-rows.js';
import { printPlan } from './plan-text.js';

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
    readonly source: FileSource;
    readonly check: FileCheck;
    readonly reactivate: boolean | undefined;
  },
): Promise<number> {
  const { admin, source, reactivate } = given;
  const bad = await reportBadRows(call, source);
  const plan = await admin.sync.plan(() => source.users(), { reactivate, signal: call.signal });
  await printPlan(call.output, plan, source, REASONS);
  call.output.note('Nothing was changed.');
  return bad + plan.counts.invalid > 0 ? FAILURE : SUCCESS;
}
