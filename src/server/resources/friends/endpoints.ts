import type { Operation } from '../../../transport/operation.js';
import type { User } from '../../../user/user.js';
import { ADMIN, done, type Outcomes, outcomes, type Rows, record, rows, user } from '../results.js';

const COLLECTION = '/users/{uid}/friends';

/** `POST`: adds friends. The outcomes are below `accepted` in the page's example, and not in its schema. */
export const addFriends: Operation<Outcomes> = {
  ...ADMIN,
  name: 'addFriends',
  method: 'POST',
  path: COLLECTION,
  retry: 'create',
  result: (data) => {
    const accepted = record(record(data)?.accepted);
    // A user may be called "accepted"; what became of it has a `success`.
    return outcomes(accepted && typeof accepted.success !== 'boolean' ? accepted : data);
  },
};

/** `GET`: a page of friends. */
export const listFriends: Operation<Rows<User>> = {
  ...ADMIN,
  name: 'listFriends',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  result: rows(user),
};

/** `DELETE` with a body: removes friends. One answer stands for all. */
export const removeFriends: Operation<undefined> = {
  ...ADMIN,
  name: 'removeFriends',
  method: 'DELETE',
  path: COLLECTION,
  retry: 'safe',
  result: done,
};
