import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import type { Current } from '../session/state.js';
import type { Deadline } from '../transport/deadline.js';
import * as endpoints from '../transport/endpoints.js';
import { User } from '../user/user.js';
import { type ClientContext, perform } from './context.js';
import { askForToken, type TokenProvider } from './token-provider.js';

/** A tab may get a lock before it can read from storage what the holder wrote. After this time, it can. */
const STORAGE_LAG_MS = 1_000;

const POLL_MS = 50;

/**
 * Gets a token that replaces the revoked one of a session: from another tab, or from the `tokenProvider`. Throws `error` if there is
 * none. `operation` is the name of the public method that found the token revoked.
 */
export type ReplaceToken = (revoked: Current, error: unknown, operation: string) => Promise<string>;

/** Creates a `ReplaceToken`. All operations that find the token revoked share one request for another token. */
export function createTokenRenewal(context: ClientContext): ReplaceToken {
  const { store, transport, tokenProvider } = context;
  let renewal: { readonly of: string; readonly done: Promise<string> } | undefined;

  return async (revoked, error, operation) => {
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
  };

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

  /** Asks the `tokenProvider` for a token, logs in with it and sets it in the session. */
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
