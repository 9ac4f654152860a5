import type { CometChatException } from '../../errors/exception.js';
import { problem } from '../../errors/issue.js';
import { BASE } from '../../user/edits.js';
import { normalizeUid } from '../../user/uid.js';
import { explained } from '../explain.js';

/** The number of uids whose spelling is remembered. */
const MAX_COUNT = 10_000;

/** The spellings of the uids that one admin got. CometChat ignores letter case, so two ids that differ only in it are one user there. */
export interface Spellings {
  /** Remembers a uid as it was given. Throws `UID_COLLISION` if it was given in another letter case before. */
  remember(spelling: string | undefined): void;
  /** Forgets a uid, whose user was erased. */
  forget(uid: unknown): void;
}

/** Creates a memory for the newest 10,000 spellings. */
export function createSpellings(): Spellings {
  const known = new Map<string, string>();
  return {
    remember(spelling) {
      if (spelling === undefined) return;
      const uid = normalizeUid(spelling);
      refuseOtherSpelling(known.get(uid), spelling);
      // A map keeps the order of insertion: the first key is the one that was not given for the longest time.
      known.delete(uid);
      known.set(uid, spelling);
      const [oldest = uid] = known.keys();
      if (known.size > MAX_COUNT) known.delete(oldest);
    },
    forget(uid) {
      if (typeof uid === 'string') known.delete(normalizeUid(uid));
    },
  };
}

/** The uid of a user as the app wrote it. `undefined` for a `User`, whose uid is in lower case already. */
export function spellingOf(user: unknown): string | undefined {
  if (typeof user !== 'object' || user === null || BASE in user) return undefined;
  const { uid } = user as { uid?: unknown };
  return typeof uid === 'string' ? uid : undefined;
}

/** Throws `UID_COLLISION` if a uid was spelled in another way before. `known` is the spelling that a memory or a storage has. */
export function refuseOtherSpelling(known: string | undefined, given: string): void {
  const collision = collisionOf(known, given);
  if (collision) throw collision;
}

/** The error `UID_COLLISION` if a uid was spelled in another way before; `undefined` if it was not. */
export function collisionOf(known: string | undefined, given: string): CometChatException | undefined {
  if (known === undefined || known === given) return undefined;
  const message = `The uid ${given} is the same CometChat user as ${known}, which was given before: CometChat ignores letter case.`;
  return explained(problem('uid', 'UID_COLLISION', message));
}
