import { fail } from '../../answer.js';
import { ApiError } from '../../api-error.js';
import type { Station } from '../../exchange.js';
import { type RequestHead, readAsker } from './asker.js';
import { RefusalNotices, refusalMessage } from './refusals.js';
import { type AllowedSources, reasonToRefuse } from './rules.js';

/** Decides which requests from the network are admitted, including WebSocket requests. */
export interface Door {
  /** Why a request is refused, in one line. `undefined` admits it. */
  refusal(head: RequestHead): string | undefined;
}

/** Reports each refused origin and host to `notice`. */
export function createDoor(allowed: AllowedSources, notice: (message: string) => void): Door {
  const notices = new RefusalNotices(notice);
  return {
    refusal(head) {
      const asker = readAsker(head);
      const reason = reasonToRefuse(asker, allowed);
      if (reason === undefined) return undefined;
      const message = refusalMessage(reason, asker);
      notices.report(message);
      return message;
    },
  };
}

/**
 * Refuses requests of hostile web pages, without CORS headers: no page can read the answer. A request to `fetch` of the
 * emulator object did not come over the network, and passes.
 */
export function guard(door: Door): Station {
  return async (call, next) => {
    const refusal = call.env.head && door.refusal(call.env.head);
    return refusal === undefined ? next() : fail(call, new ApiError(403, 'AUTH_ERR_NO_ACCESS', refusal));
  };
}
