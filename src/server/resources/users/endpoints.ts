import type { Checked, Operation } from '../../../transport/operation.js';
import { readUser } from '../../../transport/operations.js';
import type { OddField } from '../../../user/field-readers.js';
import type { UserAnswer } from '../../../user/response.js';
import { normalizeUid } from '../../../user/uid.js';
import type { User } from '../../../user/user.js';
import { ADMIN, done, type Rows, record, rows, textsUnder, user } from '../results.js';

/** `GET` of a user who may not be there; one who is deactivated is not, either. */
export const findUser: Operation<UserAnswer | undefined> = { ...readUser, absent: 'ERR_UID_NOT_FOUND' };

/** `GET /users`: a page of users. */
export const listUsers: Operation<Rows<User>> = {
  ...ADMIN,
  name: 'listUsers',
  method: 'GET',
  path: '/users',
  retry: 'safe',
  result: rows(user),
};

/** `GET /users` with `count`: how many. The answer's form is not documented, so that every likely one is read. */
export const countUsers: Operation<number> = {
  ...listUsers,
  name: 'countUsers',
  result: (data, answer = {}) => {
    const counts = [data, record(data)?.count, record(record(answer.meta)?.pagination)?.total];
    const value = counts.find((count) => Number.isInteger(count));
    return value === undefined ? { problem: 'count' } : { value: value as number };
  },
};

/** `DELETE /users/{uid}`, `permanent` in the body: deactivates or erases. */
export const deleteUser: Operation<undefined> = {
  ...ADMIN,
  name: 'deleteUser',
  method: 'DELETE',
  path: '/users/{uid}',
  retry: 'safe',
  result: done,
};

/** `DELETE /users` with a body: deactivates many. */
export const deactivateUsers: Operation<string[]> = {
  ...ADMIN,
  name: 'deactivateUsers',
  method: 'DELETE',
  path: '/users',
  retry: 'safe',
  result: textsUnder('deactivatedUids'),
};

/** `PUT /users`: brings many back. The service's own name for those that it brought back is what it is. */
export const reactivateUsers: Operation<string[]> = {
  ...ADMIN,
  name: 'reactivateUsers',
  method: 'PUT',
  path: '/users',
  retry: 'safe',
  result: textsUnder('nonDeactivatedUids'),
};

/** What an import says of one user. */
export interface ImportedRow {
  readonly uid: string;
  readonly user?: User;
  /** Where it failed: what the service says of it, which has no fixed form. */
  readonly error?: unknown;
}

/** `POST /data_import/users`: up to 50 users, each of which succeeds or fails for itself. Sent again, those that exist fail. */
export const importUsers: Operation<ImportedRow[]> = {
  ...ADMIN,
  name: 'importUsers',
  method: 'POST',
  path: '/data_import/users',
  retry: 'create',
  result: importedRows,
};

const WRONG_USER = { code: 'WRONG_USER', message: 'The row of this uid in the response is about another user.' };

function importedRows(data: unknown): Checked<ImportedRow[]> {
  const all = record(data);
  if (!all) return { problem: 'data' };
  const imported: ImportedRow[] = [];
  const allOdd: OddField[] = [];
  for (const [uid, item] of Object.entries(all)) {
    const row = record(item);
    if (row?.success !== true) imported.push({ uid, error: row?.error ?? row });
    else {
      // The older pages have one level more.
      const inner = record(row.data);
      const { value, odd = [], problem } = user(inner?.data ?? inner);
      if (problem !== undefined) return { problem: `${uid}.${problem}` };
      allOdd.push(...odd);
      // Nothing of another user's data may stand under this uid.
      const isAbout = value?.uid === normalizeUid(uid);
      imported.push(isAbout ? { uid, user: value } : { uid, error: WRONG_USER });
    }
  }
  return { value: imported, odd: allOdd };
}
