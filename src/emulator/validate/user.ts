import { NAME_MAX_LENGTH } from '../../user/limits.js';
import { type NewUser, normalizeUid, type Profile, type UserChanges } from '../state/user-record.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { type Fields, readFields } from './fields.js';

/** What a valid user depends on besides the published limits. */
export interface UserRules {
  readonly roles: ReadonlySet<string>;
  readonly metadataBytes: number;
}

const UNSETTABLE = new Set(['avatar', 'link', 'metadata']);

/** Reads what creates a user: uid and name, and whatever else there is. */
export function readNewUser(body: JsonObject, rules: UserRules): { user: NewUser; withAuthToken: boolean } {
  const fields = { uid: check.uid, ...profileFields(rules), withAuthToken: check.boolean };
  const { withAuthToken, ...user } = readFields(body, fields, ['uid', 'name']) as unknown as NewUser & {
    withAuthToken?: boolean;
  };
  return { user: { ...user, uid: normalizeUid(user.uid) }, withAuthToken: withAuthToken ?? false };
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

function profileFields(rules: UserRules): Fields {
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
