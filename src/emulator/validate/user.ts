import * as z from 'zod/mini';
import { NAME_MAX_LENGTH } from '../../user/limits.js';
import { ApiError, badRequest, type ErrorDetails } from '../api-error.js';
import type { JsonObject } from '../json-object.js';
import type { NewUser, UserChanges } from '../state/stored-user.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

/** The rules for users of one app, as schemas of bodies. An app makes them once. */
export type UserRules = ReturnType<typeof createUserRules>;

const name = check.text(NAME_MAX_LENGTH);
const TIMES = {
  createdAt: z.exactOptional(check.seconds),
  lastActiveAt: z.exactOptional(check.seconds),
  deactivatedAt: z.exactOptional(check.seconds),
};

export function createUserRules(roles: check.Roles, metadataBytes: number) {
  const profile = {
    avatar: z.exactOptional(check.url),
    link: z.exactOptional(check.url),
    role: z.exactOptional(check.role(roles)),
    metadata: z.exactOptional(check.metadata(metadataBytes)),
    tags: z.exactOptional(check.tags),
  };
  const statusMessage = z.exactOptional(check.string);
  const unset = z.exactOptional(z.array(check.oneOf(['avatar', 'link', 'metadata'])));
  return {
    creation: z.object({
      uid: check.uid,
      name,
      ...profile,
      statusMessage,
      withAuthToken: z.exactOptional(check.boolean),
    }),
    changes: z.object({ name: z.exactOptional(name), ...profile, statusMessage, unset }),
    /** An import has timestamps, and no `statusMessage`. */
    imported: z.object({ uid: check.uid, name, ...profile, ...TIMES }),
  };
}

/** A user to create, and whether to create an auth token. */
export interface Creation {
  readonly user: NewUser;
  readonly withAuthToken: boolean;
}

/** Reads a user to create: uid, name and optional fields. */
export function readNewUser(body: JsonObject, rules: UserRules): Creation {
  const { withAuthToken = false, ...user } = readFields(body, rules.creation);
  return { user, withAuthToken };
}

/** Reads a list of users to create. One error reports every problem, as `1.name` for the second user. */
export function readNewUsers(list: readonly unknown[], rules: UserRules): Creation[] {
  if (list.length === 0) throw badRequest({ body: ['The body must have at least one user.'] });
  const details: Record<string, readonly string[]> = {};
  const creations = list.flatMap((item, index) => {
    if (!check.isObject(item)) {
      details[index] = ['The user must be an object.'];
      return [];
    }
    try {
      return [readNewUser(item, rules)];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      for (const [field, problems] of Object.entries(error.details ?? ({} as ErrorDetails)))
        details[`${index}.${field}`] = problems;
      return [];
    }
  });
  if (Object.keys(details).length > 0) throw badRequest(details);
  return creations;
}

/** Reads the changes of a user. */
export function readUserChanges(body: JsonObject, rules: UserRules): UserChanges {
  const { unset = [], ...set } = readFields(body, rules.changes);
  return { set, unset };
}

/**
 * Reads the changes that a user makes to itself. A role is ignored, not rejected: the vendor's SDK sends every field of
 * its user, also the role. Its troubleshooting page describes an update that succeeds and leaves the role unchanged.
 */
export function readOwnChanges(body: JsonObject, rules: UserRules): UserChanges {
  const { role: _, ...own } = body;
  return readUserChanges(own, rules);
}
