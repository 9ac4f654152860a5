import { NAME_MAX_LENGTH } from '../../user/limits.js';
import { ApiError, badRequest, type ErrorDetails } from '../api-error.js';
import { type NewUser, normalizeUid, type Profile, type UserChanges } from '../state/stored-user.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { type Fields, readFields } from './fields.js';

/** Limits of valid users, in addition to the published ones. */
export interface UserRules {
  readonly roles: check.Roles;
  readonly metadataBytes: number;
}

/** A user to create, and whether to create an auth token. */
export interface Creation {
  readonly user: NewUser;
  readonly withAuthToken: boolean;
}

const REQUIRED = ['uid', 'name'];
const UNSETTABLE = new Set(['avatar', 'link', 'metadata']);

/** Reads a user to create: uid, name and optional fields. */
export function readNewUser(body: JsonObject, rules: UserRules): Creation {
  const fields = readFields(body, creationFields(rules), REQUIRED);
  const withAuthToken = fields.withAuthToken === true;
  if (fields.withAuthToken !== undefined) delete fields.withAuthToken;
  fields.uid = normalizeUid(fields.uid as string);
  return { user: fields as unknown as NewUser, withAuthToken };
}

/** Reads a list of users to create. One error reports every problem, as `1.name` for the second user. */
export function readNewUsers(list: readonly unknown[], rules: UserRules): Creation[] {
  if (list.length === 0) throw badRequest({ body: ['The body must have at least one user.'] });
  const details: Record<string, readonly string[]> = {};
  const creations = list.flatMap((item, index) => {
    const problem = check.object(item);
    if (problem !== undefined) {
      details[index] = [`The user ${problem}.`];
      return [];
    }
    try {
      return [readNewUser(item as JsonObject, rules)];
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
  const fields = { ...profileFields(rules), unset: check.listOf(check.oneOf(UNSETTABLE)) };
  const { unset, ...set } = readFields(body, fields) as Partial<Profile> & { unset?: UserChanges['unset'] };
  return { set, unset: unset ?? [] };
}

/**
 * Reads the changes that a user makes to itself. A role is ignored, not rejected: the vendor's SDK sends every field of
 * its user, also the role. Its troubleshooting page describes an update that succeeds and leaves the role unchanged.
 */
export function readOwnChanges(body: JsonObject, rules: UserRules): UserChanges {
  const { role: _, ...own } = body;
  return readUserChanges(own, rules);
}

const creations = new WeakMap<UserRules, Fields>();

/** Built once for each app: most requests create users. */
function creationFields(rules: UserRules): Fields {
  const known = creations.get(rules);
  if (known !== undefined) return known;
  const fields = { uid: check.uid, ...profileFields(rules), withAuthToken: check.boolean };
  creations.set(rules, fields);
  return fields;
}

/** The optional fields of a user, each with its check. */
export function profileFields(rules: UserRules): Fields {
  return {
    name: check.text(NAME_MAX_LENGTH),
    avatar: check.url,
    link: check.url,
    role: check.role(rules.roles),
    metadata: check.metadata(rules.metadataBytes),
    tags: check.tags,
    statusMessage: check.string,
  };
}
