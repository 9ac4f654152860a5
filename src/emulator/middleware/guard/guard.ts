import { fail } from '../../answer.js';
import { ApiError } from '../../api-error.js';
import type { Station } from '../../exchange.js';
import { RefusalNotices, refusalMessage } from './refusals.js';
import { type AllowedSources, reasonToRefuse } from './rules.js';
import { type RequestHead, readSender } from './sender.js';

/** Decides which requests from the network are admitted, including WebSocket requests. */
export interface NetworkGuard {
  /** Why a request is refused, in one line. `undefined` admits it. */
  refusal(head: RequestHead): string | undefined;
}

/** Reports each refused origin and host to `notice`. */
export function createNetworkGuard(allowed: AllowedSources, notice: (message: string) => void): NetworkGuard {
  const notices = new RefusalNotices(notice);
  return {
    refusal(head) {
      const sender = readSender(head);
      const reason = reasonToRefuse(sender, allowed);
      if (reason === undefined) return undefined;
      const message = refusalMessage(reason, sender);
      notices.report(message);
      return message;
    },
  };
}

/**
 * Refuses requests of hostile web pages, without CORS headers: no page can read the answer. A request to `fetch` of the
 * emulator object did not come over the network, and passes.
 */
export function guard(networkGuard: NetworkGuard): Station {
  return async (call, next) => {
    const refusal = call.env.head && networkGuard.refusal(call.env.head);
    return refusal === undefined ? next() : fail(call, new ApiError(403, 'AUTH_ERR_NO_ACCESS', refusal));
  };
}
