import * as z from 'zod/mini';
import { problem, refuse } from '../../errors/issue.js';
import { isObject } from '../../transport/call-options.js';
import type { UserInput } from '../../user/fields.js';
import { toUser } from '../../user/input.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';
import { argumentIssues } from '../arguments.js';
import { type EventTime, type Instant, readEventTime } from './event-time.js';

/** One change to one user. `at` decides which of two changes is the newer one. */
export type UserChange =
  | {
      /** The action: `ensure` creates or updates, `deactivate` can be undone, `erase` deletes for ever. */
      readonly action: 'ensure';
      /** The user as it should be. */
      readonly user: User | UserInput;
      /** The time of the event. */
      readonly at: EventTime;
      /**
       * Reactivates a deactivated user. Default `false`: a change of the profile does not end a ban. `'ownBan'` reactivates a user only if
       * a `deactivate` of the same user sync endpoint deactivated it: use it for a provider that sends the whole state of a user with each event.
       */
      readonly reactivate?: boolean | 'ownBan' | undefined;
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

/** What `map` returns: one change, several, or `null` to ignore the event. */
export type MappedChanges = UserChange | readonly UserChange[] | null | undefined;

/** A change whose action, uid, user and time are valid. */
export type CheckedChange = {
  readonly uid: string;
  readonly at: Instant;
} & (
  | { readonly action: 'ensure'; readonly user: User; readonly reactivate: boolean | 'ownBan' }
  | { readonly action: 'deactivate' | 'erase' }
);

const Reactivate = z.optional(z.union([z.boolean(), z.literal('ownBan')]));

/** Checks a change completely, before anything is done; throws a `CometChatException` that names the invalid fields. */
export function checkChange(given: unknown): CheckedChange {
  const { action, uid, user: input, reactivate, at } = Object(given);
  if (action === 'delete') {
    const message =
      'The action delete is now called erase: it erases the user for ever. Use erase, or deactivate to keep the user.';
    throw problem('action', 'INVALID_PARAMETER', message);
  }
  if (action === 'ensure') {
    if (!isObject(input)) throw problem('user', 'INVALID_PARAMETER', 'user must be a user with uid and name.');
    const user = toUser(input);
    refuse([...user.validate('create'), ...argumentIssues({ reactivate: [Reactivate, reactivate] })]);
    return { action, uid: normalizeUid(user.uid), user, reactivate: reactivate ?? false, at: readEventTime(at) };
  }
  if (action !== 'deactivate' && action !== 'erase')
    throw problem('action', 'INVALID_PARAMETER', 'action must be ensure, deactivate or erase.');
  refuse(uidIssues(uid));
  return { action, uid: normalizeUid(uid), at: readEventTime(at) };
}
