import { Answer } from './answer.js';
import type { Received } from './call.js';
import { FAULT_HEADER } from './faults.js';

/**
 * The headers that the vendor's SDKs send. The service does not publish its list of allowed headers. Any other header
 * fails the preflight here, as it may at the service.
 */
const KNOWN_HEADERS = new Set([
  'accept',
  'content-type',
  'appid',
  'apikey',
  'authtoken',
  'authorization',
  'sdk',
  'resource',
  'onbehalfof',
  FAULT_HEADER,
]);

/** Responds to a browser's preflight, for any origin and any path. */
export function preflight({ headers }: Received): Answer {
  const allowed = knownOf(headers['access-control-request-headers']);
  return new Answer(204, null, {
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    ...(allowed !== '' && { 'access-control-allow-headers': allowed }),
  });
}

function knownOf(requested = ''): string {
  const names = requested.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => KNOWN_HEADERS.has(name)).join(', ');
}
