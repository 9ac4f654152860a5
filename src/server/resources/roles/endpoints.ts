import type { Checked } from '../../../transport/endpoint.js';
import { asObject } from '../../../transport/json.js';
import { type Rows, rows } from '../../../transport/lists/rows.js';
import { type Outcomes, outcomes } from '../../../transport/outcomes.js';
import { isSame } from '../../../user/equality.js';
import { filledText, maybe, misfit, type Shape } from '../../../user/json-checks.js';
import { ADMIN, type AdminEndpoint, done } from '../results.js';
import type { RestrictedFeature, Role, RolePermission } from './types.js';

const ITEM = '/roles/{role}';
const PERMISSIONS = `${ITEM}/permissions`;
const FEATURES = `${ITEM}/restrictedfeatures`;

/** `GET` of one role. */
export const getRole: AdminEndpoint<Role> = {
  ...ADMIN,
  name: 'getRole',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
  recovery: 'none',
  result: role,
};

/** `POST /roles`: creates a role. The service refuses a repeated request, because the id exists. */
export const createRole: AdminEndpoint<Role> = {
  ...ADMIN,
  name: 'createRole',
  method: 'POST',
  path: '/roles',
  retry: 'create',
  recovery: { readBack: getRole, key: 'role', isSame: isRoleOf },
  result: role,
};

/** `GET /roles`: a page of roles. */
export const listRoles: AdminEndpoint<Rows<Role>> = {
  ...ADMIN,
  name: 'listRoles',
  method: 'GET',
  path: '/roles',
  retry: 'safe',
  recovery: 'none',
  result: rows(role),
};

/** `PUT` of one role: changes the fields in the body. */
export const updateRole: AdminEndpoint<Role> = { ...getRole, name: 'updateRole', method: 'PUT', recovery: 'none' };

/** `DELETE` of one role. */
export const deleteRole: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteRole',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

/** `GET …/permissions`: a page of the permissions of a role. */
export const listPermissions: AdminEndpoint<Rows<RolePermission>> = {
  ...listRoles,
  name: 'listPermissions',
  path: PERMISSIONS,
  recovery: 'none',
  result: rows(loose<RolePermission>({ id: filledText, dataType: maybe('string'), title: maybe('string') })),
};

/** `PUT …/permissions`: sets the permissions in the body. */
export const setPermissions: AdminEndpoint<Readonly<Record<string, unknown>>> = {
  ...ADMIN,
  name: 'setPermissions',
  method: 'PUT',
  path: PERMISSIONS,
  retry: 'safe',
  recovery: 'none',
  result: permissions,
};

/** `DELETE …/permissions/{permission}`: resets a permission to its default. */
export const unsetPermission: AdminEndpoint<Readonly<Record<string, unknown>>> = {
  ...setPermissions,
  name: 'unsetPermission',
  method: 'DELETE',
  path: `${PERMISSIONS}/{permission}`,
  recovery: 'none',
};

/** `GET …/restrictedfeatures`: a page of the features that a role may not use. */
export const listRestrictedFeatures: AdminEndpoint<Rows<RestrictedFeature>> = {
  ...listRoles,
  name: 'listRestrictedFeatures',
  path: FEATURES,
  recovery: 'none',
  result: rows(loose<RestrictedFeature>({ key: filledText, title: maybe('string'), path: maybe('string') })),
};

/** `POST …/restrictedfeatures`: restricts features for a role. */
export const restrictFeatures: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'restrictFeatures',
  method: 'POST',
  path: FEATURES,
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** `DELETE …/restrictedfeatures` with a body: allows features again. */
export const allowFeatures: AdminEndpoint<undefined> = {
  ...deleteRole,
  name: 'allowFeatures',
  path: FEATURES,
  recovery: 'none',
};

/** Whether a role has all fields of the request that created it. */
function isRoleOf(sent: object, found: Role): boolean {
  const fields = Object.entries(sent).filter(([name]) => name !== 'role');
  return fields.every(([name, value]) => isSame(value, found[name]));
}

function role(data: unknown): Checked<Role> {
  return loose<Role>({ role: filledText, name: maybe('string'), description: maybe('string') })(data);
}

/** Reads the permissions that are set now. Returns an empty object if the response has none. */
function permissions(data: unknown): Checked<Readonly<Record<string, unknown>>> {
  return { value: asObject(asObject(data)?.permissions) ?? {} };
}

/** Makes a reader that checks the fields in `shape` and copies all others. It leaves out `null`, which means "not set". */
function loose<T>(shape: Shape): (data: unknown) => Checked<T> {
  return (data) => {
    const badField = misfit(shape, data);
    if (badField !== undefined) return { badField: badField || 'row' };
    const fields = Object.entries(data as object).filter(([, value]) => value !== null);
    return { value: Object.fromEntries(fields) as T };
  };
}
