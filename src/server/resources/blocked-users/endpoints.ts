import { type Rows, rows, user } from '../../../transport/lists/rows.js';
import { type Outcomes, outcomes } from '../../../transport/outcomes.js';
import type { User } from '../../../user/user.js';
import { ADMIN, type AdminEndpoint } from '../results.js';

const COLLECTION = '/users/{uid}/blockedusers';

/** `POST`: blocks other users for a user. */
export const blockUsers: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'blockUsers',
  method: 'POST',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** `DELETE` with a body: unblocks users. */
export const unblockUsers: AdminEndpoint<Outcomes> = {
  ...blockUsers,
  name: 'unblockUsers',
  method: 'DELETE',
  recovery: 'none',
};

/** `GET`: a page of the users whom a user has blocked. */
export const listBlockedUsers: AdminEndpoint<Rows<User>> = {
  ...ADMIN,
  name: 'listBlockedUsers',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: rows(user),
};
