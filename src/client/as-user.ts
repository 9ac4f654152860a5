import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import type { Current } from '../session/store.js';
import type { Deadline } from '../transport/deadline.js';
import type { Endpoint } from '../transport/endpoint.js';
import * as endpoints from '../transport/endpoints.js';
import { User } from '../user/user.js';
import { type ClientContext, currentOf, perform } from './context.js';
import { askForToken, type TokenProvider } from './token-provider.js';

/** A tab may get a lock before it can read from storage what the holder wrote. After this time, it can. */
const STORAGE_LAG_MS = 1_000;

const POLL_MS = 50;

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

/** Creates a `SendAsUser`. All operations that find the token revoked share one request for another token. */
export function createSendAsUser(context: ClientContext): SendAsUser {
  const { store, transport, tokenProvider } = context;
  let renewal: { readonly of: string; readonly done: Promise<string> } | undefined;

  return async (endpoint, { aboutSelf, afterRenewal, ...request }) => {
    const current = currentOf(context);
    let tried = current.authToken;
    const send = () => transport(endpoint, { ...request, credential: tried });
    try {
      return await send().catch(async (error) => {
        if (!isRevoked(error)) throw error;
        // Another tab may have logged in again, and this tab may not know it yet.
        await store.syncWithStorage();
        tried = await anotherToken(current, error, request.deadline.name);
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

  /** Gets a token that replaces the revoked one. Throws `error` if there is none. */
  async function anotherToken(revoked: Current, error: unknown, operation: string): Promise<string> {
    const now = store.getCurrent();
    if (now?.user.uid !== revoked.user.uid) throw error;
    // The user has logged in again meanwhile.
    if (now.authToken !== revoked.authToken) return now.authToken;
    if (!tokenProvider) throw error;
    if (renewal?.of !== revoked.authToken) {
      // The renewal has its own deadline: the first operation may be aborted while others still wait for the token.
      const done = perform(context, operation, {}, (deadline) =>
        context.alone('renewal', deadline.signal, async (hasWaited) => {
          const ofOtherTab = hasWaited ? await tokenOfOtherTab(revoked, error, deadline) : undefined;
          return ofOtherTab ?? renew(revoked, tokenProvider, deadline);
        }),
      );
      renewal = { of: revoked.authToken, done };
      const end = () => {
        renewal = undefined;
      };
      done.then(end, end);
    }
    const renewed = await renewal.done.catch((reason) => {
      // The error names the operation that started the renewal, which may be another one.
      throw isCometChatException(reason) ? amend(reason, { operation }) : reason;
    });
    // The user has logged out meanwhile, here or in another tab: send nothing.
    if (store.getCurrent()?.authToken !== renewed) throw error;
    return renewed;
  }

  /** Another tab has just asked for a token. Returns that token; `undefined` if that tab did not get one. */
  async function tokenOfOtherTab(revoked: Current, error: unknown, deadline: Deadline): Promise<string | undefined> {
    for (let waitedMs = 0; waitedMs < STORAGE_LAG_MS; waitedMs += POLL_MS) {
      await store.syncWithStorage();
      if (deadline.reason) throw deadline.reason;
      const now = store.getCurrent();
      if (now?.user.uid !== revoked.user.uid) throw error;
      if (now.authToken !== revoked.authToken) return now.authToken;
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    }
    return undefined;
  }

  async function renew(revoked: Current, provider: TokenProvider, deadline: Deadline): Promise<string> {
    const { uid } = revoked.user;
    const token = await askForToken(provider, { uid, reason: 'tokenRevoked' }, deadline);
    const user = await transport(endpoints.login, { credential: token, body: context.device, deadline });
    if (user.uid !== uid) throw new CometChatException({ code: 'TOKEN_OF_ANOTHER_USER' });
    const authToken = user.authToken || token;
    // This does nothing if a login or logout was committed meanwhile.
    await store.renew(User.fromService(user), authToken, revoked.authToken);
    return authToken;
  }
}

/** Whether the service no longer knows the token. */
export function isRevoked(error: unknown): error is CometChatException {
  return hasCode(error, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
}

function hasCode(error: unknown, code: string): error is CometChatException {
  return isCometChatException(error) && error.code === code;
}
