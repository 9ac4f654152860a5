import * as z from 'zod/mini';
import { problem, refuse } from '../../errors/issue.js';
import { isObject } from '../../transport/call-options.js';
import type { UserInput } from '../../user/fields.js';
import { toUid, toUser } from '../../user/input.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';
import { checkArguments } from '../arguments.js';
import { custom, Uid } from '../schemas.js';
import { spellingOf } from '../uids/spelling.js';
import { type EventTime, eventTimeProblem, type Instant, readEventTime } from './time.js';

/** One change to one user, as data: your webhook, outbox or queue makes it, `sync.apply` or a user sync endpoint applies it. */
export type UserChange =
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'ensure';
      /** The user as it should be. Fields that are not given stay as they are. */
      readonly user: User | UserInput;
      /** The time of the event. A user sync endpoint uses it to find out which of two changes is the newer one. */
      readonly at: EventTime;
      /**
       * Reactivates a deactivated user. Default `false`: a change of the profile does not end a ban. `'ownBan'` reactivates a user only if
       * a `deactivate` of the same user sync endpoint deactivated it: for a provider that sends the whole state of a user with each event.
       * `sync.apply` knows no earlier events and takes it as `false`.
       */
      readonly reactivate?: boolean | 'ownBan' | undefined;
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

/** The result of `map` of a user sync endpoint: one change, several, or `null` to ignore the event. */
export type MappedChanges = UserChange | readonly UserChange[] | null | undefined;

/** A user to ensure. Only its uid is checked. */
export interface EnsureChange {
  readonly action: 'ensure';
  readonly uid: string;
  readonly user: User;
  readonly reactivate: boolean | 'ownBan';
  /** The uid as it was given. `undefined` for a `User`, whose uid is in lower case already. */
  readonly spelling?: string | undefined;
}

/** A user to remove. */
export interface RemovalChange {
  readonly action: 'deactivate' | 'erase';
  readonly uid: string;
}

/** A change whose action, uid and time are valid. */
export type CheckedChange = (EnsureChange | RemovalChange) & {
  /** The uid as it was given. `undefined` for a `User`, whose uid is in lower case already. */
  readonly spelling: string | undefined;
  readonly at: Instant;
};

const Time = z.pipe(
  z.unknown().check(({ value, issues }) => {
    const problem = eventTimeProblem(value);
    if (problem === undefined) return;
    issues.push({ code: 'custom', input: value, params: { code: 'INVALID_PARAMETER', predicate: ` ${problem}.` } });
  }),
  z.transform(readEventTime),
);

const Ensure = z.strictObject({
  action: z.literal('ensure'),
  user: custom<User | UserInput>('user', isObject),
  at: Time,
  reactivate: z.optional(z.union([z.boolean(), z.literal('ownBan')])),
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
    // A copy, because a change may wait for its turn, and a source may use one object for all of its users.
    const user = toUser(input).clone();
    refuse(uidIssues(user.uid));
    return { action, uid: normalizeUid(user.uid), spelling: spellingOf(input), user, reactivate, at };
  }
  if (action !== 'deactivate' && action !== 'erase')
    throw problem('action', 'INVALID_PARAMETER', 'action must be ensure, deactivate or erase.');
  const { uid, at } = checkArguments({ change: [Removal, given] }).change;
  return { action, uid, spelling: toUid((given as { uid: unknown }).uid) as string, at };
}
