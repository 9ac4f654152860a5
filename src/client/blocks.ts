import type { CallOptions } from '../transport/call-options.js';
import { blockUsers, unblockUsers } from '../transport/endpoints.js';
import { toUidOutcomes, type UidOutcome } from '../transport/outcomes.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, perform, untilReady } from './context.js';
import { checkUids } from './uids.js';

const ENDPOINTS = { blockUsers, unblockUsers };

/** Blocks or unblocks users for the signed-in user. */
export function changeBlocks(
  context: ClientContext,
  sendAsUser: SendAsUser,
  operation: keyof typeof ENDPOINTS,
  uids: unknown,
  options?: CallOptions,
): Promise<UidOutcome[]> {
  return perform(context, operation, options, async (deadline) => {
    const body = { blockedUids: checkUids(uids) };
    await untilReady(context, deadline);
    return toUidOutcomes(await sendAsUser(ENDPOINTS[operation], { body, deadline }));
  });
}
