import type { Operation } from '../../../transport/operation.js';
import type { User } from '../../../user/user.js';
import { ADMIN, type Outcomes, outcomes, type Rows, rows, user } from '../results.js';

const COLLECTION = '/users/{uid}/blockedusers';

/** `POST`: blocks users for a user. */
export const blockUsers: Operation<Outcomes> = {
  ...ADMIN,
  name: 'blockUsers',
  method: 'POST',
  path: COLLECTION,
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
  path: COLLECTION,
  retry: 'safe',
  result: rows(user),
};
