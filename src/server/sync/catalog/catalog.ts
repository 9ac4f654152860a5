import type { User } from '../../../user/user.js';
import { digestsOf, type FieldDigests } from './digests.js';

/** A user of the app, as far as a comparison needs it. */
export interface KnownUser {
  readonly digests: FieldDigests;
  readonly isDeactivated: boolean;
}

/**
 * The users of the app by uid, from its lists. A user who is not in it may still exist: the lists are read page by page, while others
 * change the users.
 */
export class Catalog {
  readonly #digests = new Map<string, FieldDigests>();
  readonly #deactivated = new Set<string>();

  get size(): number {
    return this.#digests.size;
  }

  /** Adds a user as it was read, or replaces it. */
  add(user: User): void {
    this.#digests.set(user.uid, digestsOf(user));
    if (user.deactivatedAt) this.#deactivated.add(user.uid);
    else this.#deactivated.delete(user.uid);
  }

  find(uid: string): KnownUser | undefined {
    const digests = this.#digests.get(uid);
    return digests === undefined ? undefined : { digests, isDeactivated: this.#deactivated.has(uid) };
  }

  /** Forgets a user whose state is not known any longer. */
  delete(uid: string): void {
    this.#digests.delete(uid);
    this.#deactivated.delete(uid);
  }
}
