import { send } from '../answer.js';
import type { Call, Station } from '../exchange.js';
import { FAULT_HEADER } from './faults/faults.js';

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

/** Lets pages of any origin read every answer, including errors. No header of an answer is exposed to them. */
export const cors: Station = async (call, next) => {
  await next();
  if (call.env.answer) call.env.answer.headers['access-control-allow-origin'] = '*';
};

/** Answers a browser's preflight, for any origin and any path. A route, so that faults can fail it. */
export function preflight(call: Call): Response {
  const requested = (call.req.header('access-control-request-headers') ?? '').toLowerCase().split(',');
  const allowed = requested.map((name) => name.trim()).filter((name) => KNOWN_HEADERS.has(name));
  return send(call, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      ...(allowed.length > 0 && { 'access-control-allow-headers': allowed.join(', ') }),
    },
    text: null,
  });
}
