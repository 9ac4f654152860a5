import { ok } from '../answer.js';
import { badRequest } from '../api-error.js';
import { newRoutes, param, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import { paginate } from '../paginate.js';
import { PERMISSIONS, type Permission } from '../permissions.js';
import type { Service } from '../service.js';
import type { StoredRole } from '../state/role-store.js';
import { readPage } from '../validate/query.js';
import { readPermissions } from '../validate/role.js';
import { requireKey } from './auth.js';
import { readRole, requireRole } from './roles.js';

const COLLECTION = '/roles/:role/permissions';

/** `/roles/{role}/permissions`. Source: [RBAC](https://www.cometchat.com/docs/rest-api/rbac-overview). */
export function rolePermissionRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  routes.get(COLLECTION, (call) => {
    const { role } = readRole(call);
    const { data, meta } = paginate([...PERMISSIONS.values()], readPage(call, limits.perPageMax));
    return ok(
      call,
      data.map((permission) => viewPermission(permission, role)),
      { meta },
    );
  });

  // As in the vendor's sample: the result for each permission, and next to it all permissions that are set now.
  routes.put(COLLECTION, (call) => {
    const app = requireKey(call, 'fullAccess');
    const permissions = readPermissions(objectIn(call, limits.bodyBytes), app.roles);
    const role = requireRole(app, call);
    app.roles.setPermissions(role, permissions);
    const outcomes = Object.keys(permissions).map((id) => {
      return [id, { success: true, message: `The permission ${id} was set for the role ${role.role}.` }];
    });
    return ok(call, { ...Object.fromEntries(outcomes), permissions: role.permissions });
  });

  routes.delete(`${COLLECTION}/:permission`, (call) => {
    const { app, role } = readRole(call);
    const id = param(call, 'permission');
    if (!PERMISSIONS.has(id)) throw badRequest({ permission: [`The permission ${id} does not exist.`] });
    app.roles.unsetPermission(role, id);
    return ok(call, { permissions: role.permissions });
  });

  return routes;
}

/** As in the vendor's sample, with `value` added: the value that applies to the role. */
function viewPermission(permission: Permission, role: StoredRole): object {
  const title = permission.id.replace(/[A-Z.]/g, (sign) => (sign === '.' ? ': ' : ` ${sign.toLowerCase()}`));
  return {
    id: permission.id,
    type: 'role',
    title,
    description: title,
    dataType: permission.dataType,
    availableValues: permission.availableValues,
    defaultValue: permission.defaultValue,
    value: role.permissions[permission.id] ?? permission.defaultValue,
    createdAt: role.createdAt,
    updatedAt: role.updatedAt ?? role.createdAt,
  };
}
