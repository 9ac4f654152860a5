import { amend, asException } from '../errors/exception.js';
import { type CallOptions, checkCallOptions, type OperationKind, operationName } from './call-options.js';
import { Deadline } from './deadline.js';

/**
 * Runs an operation: one run of a public method, from its arguments to its result. It ends with its result, at its deadline, or when
 * the caller's signal or one of `others` is aborted. It rejects with a `CometChatException` only, even if `work` throws synchronously
 * or reading an argument throws. The exception names the public method.
 */
export async function runOperation<T>(
  kind: OperationKind,
  given: CallOptions | null | undefined,
  timeout: number,
  work: (deadline: Deadline) => Promise<T>,
  ...others: (AbortSignal | undefined)[]
): Promise<T> {
  const operation = operationName(kind);
  let deadline: Deadline | undefined;
  try {
    const options = given ?? {};
    checkCallOptions(options, kind);
    deadline = new Deadline(options.timeout ?? timeout, operation, ...others, options.signal);
    // An operation that was aborted before it began sends nothing.
    if (deadline.reason) throw deadline.reason;
    return await deadline.race(work(deadline));
  } catch (cause) {
    const error = asException(cause);
    throw error.operation === operation ? error : amend(error, { ...deadline?.exchange, operation });
  } finally {
    deadline?.end();
  }
}
