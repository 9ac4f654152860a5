import type { CallOptions, OperationKind } from '../../../transport/call-options.js';
import { toQuery } from '../../../transport/lists/query.js';
import type { AdminContext } from '../../context.js';
import { countUsers } from '../../resources/users/endpoints.js';

/** Asks the service for the number of users, with one request that does not wait for the outage. */
export function probe(
  { perform, send }: AdminContext,
  operation: OperationKind,
  options: CallOptions,
): Promise<number> {
  const endpoint = { ...countUsers, retry: 'never' } as const;
  const query = toQuery({ count: true, perPage: 1 });
  return perform(operation, options, (deadline) => send(endpoint, { query, deadline }));
}
