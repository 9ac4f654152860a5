import { asException } from '../errors/exception.js';
import type { MoreOptions } from '../transport/call-options.js';
import * as endpoints from '../transport/endpoints.js';
import { isRevoked } from './as-user.js';
import { type ClientContext, currentOf, perform, untilReady } from './context.js';
import type { CallOptions } from './options.js';

/** Options of `logout`. */
export interface LogoutOptions extends CallOptions {
  /** Rejects if the service did not confirm that the token is revoked. Default `false`. */
  readonly strict?: boolean | undefined;
}

/** Milliseconds to wait for the response. */
const LOGOUT_MS = 5_000;

const LOGOUT = { name: 'logout', options: { strict: true } satisfies MoreOptions<LogoutOptions> };

/** Signs out here first. Then asks the service to revoke the token; the user stays signed out if that fails. */
export async function logout(context: ClientContext, supersede: () => unknown, options?: LogoutOptions): Promise<void> {
  const { store, transport, warn } = context;
  let isOut = false;
  let isStrict = false;
  try {
    const bounded = { ...context, timeout: Math.min(LOGOUT_MS, context.timeout) };
    await perform(bounded, LOGOUT, options, async (deadline) => {
      isStrict = Boolean(options?.strict);
      supersede();
      await untilReady(context, deadline);
      const { authToken } = currentOf(context);
      isOut = true;
      await store.signOut('logout');
      await transport(endpoints.logout, { credential: authToken, deadline });
    });
  } catch (cause) {
    const error = asException(cause, 'logout');
    // The token was revoked before: nothing is left to do.
    if (isOut && isRevoked(error)) return;
    const isAborted = () => context.disposed.aborted || options?.signal?.aborted;
    if (isOut && !isStrict && !isAborted()) {
      return warn('Logged out here, but the service did not confirm that the token is revoked.', error);
    }
    store.emitFailure('logoutFailed', error);
    throw error;
  }
}
