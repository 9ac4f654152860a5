import { amend, asException } from '../errors/exception.js';
import { type CallKind, type CallOptions, callName, checkCallOptions } from './call-options.js';
import { Deadline } from './deadline.js';

/**
 * Runs a call. It settles by its deadline, by the caller's signal or by one of `others`, and it rejects with a `CometChatException` only,
 * also where `work` throws synchronously or reading an argument throws. The exception names this call, unless it names one already.
 */
export async function performCall<T>(
  call: CallKind,
  given: CallOptions | null | undefined,
  totalTimeout: number,
  work: (deadline: Deadline) => Promise<T>,
  ...others: (AbortSignal | undefined)[]
): Promise<T> {
  const name = callName(call);
  let deadline: Deadline | undefined;
  try {
    const options = given ?? {};
    checkCallOptions(options, call);
    deadline = new Deadline(options.timeout ?? totalTimeout, name, ...others, options.signal);
    // A call that was over before it began sends nothing.
    if (deadline.reason) throw deadline.reason;
    return await deadline.race(work(deadline));
  } catch (cause) {
    const error = asException(cause);
    throw error.operation ? error : amend(error, { operation: name, attempts: deadline?.attempts });
  } finally {
    deadline?.end();
  }
}
