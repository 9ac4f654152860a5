import type { User } from '../../user/user.js';
import type { Outcome } from '../page-types.js';
import { ADMIN, type AdminEndpoint, done, outcomes, type Rows, record, rows, user } from './results.js';

const BLOCKED = '/users/{uid}/blockedusers';
const FRIENDS = '/users/{uid}/friends';
const ALREADY_FRIEND = 'ERR_ALREADY_FRIEND';

/** What became of each of many, by its key. `code` is the service's, where it failed and the service gives one. */
export type Outcomes = (Outcome & { key: string; code: unknown })[];

/** `POST`: blocks users for a user. */
export const blockUsers: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'blockUsers',
  method: 'POST',
  path: BLOCKED,
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** `DELETE` with a body: unblocks them. */
export const unblockUsers: AdminEndpoint<Outcomes> = {
  ...blockUsers,
  name: 'unblockUsers',
  method: 'DELETE',
  recovery: 'none',
};

/** `GET`: a page of those whom a user has blocked. */
export const listBlockedUsers: AdminEndpoint<Rows<User>> = {
  ...ADMIN,
  name: 'listBlockedUsers',
  method: 'GET',
  path: BLOCKED,
  retry: 'safe',
  recovery: 'none',
  result: rows(user),
};

/** `POST`: adds friends. The outcomes are below `accepted` in the page's example, and not in its schema. */
export const addFriends: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'addFriends',
  method: 'POST',
  path: FRIENDS,
  retry: 'create',
  recovery: 'none',
  result: (data, _, mayRepeat) => {
    const accepted = record(record(data)?.accepted);
    // A user may be called "accepted"; its outcome has a `success`.
    const read = outcomes(accepted && typeof accepted.success !== 'boolean' ? accepted : data);
    // A repeated request finds the friends that the first one added.
    const isAdded = ({ success, code }: Outcomes[number]) => success || (mayRepeat === true && code === ALREADY_FRIEND);
    return read.value ? { value: read.value.map((one) => ({ ...one, success: isAdded(one) })) } : read;
  },
};

/** `GET`: a page of friends. */
export const listFriends: AdminEndpoint<Rows<User>> = {
  ...listBlockedUsers,
  name: 'listFriends',
  path: FRIENDS,
  recovery: 'none',
};

/** `DELETE` with a body: removes friends. One answer stands for all. */
export const removeFriends: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'removeFriends',
  method: 'DELETE',
  path: FRIENDS,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};
