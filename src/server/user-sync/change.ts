import { problem, refuse } from '../../errors/issue.js';
import type { UserInput } from '../../user/fields.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';

/** When an event happened: a `Date`, a time as text (ISO 8601), or a number that grows (milliseconds, a version). The same for all events. */
export type EventTime = Date | string | number;

/** What an event of your system means for CometChat. `at` says which of two events is the newer one. */
export type UserChange =
  | {
      /** The thing to do: create or update (`ensure`), `deactivate`, or erase for ever. */
      readonly action: 'ensure';
      /** The user as it should be. */
      readonly user: User | UserInput;
      /** The time of the event. */
      readonly at: EventTime;
      /** Brings a deactivated user back. Default `false`: a profile that changes does not end a ban. */
      readonly reactivate?: boolean | undefined;
    }
  | {
      /** The thing to do: create or update (`ensure`), `deactivate`, or erase for ever. */
      readonly action: 'deactivate';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. */
      readonly at: EventTime;
    }
  /** Erases the user with all messages and conversations, for ever. */
  | {
      /** The thing to do: create or update (`ensure`), `deactivate`, or erase for ever. */
      readonly action: 'erase';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. */
      readonly at: EventTime;
    };

/** A change whose parts were looked at. */
export interface CheckedChange {
  readonly change: UserChange;
  readonly uid: string;
  readonly at: number;
}

/** Looks at what `map` gave; throws a `CometChatException` that says what is wrong with it. The user itself is validated where it is sent. */
export function checkChange(given: unknown): CheckedChange {
  const change = Object(given) as { action?: unknown; user?: unknown; uid?: unknown; at?: unknown };
  if (change.action === 'delete') {
    const message =
      'The action delete is now called erase: it erases the user for ever. Give erase, or deactivate to keep the user.';
    throw problem('action', 'INVALID_OPTION', message);
  }
  if (change.action !== 'ensure' && change.action !== 'deactivate' && change.action !== 'erase') {
    throw problem('action', 'INVALID_OPTION', 'map must give an action: ensure, deactivate or erase; or null.');
  }
  const uid = change.action === 'ensure' ? (Object(change.user) as { uid?: unknown }).uid : change.uid;
  refuse(uidIssues(uid));
  return { change: given as UserChange, uid: normalizeUid(uid as string), at: numberOf(change.at) };
}

function numberOf(at: unknown): number {
  const number = at instanceof Date ? at.getTime() : typeof at === 'string' ? Date.parse(at) : at;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw problem('at', 'INVALID_OPTION', 'map must give the time of the event: a Date, an ISO 8601 text or a number.');
}
