import { isCometChatException } from '../errors/exception.js';
import { leave } from '../transport/operations.js';
import { isRevoked } from './as-user.js';
import { type ClientContext, currentOf, perform } from './context.js';
import type { CallOptions } from './options.js';

/** Options of `logout`. */
export interface LogoutOptions extends CallOptions {
  /** Rejects if the service did not confirm that the token is revoked. Default `false`. */
  readonly strict?: boolean | undefined;
}

/** Signs out here first; then tells the service, whose answer changes nothing of that. */
export async function logout(
  context: ClientContext,
  { strict = false, ...options }: LogoutOptions = {},
): Promise<void> {
  const { store, transport, warn } = context;
  try {
    await perform(context, 'logout', options, async (deadline) => {
      await context.ready;
      const current = currentOf(context);
      await store.signOut('logout');
      try {
        await transport(leave, { credential: current.authToken, deadline });
      } catch (error) {
        // Gone already is what was asked for.
        if (isRevoked(error)) return;
        if (strict) throw error;
        warn('Logged out here, but the service did not confirm that the token is revoked.', error);
      }
    });
  } catch (error) {
    if (isCometChatException(error)) store.failed('logoutFailed', error);
    throw error;
  }
}
