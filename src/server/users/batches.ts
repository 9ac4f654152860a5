import { refuse } from '../../errors/issue.js';
import type { CallOptions } from '../../transport/call-options.js';
import { type Issues, readUids } from '../arguments.js';
import type { AdminContext } from '../context.js';
import type { AdminEndpoint } from '../operations/results.js';
import { deactivateUsers, reactivateUsers } from '../operations/users.js';

/** Deactivates users. */
export const deactivate = batch(deactivateUsers, 'uidsToDeactivate');

/** Brings deactivated users back. */
export const reactivate = batch(reactivateUsers, 'uidsToActivate');

function batch(operation: AdminEndpoint<string[]>, field: string) {
  return ({ perform, send }: AdminContext, input: unknown, options?: CallOptions): Promise<string[]> =>
    perform(operation.name, options, async (deadline) => {
      const issues: Issues = [];
      const uids = readUids(issues, input, 'uids');
      refuse(issues);
      return send(operation, { body: { [field]: uids }, deadline });
    });
}
