import { type CometChatException, isCometChatException } from '../errors/exception.js';
import type { Deadline } from '../transport/deadline.js';
import type { Endpoint } from '../transport/endpoint.js';
import { type ClientContext, currentOf } from './context.js';
import { createTokenRenewal } from './token-renewal.js';

/** A request with the credential of the signed-in user. */
export interface UserRequest<Result> {
  readonly deadline: Deadline;
  readonly params?: Readonly<Record<string, string>>;
  /** Begins with `?`. */
  readonly query?: string;
  readonly body?: object;
  /** The uid that the response must be about. */
  readonly uid?: string;
  /** Whether the request is about the signed-in user, so that "no such user" ends the session. */
  readonly aboutSelf?: boolean;
  /** The result if the token had to be replaced. Default: the request is sent again with the new token. */
  readonly afterRenewal?: () => Result;
}

/** Sends a request with the token of the signed-in user. If the token was revoked, it gets another token or ends the session. */
export type SendAsUser = <Result>(endpoint: Endpoint<Result>, request: UserRequest<Result>) => Promise<Result>;

/** Creates a `SendAsUser`. */
export function createSendAsUser(context: ClientContext): SendAsUser {
  const { store, transport } = context;
  const replaceToken = createTokenRenewal(context);

  return async (endpoint, { aboutSelf, afterRenewal, ...request }) => {
    const current = currentOf(context);
    let tried = current.authToken;
    const send = () => transport(endpoint, { ...request, credential: tried });
    try {
      return await send().catch(async (error) => {
        if (!isRevoked(error)) throw error;
        // Another tab may have logged in again, and this tab may not know it yet.
        await store.syncWithStorage();
        tried = await replaceToken(current, error, request.deadline.name);
        return afterRenewal ? afterRenewal() : send();
      });
    } catch (error) {
      if (isRevoked(error)) await endSession(tried, 'tokenRevoked');
      if (aboutSelf && hasCode(error, 'ERR_UID_NOT_FOUND')) await endSession(tried, 'userGone');
      throw error;
    }
  };

  /** Ends the session with this token, unless the current session has another token by now. */
  async function endSession(authToken: string, reason: 'tokenRevoked' | 'userGone'): Promise<void> {
    await store.syncWithStorage();
    if (store.getCurrent()?.authToken === authToken) await store.signOut(reason);
    await context.forgetVendorSession(authToken);
  }
}

/** Whether the service no longer knows the token. */
export function isRevoked(error: unknown): error is CometChatException {
  return hasCode(error, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
}

function hasCode(error: unknown, code: string): error is CometChatException {
  return isCometChatException(error) && error.code === code;
}
