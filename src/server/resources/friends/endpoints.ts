import { asObject } from '../../../transport/json.js';
import { type Rows, rows, user } from '../../../transport/lists/rows.js';
import { type Outcomes, outcomes } from '../../../transport/outcomes.js';
import type { User } from '../../../user/user.js';
import { ADMIN, type AdminEndpoint, done } from '../results.js';

const COLLECTION = '/users/{uid}/friends';
const ALREADY_FRIEND = 'ERR_ALREADY_FRIEND';

/** `POST`: adds friends. The example on the vendor's page has the outcomes below `accepted`, its schema does not: both are read. */
export const addFriends: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'addFriends',
  method: 'POST',
  path: COLLECTION,
  retry: 'create',
  recovery: 'none',
  result: (data, _, mayBeDone) => {
    const accepted = asObject(asObject(data)?.accepted);
    // The uid of a user may be "accepted". Its outcome has `success`.
    const read = outcomes(accepted && typeof accepted.success !== 'boolean' ? accepted : data);
    // A repeated request finds the friends that the first one added.
    const isAdded = ({ success, code }: Outcomes[number]) => success || (mayBeDone === true && code === ALREADY_FRIEND);
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

/** `DELETE` with a body: removes friends. The response has one outcome for all of them. */
export const removeFriends: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'removeFriends',
  method: 'DELETE',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};
