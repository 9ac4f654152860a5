import type { Operation } from '../../../transport/operation.js';
import type { User } from '../../../user/user.js';
import type { Outcome } from '../../page-types.js';
import { ADMIN, done, outcomes, type Rows, record, rows, user } from '../results.js';

const BLOCKED = '/users/{uid}/blockedusers';
const FRIENDS = '/users/{uid}/friends';

/** What became of each of many, by its key. `code` is the service's, where it failed and the service gives one. */
export type Outcomes = (Outcome & { key: string; code: unknown })[];

/** `POST`: blocks users for a user. */
export const blockUsers: Operation<Outcomes> = {
  ...ADMIN,
  name: 'blockUsers',
  method: 'POST',
  path: BLOCKED,
  retry: 'safe',
  result: outcomes,
};

/** `DELETE` with a body: unblocks them. */
export const unblockUsers: Operation<Outcomes> = { ...blockUsers, name: 'unblockUsers', method: 'DELETE' };

/** `GET`: a page of those whom a user has blocked. */
export const listBlockedUsers: Operation<Rows<User>> = {
  ...ADMIN,
  name: 'listBlockedUsers',
  method: 'GET',
  path: BLOCKED,
  retry: 'safe',
  result: rows(user),
};

/** `POST`: adds friends. The outcomes are below `accepted` in the page's example, and not in its schema. */
export const addFriends: Operation<Outcomes> = {
  ...ADMIN,
  name: 'addFriends',
  method: 'POST',
  path: FRIENDS,
  retry: 'create',
  result: (data) => {
    const accepted = record(record(data)?.accepted);
    // A user may be called "accepted"; what became of it has a `success`.
    return outcomes(accepted && typeof accepted.success !== 'boolean' ? accepted : data);
  },
};

/** `GET`: a page of friends. */
export const listFriends: Operation<Rows<User>> = { ...listBlockedUsers, name: 'listFriends', path: FRIENDS };

/** `DELETE` with a body: removes friends. One answer stands for all. */
export const removeFriends: Operation<undefined> = {
  ...ADMIN,
  name: 'removeFriends',
  method: 'DELETE',
  path: FRIENDS,
  retry: 'safe',
  result: done,
};
