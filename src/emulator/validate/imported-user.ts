import { badRequest } from '../api-error.js';
import { type NewUser, normalizeUid, type Times } from '../state/stored-user.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';
import { profileFields, type UserRules } from './user.js';

/** An imported user with its timestamps. */
export interface ImportedUser {
  readonly user: NewUser;
  readonly times: Times;
}

const TIMES = { createdAt: check.seconds, lastActiveAt: check.seconds, deactivatedAt: check.seconds };

/** Reads one user of an import, whose key must be its uid. It has no `statusMessage`. */
export function readImportedUser(key: string, input: unknown, rules: UserRules): ImportedUser {
  const problem = check.object(input);
  if (problem !== undefined) throw badRequest({ [key]: [`The user ${problem}.`] });
  const { statusMessage: _, ...profile } = profileFields(rules);
  const fields = { uid: check.uid, ...profile, ...TIMES };
  const { createdAt, lastActiveAt, deactivatedAt, ...rest } = readFields(input as JsonObject, fields, ['uid', 'name']);
  const user = { ...rest, uid: normalizeUid(rest.uid as string) } as NewUser;
  if (normalizeUid(key) !== user.uid) throw badRequest({ uid: ['The uid must equal the key of the user.'] });
  return {
    user,
    times: {
      ...(createdAt !== undefined && { createdAt: Number(createdAt) }),
      ...(lastActiveAt !== undefined && { lastActiveAt: Number(lastActiveAt) }),
      ...(deactivatedAt !== undefined && Number(deactivatedAt) > 0 && { deactivatedAt: Number(deactivatedAt) }),
    },
  };
}
