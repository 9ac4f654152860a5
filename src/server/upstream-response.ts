import { type CometChatException, isCometChatException } from '../errors/exception.js';
import { errorResponse } from './http-response.js';
import { MISSING_API_KEY } from './missing-key.js';

/** `Retry-After` in seconds, for a failure that ends by itself and for which the service gave no time. */
const SOON_S = 5;
/** `Retry-After` in seconds, for a failure that somebody must fix first, such as a wrong key. */
const LATER_S = 60;

/**
 * Makes the response for a request that CometChat refused or did not complete: 503 if a retry may work, else 502. Both have `Retry-After`.
 * Neither contains the reason: it helps an attacker, and the visitor cannot fix it. 500 for a server without a key, which sent nothing.
 */
export function upstreamErrorResponse(error: CometChatException): Response {
  if (error.code === MISSING_API_KEY) return internalErrorResponse();
  if (!error.retryable && error.kind !== 'aborted') {
    return errorResponse(502, 'UPSTREAM_REFUSED', 'CometChat refused the request of this server.', retryAfter(LATER_S));
  }
  const seconds = error.retryAfterMs === undefined ? SOON_S : Math.ceil(error.retryAfterMs / 1000);
  return errorResponse(
    503,
    'UPSTREAM_UNAVAILABLE',
    'CometChat is not available. Try again later.',
    retryAfter(seconds),
  );
}

/** The response when one of the app's own functions failed. */
export function internalErrorResponse(): Response {
  return errorResponse(500, 'INTERNAL_ERROR', 'Something went wrong on this server.');
}

/** Makes the response for an error: an upstream error if CometChat failed, else an internal error. */
export function failureResponse(error: unknown): Response {
  return isCometChatException(error) ? upstreamErrorResponse(error) : internalErrorResponse();
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(Math.max(1, seconds)) };
}
