import type { CallOptions } from '../../../transport/call-options.js';
import type { AdminContext } from '../../context.js';
import { run } from '../../run.js';
import { uidsArgument } from '../../schemas.js';
import type { AdminEndpoint } from '../results.js';
import { deactivateUsers, reactivateUsers } from './endpoints.js';

/** Deactivates users. */
export const deactivate = batch(deactivateUsers, 'uidsToDeactivate');

/** Reactivates users. */
export const reactivate = batch(reactivateUsers, 'uidsToActivate');

function batch(endpoint: AdminEndpoint<string[]>, field: string) {
  return (context: AdminContext, uids: unknown, options?: CallOptions): Promise<string[]> =>
    run(context, {
      endpoint,
      options,
      arguments: () => ({ uids: uidsArgument(uids) }),
      request: ({ uids }) => ({ body: { [field]: uids } }),
    });
}
