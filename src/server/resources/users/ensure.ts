import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import { toUser } from '../../../user/input.js';
import { argumentIssues } from '../../arguments.js';
import { deactivated, ensure } from '../../changes/ensure.js';
import type { AdminContext } from '../../context.js';
import { Flag } from '../../schemas.js';
import { spellingOf } from '../../uids/spelling.js';
import type { Ensured, EnsureUserOptions } from './types.js';

const ENSURE_USER = { name: 'ensureUser', options: { reactivate: true } satisfies MoreOptions<EnsureUserOptions> };

/** Creates a user, or updates the fields that differ, or does nothing. The result says which. */
export function ensureUser(context: AdminContext, input: unknown, options?: EnsureUserOptions): Promise<Ensured> {
  return context.perform(ENSURE_USER, options, async (deadline) => {
    const user = toUser(input);
    refuse([...user.validate('create'), ...argumentIssues({ reactivate: [Flag, options?.reactivate] })]);
    const { uid } = user;
    const reactivate = options?.reactivate === true;
    const change = { action: 'ensure', uid, user, reactivate, spelling: spellingOf(input) } as const;
    const done = await ensure(context, change, deadline);
    if (done.outcome === 'skipped') throw deactivated(uid);
    return { user: done.user, outcome: done.outcome };
  });
}
