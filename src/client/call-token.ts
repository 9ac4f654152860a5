import { problem, refuse } from '../errors/issue.js';
import type { MoreOptions } from '../transport/call-options.js';
import { createCallToken } from '../transport/endpoints.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, perform, untilReady } from './context.js';
import { authTokenIssues } from './credential-checks.js';
import type { CallOptions } from './options.js';

/** Options of `generateCallToken`. */
export interface CallTokenOptions extends CallOptions {
  /** Another user's auth token. Default: the token of the session. */
  readonly authToken?: string | undefined;
}

const GENERATE_CALL_TOKEN = {
  name: 'generateCallToken',
  options: { authToken: true } satisfies MoreOptions<CallTokenOptions>,
};

/** Gets a token to join a call session, for the signed-in user or the owner of another token. */
export function generateCallToken(
  context: ClientContext,
  sendAsUser: SendAsUser,
  sessionId: string,
  options?: CallTokenOptions,
): Promise<{ token: string }> {
  return perform(context, GENERATE_CALL_TOKEN, options, async (deadline) => {
    if (typeof sessionId !== 'string' || !sessionId.trim()) {
      throw problem('sessionId', 'INVALID_SESSION_ID', 'sessionId must be a non-empty string.');
    }
    const body = { sessionId };
    const authToken = options?.authToken;
    if (authToken !== undefined) {
      refuse(authTokenIssues(authToken));
      return { token: await context.transport(createCallToken, { credential: authToken, body, deadline }) };
    }
    await untilReady(context, deadline);
    return { token: await sendAsUser(createCallToken, { body, deadline }) };
  });
}
