import * as z from 'zod/mini';
import { problem, refuse } from '../../errors/issue.js';
import { isObject } from '../../transport/call-options.js';
import type { UserInput } from '../../user/fields.js';
import { toUser } from '../../user/input.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';
import { checkArguments } from '../arguments.js';
import { custom, Flag, Uid } from '../schemas.js';
import { timeOf } from './time.js';

/** The time of an event: a `Date`, an ISO 8601 text, or a growing number (milliseconds, a version). Use the same form for all events. */
export type EventTime = Date | string | number;

/** One change to one user, as data: your webhook, outbox or queue makes it, `sync.apply` or a user sync endpoint applies it. */
export type UserChange =
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'ensure';
      /** The user as it should be. Fields that are not given stay as they are. */
      readonly user: User | UserInput;
      /** The time of the event. A user sync endpoint uses it to find out which of two changes is the newer one. */
      readonly at: EventTime;
      /** Reactivates a deactivated user. Default `false`: a change of the profile does not end a ban. */
      readonly reactivate?: boolean | undefined;
    }
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'deactivate';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. A user sync endpoint uses it to find out which of two changes is the newer one. */
      readonly at: EventTime;
    }
  /** Erases the user with all messages and conversations, for ever. */
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'erase';
      /** The uid of the user. */
      readonly uid: string;
      /** The time of the event. A user sync endpoint uses it to find out which of two changes is the newer one. */
      readonly at: EventTime;
    };

/** A user to ensure. Only its uid is checked. */
export interface EnsureChange {
  readonly action: 'ensure';
  readonly uid: string;
  readonly user: User;
  readonly reactivate: boolean;
}

/** A user to remove. */
export interface RemovalChange {
  readonly action: 'deactivate' | 'erase';
  readonly uid: string;
}

/** A change whose action, uid and time are valid. */
export type CheckedChange = (EnsureChange | RemovalChange) & {
  /** The time as a number. */
  readonly at: number;
};

const Time = custom<EventTime>('time', (at) => timeOf(at) !== undefined);

const Ensure = z.strictObject({
  action: z.literal('ensure'),
  user: custom<User | UserInput>('user', isObject),
  at: Time,
  reactivate: Flag,
});

const Removal = z.strictObject({ action: z.enum(['deactivate', 'erase']), uid: Uid, at: Time });

/** Checks a change; throws a `CometChatException` with every issue. It checks the uid of a user, but not the other fields. */
export function checkChange(given: unknown): CheckedChange {
  const { action } = Object(given);
  if (action === 'delete') {
    const message =
      'The action delete is now called erase: it erases the user for ever. Use erase, or deactivate to keep the user.';
    throw problem('action', 'INVALID_PARAMETER', message);
  }
  if (action === 'ensure') {
    const { user: input, at, reactivate = false } = checkArguments({ change: [Ensure, given] }).change;
    const user = toUser(input);
    refuse(uidIssues(user.uid));
    return { action, uid: normalizeUid(user.uid), user, reactivate, at: timeOf(at) as number };
  }
  if (action !== 'deactivate' && action !== 'erase')
    throw problem('action', 'INVALID_PARAMETER', 'action must be ensure, deactivate or erase.');
  const { uid, at } = checkArguments({ change: [Removal, given] }).change;
  return { action, uid, at: timeOf(at) as number };
}
