import * as z from 'zod/mini';
import { NAME_MAX_LENGTH, ROLE_PATTERN } from '../../user/limits.js';
import { badRequest } from '../api-error.js';
import type { JsonObject } from '../json-object.js';
import { PERMISSIONS, type PermissionValue } from '../permissions.js';
import type { RoleChanges, RoleFields } from '../state/role-store.js';
import * as check from './checks.js';
import { problemOf, readFields } from './fields.js';

/**
 * The longest description, in characters. Source:
 * [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
const DESCRIPTION_MAX_LENGTH = 255;

const audience = z.exactOptional(check.oneOf(['all', 'friendsOnly']));
const id = 'must be 1 to 100 letters, digits, underscores and hyphens';
const name = check.text(NAME_MAX_LENGTH);

const FIELDS = {
  description: z.exactOptional(check.textOrEmpty(DESCRIPTION_MAX_LENGTH)),
  metadata: z.exactOptional(check.object),
  settings: z.exactOptional(z.looseObject({ listUsers: audience, sendMessagesTo: audience })),
};
const NEW_ROLE = z.object({ role: z.string(check.must(id)).check(z.regex(ROLE_PATTERN, id)), name, ...FIELDS });
const ROLE_CHANGES = z.object({
  name: z.exactOptional(name),
  ...FIELDS,
  unset: z.exactOptional(z.array(check.oneOf(['description', 'metadata', 'settings']))),
});
const PERMISSION_VALUES = z.object({ permissions: check.object });

/** A role to create. */
export interface NewRole {
  readonly role: string;
  readonly fields: RoleFields;
}

/** Reads a role to create. */
export function readNewRole(body: JsonObject): NewRole {
  const { role, ...fields } = readFields(body, NEW_ROLE);
  return { role, fields };
}

/** Reads the changes of a role. */
export function readRoleChanges(body: JsonObject): RoleChanges {
  const { unset = [], ...set } = readFields(body, ROLE_CHANGES);
  return { set, unset };
}

/** Reads the permissions to set. A `null` in place of a list means the empty list, which restricts nothing. */
export function readPermissions(body: JsonObject, roles: check.Roles): Record<string, PermissionValue> {
  const { permissions } = readFields(body, PERMISSION_VALUES);
  const problems: string[] = [];
  for (const [id, value] of Object.entries(permissions)) {
    const problem = permissionProblem(id, value, roles);
    if (problem !== undefined) problems.push(`The permission ${id} ${problem}.`);
  }
  if (problems.length > 0) throw badRequest({ permissions: problems });
  return Object.fromEntries(Object.entries(permissions).map(([id, value]) => [id, (value ?? []) as PermissionValue]));
}

function permissionProblem(id: string, value: unknown, roles: check.Roles): string | undefined {
  const permission = PERMISSIONS.get(id);
  if (permission === undefined) return 'does not exist';
  const { dataType, availableValues: known } = permission;
  if (dataType !== 'string' && value === null) return undefined;
  const word = dataType === 'rolesStringArray' ? check.role(roles) : known ? check.oneOf(known) : check.string;
  return problemOf(value, dataType === 'string' ? word : z.array<check.Check>(word));
}
