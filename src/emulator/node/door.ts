import type { IncomingMessage } from 'node:http';
import { readAsker } from '../http/asker.js';
import { type AllowedSources, reasonToRefuse } from '../http/door.js';
import { RefusalNotices, refusalMessage } from '../http/refusals.js';

/** Decides which requests from the network are admitted, including WebSocket requests. */
export interface Door {
  /** Why a request is refused, in one line. `undefined` admits it. */
  refusal(incoming: IncomingMessage): string | undefined;
}

/** Reports each refused origin and host to `notice`. */
export function createDoor(allowed: AllowedSources, notice: (message: string) => void): Door {
  const notices = new RefusalNotices(notice);
  return {
    refusal({ method = '', url: target = '', rawHeaders }) {
      const asker = readAsker({ method, target, rawHeaders });
      const reason = reasonToRefuse(asker, allowed);
      if (reason === undefined) return undefined;
      const message = refusalMessage(reason, asker);
      notices.report(message);
      return message;
    },
  };
}
