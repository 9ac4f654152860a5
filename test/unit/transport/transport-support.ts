import type { FullResponse } from '../../../src/transport/attempt.js';
import { type Endpoint, endpointName } from '../../../src/transport/endpoint.js';
import { type Expectation, readError, readResult } from '../../../src/transport/response.js';

/** Reads a response as the transport does. */
export function readResponse<Result>(
  endpoint: Endpoint<Result>,
  response: FullResponse,
  secrets: readonly string[] = [],
  more: Partial<Expectation> = {},
): Result {
  const place = { operation: 'login', endpoint: endpointName(endpoint), attempts: 1 };
  const error = readError(endpoint, response, place, secrets);
  if (error) throw error;
  return readResult(endpoint, JSON.parse(response.text), { place, status: response.status, secrets, ...more });
}
