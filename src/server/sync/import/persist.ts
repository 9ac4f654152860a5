import { type CometChatException, isCometChatException } from '../../../errors/exception.js';
import type { Outage } from './outage.js';

/** Work that fails so often while the service answers others is given up. */
const TRIES = 3;

/** The kinds of errors that say nothing about the work: the service did not answer. */
const NO_ANSWER: readonly string[] = ['network', 'timeout', 'server'];

/** The part of an outage that repeating needs. */
type Watched = Pick<Outage, 'answers'>;

/**
 * Runs work, again if the service did not answer. A failure counts only if the service has answered since the work began: otherwise the
 * service is about to be noticed as down, and the next try then waits until it is back. `onLost` is called before each repetition.
 */
export async function persist<T>(
  outage: Watched,
  work: () => Promise<T>,
  onLost: () => void = () => undefined,
): Promise<T> {
  for (let failures = 0; ; ) {
    const { answers } = outage;
    try {
      return await work();
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      if (outage.answers !== answers) failures += 1;
      if (failures === TRIES) throw error;
      onLost();
    }
  }
}

function isNoAnswer(error: unknown): error is CometChatException {
  return isCometChatException(error) && NO_ANSWER.includes(error.kind) && error.code !== 'SERVICE_DOWN';
}
