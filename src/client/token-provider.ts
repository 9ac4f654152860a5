import { CometChatException, isCometChatException } from '../errors/exception.js';
import type { Deadline } from '../transport/deadline.js';
import { authTokenIssues } from './credential-checks.js';

/** The argument of a `tokenProvider`. */
export interface TokenRequest {
  /** The uid of the user who needs a token. Absent for a `login()`: your server knows its visitor. */
  readonly uid?: string;
  /** `login` for a `login()` without arguments; `tokenRevoked` if the current token is no longer valid. */
  readonly reason: 'login' | 'tokenRevoked';
}

/**
 * Gets an auth token from your server.
 *
 * @example
 * const tokenProvider = async () => (await fetch('/api/cometchat-token', { method: 'POST' })).json().then((body) => body.authToken);
 */
export type TokenProvider = (request: TokenRequest) => Promise<string> | string;

/** Gets a token from a provider. Rejects with `TOKEN_PROVIDER_FAILED` if the provider fails or returns something else. */
export async function askForToken(provider: TokenProvider, request: TokenRequest, deadline: Deadline): Promise<string> {
  let token: unknown;
  try {
    token = await deadline.race(Promise.resolve(provider(request)));
  } catch (cause) {
    if (deadline.reason) throw cause;
    // Keep the details of an error from `tokenFrom`: they say whether and when to retry.
    const { kind, status, retryAfterMs, hint } = isCometChatException(cause)
      ? cause
      : ({} as Partial<CometChatException>);
    throw new CometChatException({ code: 'TOKEN_PROVIDER_FAILED', cause, kind, status, retryAfterMs, hint });
  }
  const [issue] = authTokenIssues(token);
  if (issue)
    throw new CometChatException({ code: 'TOKEN_PROVIDER_FAILED', message: `tokenProvider: ${issue.message}` });
  return token as string;
}
