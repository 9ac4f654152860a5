import type { Checked, Endpoint } from '../../../transport/endpoint.js';
import { readUser } from '../../../transport/endpoints.js';
import { asObject } from '../../../transport/json.js';
import { type Rows, rows, user } from '../../../transport/lists/rows.js';
import type { OddField } from '../../../user/field-readers.js';
import type { UserResponse } from '../../../user/response.js';
import { normalizeUid } from '../../../user/uid.js';
import type { User } from '../../../user/user.js';
import { ADMIN, type AdminEndpoint, done, textsUnder } from '../results.js';

/** `GET` of one user. */
export const getUser: AdminEndpoint<UserResponse> = { ...readUser, name: 'getUser', recovery: 'none' };

/** `GET` of a user who may not exist. The service does not find deactivated users either. */
export const findUser: Endpoint<UserResponse | undefined> = {
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

/** `GET /users` with `count`: the number of users. The form of the response is not documented, so every likely form is read. */
export const countUsers: AdminEndpoint<number> = {
  ...listUsers,
  name: 'countUsers',
  recovery: 'none',
  result: (data, body = {}) => {
    const counts = [data, asObject(data)?.count, asObject(asObject(body.meta)?.pagination)?.total];
    const value = counts.find((count) => Number.isInteger(count));
    return value === undefined ? { badField: 'count' } : { value: value as number };
  },
};

/** `DELETE /users/{uid}`: deactivates a user, or erases the user if the body has `permanent: true`. */
export const deleteUser: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteUser',
  method: 'DELETE',
  quota: 'core',
  path: '/users/{uid}',
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

/** `DELETE /users` with a body: deactivates several users. */
export const deactivateUsers: AdminEndpoint<string[]> = {
  ...ADMIN,
  name: 'deactivateUsers',
  method: 'DELETE',
  path: '/users',
  retry: 'safe',
  recovery: 'none',
  result: textsUnder('deactivatedUids'),
};

/** `PUT /users`: reactivates several users. The service lists the reactivated ones as `nonDeactivatedUids`. */
export const reactivateUsers: AdminEndpoint<string[]> = {
  ...ADMIN,
  name: 'reactivateUsers',
  method: 'PUT',
  path: '/users',
  retry: 'safe',
  recovery: 'none',
  result: textsUnder('nonDeactivatedUids'),
};

/** Like `reactivateUsers`, but also reports whether the request may be a repeated one: its response no longer lists the users. */
export const reactivateOne: Endpoint<{ readonly uids: readonly string[]; readonly mayRepeat: boolean }> = {
  ...reactivateUsers,
  recovery: 'none',
  result: (data, body, mayBeDone = false) => {
    const { value, badField } = reactivateUsers.result(data, body);
    return badField === undefined ? { value: { uids: value, mayRepeat: mayBeDone } } : { badField };
  },
};

/** The row of one user in the response to an import. */
export interface ImportedRow {
  readonly uid: string;
  readonly user?: User;
  /** The error of the service, if the user failed. It has no fixed form. */
  readonly error?: unknown;
}

/** The rows of an import. `mayBeDone` is true if an earlier attempt, whose response was lost, may have created users. */
export interface Imports {
  readonly rows: readonly ImportedRow[];
  readonly mayBeDone: boolean;
}

/** `POST /data_import/users`: creates up to 50 users. Each succeeds or fails on its own. A repeated request fails for users that exist. */
export const importUsers: AdminEndpoint<Imports> = {
  ...ADMIN,
  name: 'importUsers',
  method: 'POST',
  quota: 'import',
  path: '/data_import/users',
  retry: 'create',
  recovery: 'none',
  result: importedRows,
};

const WRONG_USER = { code: 'WRONG_USER', message: 'The row of this uid in the response is about another user.' };

function importedRows(data: unknown, _?: object, mayBeDone = false): Checked<Imports> {
  const all = asObject(data);
  if (!all) return { badField: 'data' };
  const imported: ImportedRow[] = [];
  const allOdd: OddField[] = [];
  for (const [uid, item] of Object.entries(all)) {
    const row = asObject(item);
    if (row?.success !== true) imported.push({ uid, error: row?.error ?? row });
    else {
      // The vendor's older pages nest one more `data`.
      const inner = asObject(row.data);
      const { value, odd = [], badField } = user(inner?.data ?? inner);
      if (badField !== undefined) return { badField: `${uid}.${badField}` };
      allOdd.push(...odd);
      // Do not report the data of another user under this uid.
      const isAbout = value?.uid === normalizeUid(uid);
      imported.push(isAbout ? { uid, user: value } : { uid, error: WRONG_USER });
    }
  }
  return { value: { rows: imported, mayBeDone }, odd: allOdd };
}
