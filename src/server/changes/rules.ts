import type { EditableField } from '../../user/fields.js';
import type { User } from '../../user/user.js';
import { learnRules, MERGED_FIELDS, type UpdateRules } from './merging.js';
import type { PlanRules } from './plan.js';

/** The rules for the plans of one admin. They learn from the response to each update. */
export class LearningRules implements PlanRules {
  readonly userOwnedFields: readonly EditableField[];
  updates: UpdateRules = {};
  readonly #warn: (message: string) => void;
  readonly #reported = new Set<string>();

  constructor(userOwnedFields: readonly EditableField[], warn: (message: string) => void) {
    this.userOwnedFields = userOwnedFields;
    this.#warn = warn;
  }

  /** Learns from an update: the user before it, the fields that were sent, and the user in the response. */
  learn(before: User, sent: User, after: User): void {
    this.updates = learnRules(before, sent, after, this.updates);
    for (const field of MERGED_FIELDS) {
      const rule = this.updates[field];
      if (rule === undefined || rule === 'replace' || this.#reported.has(field)) continue;
      this.#reported.add(field);
      this.#warn(
        `CometChat merges the ${field} of an update into the existing ${field}, so an update cannot remove a part of it. Users who have more than you gave count as unchanged.`,
      );
    }
  }
}
