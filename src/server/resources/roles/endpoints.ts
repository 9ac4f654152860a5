import type { Checked, Operation } from '../../../transport/operation.js';
import { filledText, maybe, misfit, type Shape } from '../../../user/shapes.js';
import { ADMIN, done, type Outcomes, outcomes, type Rows, record, rows } from '../results.js';
import type { RestrictedFeature, Role, RolePermission } from './types.js';

const ITEM = '/roles/{role}';
const PERMISSIONS = `${ITEM}/permissions`;
const FEATURES = `${ITEM}/restrictedfeatures`;

/** `POST /roles`: makes a role. A repeated one is refused by its id. */
export const createRole: Operation<Role> = {
  ...ADMIN,
  name: 'createRole',
  method: 'POST',
  path: '/roles',
  retry: 'create',
  result: role,
};

/** `GET /roles`: a page of roles. */
export const listRoles: Operation<Rows<Role>> = {
  ...ADMIN,
  name: 'listRoles',
  method: 'GET',
  path: '/roles',
  retry: 'safe',
  result: rows(role),
};

/** `GET` of one. */
export const getRole: Operation<Role> = { ...createRole, name: 'getRole', method: 'GET', path: ITEM, retry: 'safe' };

/** `PUT` of one: changes what the body names. */
export const updateRole: Operation<Role> = { ...getRole, name: 'updateRole', method: 'PUT' };

/** `DELETE` of one. */
export const deleteRole: Operation<undefined> = {
  ...ADMIN,
  name: 'deleteRole',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  result: done,
};

/** `GET …/permissions`: a page of what a role may do. */
export const listPermissions: Operation<Rows<RolePermission>> = {
  ...listRoles,
  name: 'listPermissions',
  path: PERMISSIONS,
  result: rows(loose<RolePermission>({ id: filledText, dataType: maybe('string'), title: maybe('string') })),
};

/** `PUT …/permissions`: sets some. */
export const setPermissions: Operation<Readonly<Record<string, unknown>>> = {
  ...ADMIN,
  name: 'setPermissions',
  method: 'PUT',
  path: PERMISSIONS,
  retry: 'safe',
  result: permissions,
};

/** `DELETE …/permissions/{permission}`: back to its default. */
export const unsetPermission: Operation<Readonly<Record<string, unknown>>> = {
  ...setPermissions,
  name: 'unsetPermission',
  method: 'DELETE',
  path: `${PERMISSIONS}/{permission}`,
};

/** `GET …/restrictedfeatures`: a page of what a role is kept from. */
export const listRestrictedFeatures: Operation<Rows<RestrictedFeature>> = {
  ...listRoles,
  name: 'listRestrictedFeatures',
  path: FEATURES,
  result: rows(loose<RestrictedFeature>({ key: filledText, title: maybe('string'), path: maybe('string') })),
};

/** `POST …/restrictedfeatures`: keeps a role from features. */
export const restrictFeatures: Operation<Outcomes> = {
  ...ADMIN,
  name: 'restrictFeatures',
  method: 'POST',
  path: FEATURES,
  retry: 'safe',
  result: outcomes,
};

/** `DELETE …/restrictedfeatures` with a body: allows them again. */
export const allowFeatures: Operation<undefined> = { ...deleteRole, name: 'allowFeatures', path: FEATURES };

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
