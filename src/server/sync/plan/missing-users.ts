import { CometChatException } from '../../../errors/exception.js';
import type { User } from '../../../user/user.js';
import { explained } from '../../explain.js';
import type { PlannedChange, PlanOptions } from './types.js';

/** The users of CometChat itself. A plan never removes them. */
const SERVICE_UIDS: readonly string[] = ['app_system'];

/** The part of a plan about users that the source does not have. */
export interface MissingRules {
  readonly missing: NonNullable<PlanOptions['missing']>;
  /** Only users that were created before this time are removed. Unix seconds. */
  readonly createdBefore: number;
}

/** A user to deactivate or erase. */
export type Removal = Extract<PlannedChange, { action: 'deactivate' | 'erase' }>;

/** Finds users that the source does not have. */
export class MissingUsers {
  readonly #rules: MissingRules;
  /** By uid, because the lists may have a user twice. `undefined` for a user that stays. */
  readonly #users = new Map<string, Removal | undefined>();

  constructor(rules: MissingRules) {
    this.#rules = rules;
  }

  /** The number of users that the source does not have. */
  get size(): number {
    return this.#users.size;
  }

  /** Adds a user that the source does not have. */
  add(user: User): void {
    if (!SERVICE_UIDS.includes(user.uid)) this.#users.set(user.uid, this.#removalOf(user));
  }

  /** The users to deactivate or erase, by uid. */
  removals(): Removal[] {
    const removals = [...this.#users.values()].filter((removal) => removal !== undefined);
    return removals.sort((one, other) => (one.uid < other.uid ? -1 : 1));
  }

  #removalOf({ uid, name, createdAt, updatedAt, deactivatedAt }: User): Removal | undefined {
    const { missing, createdBefore } = this.#rules;
    if (missing === 'keep' || (missing === 'deactivate' && deactivatedAt)) return undefined;
    // Without a time, the user may be a new one.
    if (createdAt === undefined || createdAt >= createdBefore) return undefined;
    return {
      action: missing,
      uid,
      seen: {
        ...(name !== undefined && { name }),
        createdAt,
        ...(updatedAt && { updatedAt }),
        ...(deactivatedAt && { deactivatedAt }),
      },
    };
  }
}

/** Throws `TOO_MANY_REMOVED` if a plan would remove more users than it may. */
export function refuseTooMany(
  removals: readonly Removal[],
  users: number,
  maxRemoved: NonNullable<PlanOptions['maxRemoved']>,
): void {
  const max =
    typeof maxRemoved === 'number' ? maxRemoved : Math.floor((users * Number.parseFloat(maxRemoved)) / 100 + 1e-9);
  const [first] = removals;
  if (!first || removals.length <= max) return;
  const percent = Math.ceil((removals.length / users) * 1000) / 10;
  const some = removals.slice(0, 3).map(({ uid }) => uid);
  const limit = typeof maxRemoved === 'number' ? `${maxRemoved}` : `${max} (${maxRemoved})`;
  const message = `The source does not have ${removals.length} of ${users} users (${percent} %), such as ${some.join(', ')}. The plan may ${first.action} at most ${limit}.`;
  throw explained(new CometChatException({ code: 'TOO_MANY_REMOVED', message }));
}
