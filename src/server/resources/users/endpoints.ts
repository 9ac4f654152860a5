import type { Checked, Endpoint } from '../../../transport/endpoint.js';
import { readUser } from '../../../transport/endpoints.js';
import type { OddField } from '../../../user/field-readers.js';
import type { UserAnswer } from '../../../user/response.js';
import { normalizeUid } from '../../../user/uid.js';
import type { User } from '../../../user/user.js';
import { ADMIN, type AdminEndpoint, done, type Rows, record, rows, textsUnder, user } from '../results.js';

/** `GET` of one user. */
export const getUser: AdminEndpoint<UserAnswer> = { ...readUser, name: 'getUser', recovery: 'none' };

/** `GET` of a user who may not be there; one who is deactivated is not, either. */
export const findUser: Endpoint<UserAnswer | undefined> = {
  ...readUser,
  recovery: 'none',
  absent: 'ERR_UID_NOT_FOUND',
};

/** `GET /users`: a page of users. */
export const listUsers: AdminEndpoint<Rows<User>> = {
  ...ADMIN,
  name: 'listUsers',
  method: 'GET',
  path: '/users',
  retry: 'safe',
  recovery: 'none',
  result: rows(user),
};

/** `GET /users` with `count`: how many. The answer's form is not documented, so that every likely one is read. */
export const countUsers: AdminEndpoint<number> = {
  ...listUsers,
  name: 'countUsers',
  recovery: 'none',
  result: (data, answer = {}) => {
    const counts = [data, record(data)?.count, record(record(answer.meta)?.pagination)?.total];
    const value = counts.find((count) => Number.isInteger(count));
    return value === undefined ? { problem: 'count' } : { value: value as number };
  },
};

/** `DELETE /users/{uid}`, `permanent` in the body: deactivates or erases. */
export const deleteUser: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteUser',
  method: 'DELETE',
  path: '/users/{uid}',
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

/** `DELETE /users` with a body: deactivates many. */
export const deactivateUsers: AdminEndpoint<string[]> = {
  ...ADMIN,
  name: 'deactivateUsers',
  method: 'DELETE',
  path: '/users',
  retry: 'safe',
  recovery: 'none',
  result: textsUnder('deactivatedUids'),
};

/** `PUT /users`: brings many back. The service's own name for those that it brought back is what it is. */
export const reactivateUsers: AdminEndpoint<string[]> = {
  ...ADMIN,
  name: 'reactivateUsers',
  method: 'PUT',
  path: '/users',
  retry: 'safe',
  recovery: 'none',
  result: textsUnder('nonDeactivatedUids'),
};

/** The same, and whether the response may be that of a repeated request, which no longer lists the users. */
export const reactivateOne: Endpoint<{ readonly uids: readonly string[]; readonly mayRepeat: boolean }> = {
  ...reactivateUsers,
  recovery: 'none',
  result: (data, body, mayRepeat = false) => {
    const { value, problem } = reactivateUsers.result(data, body);
    return problem === undefined ? { value: { uids: value, mayRepeat } } : { problem };
  },
};

/** What an import says of one user. */
export interface ImportedRow {
  readonly uid: string;
  readonly user?: User;
  /** Where it failed: what the service says of it, which has no fixed form. */
  readonly error?: unknown;
}

/** The rows of an import, and whether an earlier attempt, whose response was lost, may have created users. */
export interface Imports {
  readonly rows: readonly ImportedRow[];
  readonly mayRepeat: boolean;
}

/** `POST /data_import/users`: up to 50 users, each of which succeeds or fails for itself. Sent again, those that exist fail. */
export const importUsers: AdminEndpoint<Imports> = {
  ...ADMIN,
  name: 'importUsers',
  method: 'POST',
  path: '/data_import/users',
  retry: 'create',
  recovery: 'none',
  result: importedRows,
};

const WRONG_USER = { code: 'WRONG_USER', message: 'The row of this uid in the response is about another user.' };

function importedRows(data: unknown, _?: object, mayRepeat = false): Checked<Imports> {
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
  return { value: { rows: imported, mayRepeat }, odd: allOdd };
}
