import { type CometChatException, isCometChatException } from '../errors/exception.js';
import { refusal } from './http-answer.js';

/** Seconds to wait where the service did not say. */
const SOON_S = 5;
/** For what a person has to put right first, such as a wrong key. */
const LATER_S = 60;

/**
 * The answer when CometChat failed us: 503 where the same may work later, else 502. Both say when to come back, and nothing
 * of what went wrong: the visitor can do nothing about a wrong key, and an attacker could.
 */
export function upstreamFailed(error: CometChatException): Response {
  if (!error.retryable && error.kind !== 'aborted') {
    return refusal(502, 'UPSTREAM_REFUSED', 'CometChat refused the request of this server.', retryAfter(LATER_S));
  }
  const seconds = error.retryAfterMs === undefined ? SOON_S : Math.ceil(error.retryAfterMs / 1000);
  return refusal(503, 'UPSTREAM_UNAVAILABLE', 'CometChat is not available. Try again later.', retryAfter(seconds));
}

/** The answer to what went wrong in the app's own functions. */
export function internalError(): Response {
  return refusal(500, 'INTERNAL_ERROR', 'Something went wrong on this server.');
}

/** The answer to a request whose work was thrown out of. */
export function failed(error: unknown): Response {
  return isCometChatException(error) ? upstreamFailed(error) : internalError();
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(Math.max(1, seconds)) };
}
