import { CometChatException } from '../../errors/exception.js';
import { explained } from '../explain.js';

/**
 * Throws `UID_COLLISION` if a uid came in another letter case before. CometChat ignores letter case: two people would share one account, and
 * the deletion of one would delete the other. `known` is the spelling in the record; a `User` has none, because its uid is in lower case.
 */
export function refuseOtherSpelling(known: string | undefined, given: string | undefined): void {
  if (known === undefined || given === undefined || known === given) return;
  const message = `The uid ${given} is the same CometChat user as ${known}, of earlier events: CometChat ignores letter case.`;
  const details = { uid: [message] };
  throw explained(new CometChatException({ code: 'UID_COLLISION', kind: 'validation', message, details }));
}
