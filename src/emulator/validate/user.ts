import { NAME_MAX_LENGTH } from '../../user/limits.js';
import { ApiError, badRequest, type ErrorDetails } from '../http/api-error.js';
import { type NewUser, normalizeUid, type Profile, type UserChanges } from '../state/user-record.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { type Fields, readFields } from './fields.js';

/** What a valid user depends on besides the published limits. */
export interface UserRules {
  readonly roles: check.Roles;
  readonly metadataBytes: number;
}

/** A user to be created, and whether with a token. */
export interface Creation {
  readonly user: NewUser;
  readonly withAuthToken: boolean;
}

const REQUIRED = ['uid', 'name'];
const UNSETTABLE = new Set(['avatar', 'link', 'metadata']);

/** Reads what creates a user: uid and name, and whatever else there is. */
export function readNewUser(body: JsonObject, rules: UserRules): Creation {
  const fields = readFields(body, creationFields(rules), REQUIRED);
  const withAuthToken = fields.withAuthToken === true;
  if (fields.withAuthToken !== undefined) delete fields.withAuthToken;
  fields.uid = normalizeUid(fields.uid as string);
  return { user: fields as unknown as NewUser, withAuthToken };
}

/** Reads a list of users to create. One error says everything that is wrong, as `1.name` of the second user. */
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

/** Reads what changes a user. */
export function readUserChanges(body: JsonObject, rules: UserRules): UserChanges {
  const fields = { ...profileFields(rules), unset: check.listOf(check.oneOf(UNSETTABLE)) };
  const { unset, ...set } = readFields(body, fields) as Partial<Profile> & { unset?: UserChanges['unset'] };
  return { set, unset: unset ?? [] };
}

/**
 * Reads what a user changes of itself. A role is ignored, not rejected: the vendor's SDK sends every field of the user
 * it holds, the role too, and its troubleshooting page describes a call that succeeds and leaves the role as it was.
 */
export function readOwnChanges(body: JsonObject, rules: UserRules): UserChanges {
  const { role: _, ...own } = body;
  return readUserChanges(own, rules);
}

const creations = new WeakMap<UserRules, Fields>();

/** Made once for each app, for users are what most requests create. */
function creationFields(rules: UserRules): Fields {
  const known = creations.get(rules);
  if (known !== undefined) return known;
  const fields = { uid: check.uid, ...profileFields(rules), withAuthToken: check.boolean };
  creations.set(rules, fields);
  return fields;
}

/** What may be said of a user, each field with its check. */
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
