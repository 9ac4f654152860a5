import { problem, refuse } from '../../errors/issue.js';
import type { UserInput } from '../../user/fields.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';

/** The time of an event: a `Date`, an ISO 8601 text, or a growing number (milliseconds, a version). Use the same form for all events. */
export type EventTime = Date | string | number;

/** One change to one user. `at` decides which of two changes is the newer one. */
export type UserChange =
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'ensure';
      /** The user as it should be. */
      readonly user: User | UserInput;
      /** The time of the event. */
      readonly at: EventTime;
      /** Reactivates a deactivated user. Default `false`: a change of the profile does not end a ban. */
      readonly reactivate?: boolean | undefined;
    }
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'deactivate';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. */
      readonly at: EventTime;
    }
  /** Erases the user with all messages and conversations, for ever. */
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'erase';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. */
      readonly at: EventTime;
    };

/** A change with a valid action, uid and time. */
export interface CheckedChange {
  readonly change: UserChange;
  readonly uid: string;
  readonly at: number;
}

/** Checks the result of `map`; throws a `CometChatException` that names the invalid field. `users.ensure` validates the user itself. */
export function checkChange(given: unknown): CheckedChange {
  const change = Object(given) as { action?: unknown; user?: unknown; uid?: unknown; at?: unknown };
  if (change.action === 'delete') {
    const message =
      'The action delete is now called erase: it erases the user for ever. Use erase, or deactivate to keep the user.';
    throw problem('action', 'INVALID_OPTION', message);
  }
  if (change.action !== 'ensure' && change.action !== 'deactivate' && change.action !== 'erase') {
    throw problem('action', 'INVALID_OPTION', 'map must return an action (ensure, deactivate or erase), or null.');
  }
  const uid = change.action === 'ensure' ? (Object(change.user) as { uid?: unknown }).uid : change.uid;
  refuse(uidIssues(uid));
  return { change: given as UserChange, uid: normalizeUid(uid as string), at: numberOf(change.at) };
}

function numberOf(at: unknown): number {
  const number = at instanceof Date ? at.getTime() : typeof at === 'string' ? Date.parse(at) : at;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw problem('at', 'INVALID_OPTION', 'map must return the time of the event: a Date, an ISO 8601 text or a number.');
}
