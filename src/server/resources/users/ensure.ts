import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import { toUser } from '../../../user/input.js';
import { argumentIssues } from '../../arguments.js';
import { deactivated, ensure } from '../../changes/ensure.js';
import type { AdminContext } from '../../context.js';
import { Flag } from '../../schemas.js';
import type { Spellings } from '../../uids/spelling.js';
import type { Ensured, EnsureUserOptions } from './types.js';

const ENSURE_USER = { name: 'ensureUser', options: { reactivate: true } satisfies MoreOptions<EnsureUserOptions> };

/** Creates a user, or updates the fields that differ, or does nothing. The result says which. */
export function ensureUser(
  context: AdminContext,
  spellings: Spellings,
  input: unknown,
  options?: EnsureUserOptions,
): Promise<Ensured> {
  return context.perform(ENSURE_USER, options, async (deadline) => {
    const user = toUser(input);
    refuse([...user.validate('create'), ...argumentIssues({ reactivate: [Flag, options?.reactivate] })]);
    spellings.remember(input);
    const { uid } = user;
    const change = { action: 'ensure', uid, user, reactivate: options?.reactivate === true } as const;
    const done = await ensure(context, change, deadline);
    if (done.outcome === 'skipped') throw deactivated(uid);
    return { user: done.user, outcome: done.outcome };
  });
}
