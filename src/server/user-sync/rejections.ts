import { isCometChatException } from '../../errors/exception.js';
import type { SessionStorage } from '../../storage/storage.js';
import { jsonResponse } from '../http-response.js';
import type { CheckedOptions } from './checked-options.js';
import type { RejectedInfo } from './options.js';
import { openTries } from './tries.js';

/** An event that was not applied. */
interface Failure {
  /** The event; `undefined` if the request was not verified. */
  readonly event: unknown;
  readonly id: string | undefined;
  readonly error: unknown;
  /** The response, unless the endpoint gives the event up. */
  readonly response: Response;
}

/** Kinds of errors that are about this event, and not about the service, the key or the network. */
const EVENT_KINDS: readonly string[] = ['validation', 'notFound', 'conflict'];

/**
 * Creates a function that responds to an event that failed. After `maxTries` tries that cannot succeed, the response is 200. A failure of the
 * service, the storage or the key is not counted: it ends, and the event must not be lost until then.
 */
export function createRejections(
  { admin, onRejected, maxTries }: CheckedOptions,
  storage: SessionStorage,
  warn: (error: unknown) => void,
): (failure: Failure) => Promise<Response> {
  const tries = openTries(storage, admin.appId);

  /** Calls `onRejected`. Returns whether it has accepted the event. */
  async function tell(event: unknown, error: unknown, info: RejectedInfo): Promise<boolean> {
    try {
      await onRejected?.(event, error, info);
      return true;
    } catch (failure) {
      warn(failure);
      return false;
    }
  }

  return async ({ event, id, error, response }) => {
    warn(error);
    if (!onRejected) return response;
    if (id === undefined) {
      await tell(event, error, { id, tries: 0, isFinal: false });
      return response;
    }
    if (isCometChatException(error) && response.status >= 500 && !EVENT_KINDS.includes(error.kind)) return response;
    const count = await tries.add(id);
    const isFinal = count >= maxTries;
    const mustTell = isFinal || response.status < 500;
    const isTold = mustTell && (await tell(event, error, { id, tries: count, isFinal }));
    if (!isFinal || !isTold) return response;
    await tries.forget(id);
    return jsonResponse(200, { outcome: 'rejected' });
  };
}
