import { badRequest } from '../api-error.js';
import { type NewUser, normalizeUid, type Times } from '../state/stored-user.js';
import * as check from './checks.js';
import { readFields } from './fields.js';
import type { UserRules } from './user.js';

/** An imported user with its timestamps. */
export interface ImportedUser {
  readonly user: NewUser;
  readonly times: Times;
}

/** Reads one user of an import, whose key must be its uid. It has no `statusMessage`. */
export function readImportedUser(key: string, input: unknown, rules: UserRules): ImportedUser {
  if (!check.isObject(input)) throw badRequest({ [key]: ['The user must be an object.'] });
  const { createdAt, lastActiveAt, deactivatedAt = 0, ...user } = readFields(input, rules.imported);
  if (normalizeUid(key) !== user.uid) throw badRequest({ uid: ['The uid must equal the key of the user.'] });
  return {
    user,
    times: {
      ...(createdAt !== undefined && { createdAt }),
      ...(lastActiveAt !== undefined && { lastActiveAt }),
      ...(deactivatedAt > 0 && { deactivatedAt }),
    },
  };
}
