import type { QuotaClass } from '../../transport/endpoint.js';

/**
 * Returns the quota class of a request to an endpoint that has no method here. Core are creates and deletions of a user, creates of a group,
 * and joins. Source: the REST page on rate limits.
 */
export function quotaOf(method: string, path: string): QuotaClass {
  if (path.startsWith('/data_import/')) return 'import';
  const isCore =
    method === 'POST'
      ? /^\/(?:users|groups|groups\/[^/]+\/members)$/.test(path)
      : method === 'DELETE' && /^\/users\/[^/]+$/.test(path);
  return isCore ? 'core' : 'standard';
}
