import { amend, isCometChatException } from '../errors/exception.js';
import { type CallKind, type CallOptions, callName, checkCallOptions } from './call-options.js';
import { Deadline } from './deadline.js';

/**
 * Runs a call: whatever happens inside, it settles by its deadline, by the caller's signal or by one of `others`. A synchronous throw of
 * `work` rejects, too. What is thrown is told to be of this call, unless it says already of which.
 */
export async function performCall<T>(
  call: CallKind,
  given: CallOptions | null | undefined,
  totalTimeout: number,
  work: (deadline: Deadline) => Promise<T>,
  ...others: (AbortSignal | undefined)[]
): Promise<T> {
  const options = given ?? {};
  checkCallOptions(options, call);
  const name = callName(call);
  const deadline = new Deadline(options.timeout ?? totalTimeout, name, ...others, options.signal);
  try {
    // A call that was over before it began sends nothing.
    if (deadline.reason) throw deadline.reason;
    return await deadline.race(work(deadline));
  } catch (error) {
    throw isCometChatException(error) && !error.operation
      ? amend(error, { operation: name, attempts: deadline.attempts })
      : error;
  } finally {
    deadline.end();
  }
}
