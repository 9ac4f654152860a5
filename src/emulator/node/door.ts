import type { IncomingMessage } from 'node:http';
import { readAsker } from '../http/asker.js';
import { type Guests, reasonToRefuse } from '../http/door.js';
import { RefusalNotices, refusalMessage } from '../http/refusals.js';

/** Decides which requests of the network come in, those for a WebSocket included. */
export interface Door {
  /** Why a request is refused, in one line; `undefined` lets it in. */
  refusal(incoming: IncomingMessage): string | undefined;
}

/** Tells `notice` of each origin and host that it refuses. */
export function createDoor(guests: Guests, notice: (message: string) => void): Door {
  const notices = new RefusalNotices(notice);
  return {
    refusal({ method = '', url: target = '', rawHeaders }) {
      const asker = readAsker({ method, target, rawHeaders });
      const reason = reasonToRefuse(asker, guests);
      if (reason === undefined) return undefined;
      const message = refusalMessage(reason, asker);
      notices.tell(message);
      return message;
    },
  };
}
