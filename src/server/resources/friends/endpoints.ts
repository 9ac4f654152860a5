import type { User } from '../../../user/user.js';
import { ADMIN, type AdminEndpoint, done, type Outcomes, outcomes, type Rows, record, rows, user } from '../results.js';

const COLLECTION = '/users/{uid}/friends';
const ALREADY_FRIEND = 'ERR_ALREADY_FRIEND';

/** `POST`: adds friends. The outcomes are below `accepted` in the page's example, and not in its schema. */
export const addFriends: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'addFriends',
  method: 'POST',
  path: COLLECTION,
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
  ...ADMIN,
  name: 'listFriends',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: rows(user),
};

/** `DELETE` with a body: removes friends. One answer stands for all. */
export const removeFriends: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'removeFriends',
  method: 'DELETE',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};
