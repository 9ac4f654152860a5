import { CometChatException } from '../errors/exception.js';
import { Deadline } from '../transport/deadline.js';

/**
 * Waits for a function of the app, such as its storage, up to `ms` milliseconds. Then it rejects with `code`; the function may go on, but
 * its result is ignored.
 */
export async function limitTime<T>(
  ms: number,
  name: string,
  work: () => T | Promise<T>,
  code = 'REQUEST_TIMEOUT',
): Promise<T> {
  const deadline = new Deadline(ms, name);
  try {
    return await deadline.race(Promise.resolve(work()));
  } catch (error) {
    // The function may reject with a timeout of its own, which stays as it is.
    if (!deadline.reason || error !== deadline.reason) throw error;
    throw new CometChatException({ code, kind: 'timeout', message: deadline.reason.message });
  } finally {
    deadline.end();
  }
}
