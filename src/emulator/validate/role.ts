import { NAME_MAX_LENGTH, ROLE_PATTERN } from '../../user/limits.js';
import { badRequest } from '../api-error.js';
import { PERMISSIONS, type PermissionValue } from '../permissions.js';
import type { RoleChanges, RoleFields } from '../state/role-store.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

/**
 * The longest description, in characters. Source:
 * [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
const DESCRIPTION_MAX_LENGTH = 255;

const UNSETTABLE = new Set(['description', 'metadata', 'settings']);
const AUDIENCE = check.oneOf(new Set(['all', 'friendsOnly']));

const settings: check.Check = (value) => {
  const problem = check.object(value);
  if (problem !== undefined) return problem;
  const { listUsers = 'all', sendMessagesTo = 'all' } = value as JsonObject;
  const wrong = AUDIENCE(listUsers) ?? AUDIENCE(sendMessagesTo);
  return wrong && `entries ${wrong}`;
};

const roleId: check.Check = (value) =>
  typeof value === 'string' && ROLE_PATTERN.test(value)
    ? undefined
    : 'must be 1 to 100 letters, digits, underscores and hyphens';

const FIELDS = {
  name: check.text(NAME_MAX_LENGTH),
  description: check.textOrEmpty(DESCRIPTION_MAX_LENGTH),
  metadata: check.object,
  settings,
};

/** Reads a role to create. */
export function readNewRole(body: JsonObject): { role: string; fields: RoleFields } {
  const { role, ...fields } = readFields(body, { role: roleId, ...FIELDS }, ['role', 'name']);
  return { role: role as string, fields: fields as unknown as RoleFields };
}

/** Reads the changes of a role. */
export function readRoleChanges(body: JsonObject): RoleChanges {
  const { unset, ...set } = readFields(body, { ...FIELDS, unset: check.listOf(check.oneOf(UNSETTABLE)) });
  return { set, unset: (unset as RoleChanges['unset'] | undefined) ?? [] };
}

/** Reads the permissions to set. A `null` in place of a list means the empty list, which restricts nothing. */
export function readPermissions(body: JsonObject, roles: check.Roles): Record<string, PermissionValue> {
  const { permissions } = readFields(body, { permissions: check.object }, ['permissions']) as {
    permissions: JsonObject;
  };
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
  const known = permission.availableValues && check.oneOf(new Set(permission.availableValues));
  if (permission.dataType === 'string') return (known ?? check.string)(value);
  if (value === null) return undefined;
  return check.listOf(permission.dataType === 'rolesStringArray' ? check.role(roles) : (known ?? check.string))(value);
}
