import { isCometChatException } from '../../../errors/exception.js';
import { isNoAnswer, type Outage } from './outage.js';

/** Work that fails so often while the service answers others is given up. */
const TRIES = 3;

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
      if (!isCometChatException(error) || !isNoAnswer(error)) throw error;
      if (outage.answers !== answers) failures += 1;
      if (failures === TRIES) throw error;
      onLost();
    }
  }
}
