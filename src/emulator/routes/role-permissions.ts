import { badRequest } from '../http/api-error.js';
import { requireKey } from '../http/auth.js';
import { ok, readBody, type Service } from '../http/context.js';
import { Router } from '../http/router.js';
import { paginate } from '../paginate.js';
import { PERMISSIONS, type Permission } from '../permissions.js';
import type { RoleRecord } from '../state/role-store.js';
import { readPage } from '../validate/query.js';
import { readPermissions } from '../validate/role.js';
import { readRole, requireRole } from './roles.js';

const COLLECTION = '/roles/:role/permissions';

/** `/roles/{role}/permissions`. Source: [RBAC](https://www.cometchat.com/docs/rest-api/rbac-overview). */
export function rolePermissionRoutes(service: Service): Router {
  const { limits } = service.config;
  const routes = new Router();

  routes.get(COLLECTION, (call) => {
    const { role } = readRole(call, service);
    const { data, meta } = paginate([...PERMISSIONS.values()], readPage(call, limits.perPageMax));
    return ok(
      data.map((permission) => viewPermission(permission, role)),
      { meta },
    );
  });

  // As in the vendor's sample: the result for each permission, and next to it all permissions that are set now.
  routes.put(COLLECTION, (call) => {
    const app = requireKey(call, service, 'fullAccess');
    const permissions = readPermissions(readBody(call, limits.bodyBytes), app.roles);
    const role = requireRole(app, call);
    app.roles.setPermissions(role, permissions);
    const outcomes = Object.keys(permissions).map((id) => {
      return [id, { success: true, message: `The permission ${id} was set for the role ${role.role}.` }];
    });
    return ok({ ...Object.fromEntries(outcomes), permissions: role.permissions });
  });

  routes.delete(`${COLLECTION}/:permission`, (call) => {
    const { app, role } = readRole(call, service);
    const id = call.param('permission');
    if (!PERMISSIONS.has(id)) throw badRequest({ permission: [`The permission ${id} does not exist.`] });
    app.roles.unsetPermission(role, id);
    return ok({ permissions: role.permissions });
  });

  return routes;
}

/** As in the vendor's sample, with `value` added: the value that applies to the role. */
function viewPermission(permission: Permission, role: RoleRecord): object {
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
