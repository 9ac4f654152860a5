import type { Checked } from '../../../transport/endpoint.js';
import { isSame } from '../../../user/equality.js';
import { filledText, maybe, misfit, type Shape } from '../../../user/shapes.js';
import { ADMIN, type AdminEndpoint, done, type Outcomes, outcomes, type Rows, record, rows } from '../results.js';
import type { RestrictedFeature, Role, RolePermission } from './types.js';

const ITEM = '/roles/{role}';
const PERMISSIONS = `${ITEM}/permissions`;
const FEATURES = `${ITEM}/restrictedfeatures`;

/** `GET` of one. */
export const getRole: AdminEndpoint<Role> = {
  ...ADMIN,
  name: 'getRole',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
  recovery: 'none',
  result: role,
};

/** `POST /roles`: makes a role. A repeated request is refused by its id. */
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

/** `PUT` of one: changes what the body names. */
export const updateRole: AdminEndpoint<Role> = { ...getRole, name: 'updateRole', method: 'PUT', recovery: 'none' };

/** `DELETE` of one. */
export const deleteRole: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteRole',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

/** `GET …/permissions`: a page of what a role may do. */
export const listPermissions: AdminEndpoint<Rows<RolePermission>> = {
  ...listRoles,
  name: 'listPermissions',
  path: PERMISSIONS,
  recovery: 'none',
  result: rows(loose<RolePermission>({ id: filledText, dataType: maybe('string'), title: maybe('string') })),
};

/** `PUT …/permissions`: sets some. */
export const setPermissions: AdminEndpoint<Readonly<Record<string, unknown>>> = {
  ...ADMIN,
  name: 'setPermissions',
  method: 'PUT',
  path: PERMISSIONS,
  retry: 'safe',
  recovery: 'none',
  result: permissions,
};

/** `DELETE …/permissions/{permission}`: back to its default. */
export const unsetPermission: AdminEndpoint<Readonly<Record<string, unknown>>> = {
  ...setPermissions,
  name: 'unsetPermission',
  method: 'DELETE',
  path: `${PERMISSIONS}/{permission}`,
  recovery: 'none',
};

/** `GET …/restrictedfeatures`: a page of what a role is kept from. */
export const listRestrictedFeatures: AdminEndpoint<Rows<RestrictedFeature>> = {
  ...listRoles,
  name: 'listRestrictedFeatures',
  path: FEATURES,
  recovery: 'none',
  result: rows(loose<RestrictedFeature>({ key: filledText, title: maybe('string'), path: maybe('string') })),
};

/** `POST …/restrictedfeatures`: keeps a role from features. */
export const restrictFeatures: AdminEndpoint<Outcomes> = {
  ...ADMIN,
  name: 'restrictFeatures',
  method: 'POST',
  path: FEATURES,
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** `DELETE …/restrictedfeatures` with a body: allows them again. */
export const allowFeatures: AdminEndpoint<undefined> = {
  ...deleteRole,
  name: 'allowFeatures',
  path: FEATURES,
  recovery: 'none',
};

/** Whether a role is the one that the body of a create asked for. */
function isRoleOf(sent: object, found: Role): boolean {
  const fields = Object.entries(sent).filter(([name]) => name !== 'role');
  return fields.every(([name, value]) => isSame(value, found[name]));
}

function role(data: unknown): Checked<Role> {
  return loose<Role>({ role: filledText, name: maybe('string'), description: maybe('string') })(data);
}

/** What is set by now, where the answer says it; the vendor's pages show no other answer. */
function permissions(data: unknown): Checked<Readonly<Record<string, unknown>>> {
  return { value: record(record(data)?.permissions) ?? {} };
}

/** Strict on what is used, and keeps what is not known; `null` says nothing. */
function loose<T>(shape: Shape): (data: unknown) => Checked<T> {
  return (data) => {
    const problem = misfit(shape, data);
    if (problem !== undefined) return { problem: problem || 'row' };
    const fields = Object.entries(data as object).filter(([, value]) => value !== null);
    return { value: Object.fromEntries(fields) as T };
  };
}
