import { CometChatException, isCometChatException } from '../errors/exception.js';
import type { Deadline } from '../transport/deadline.js';
import { authTokenIssues } from './arguments.js';

/** What a token is asked for. */
export interface TokenRequest {
  /** Whose token is needed; absent at a `login()`, where your server knows who is asking. */
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

/** Asks a provider, and rejects with `TOKEN_PROVIDER_FAILED` for whatever is not a token. */
export async function askForToken(provider: TokenProvider, request: TokenRequest, deadline: Deadline): Promise<string> {
  let token: unknown;
  try {
    token = await deadline.race(Promise.resolve(provider(request)));
  } catch (cause) {
    if (deadline.reason) throw cause;
    // What `tokenFrom` says of it says more than that it failed: whether to try again, and when.
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
