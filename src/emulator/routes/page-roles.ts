import { newRoutes, type Routes } from '../exchange.js';
import type { JsonObject } from '../json-object.js';
import { PERMISSIONS, type PermissionValue } from '../permissions.js';
import type { App } from '../state/apps.js';
import { DEFAULT_ROLE, type StoredRole } from '../state/role-store.js';
import { readNewRole, readPermissions, readRoleChanges } from '../validate/role.js';
import { appIn, bodyOf, type PageParts, respondJson } from './page-call.js';
import { createRole, deleteRole, requireRole } from './roles.js';

/** The roles of an app with the permissions that were set, and all permissions that exist. */
export function pageRoleRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.get('/permissions', () => respondJson({ permissions: [...PERMISSIONS.values()] }));

  routes.get('/apps/:app/roles', (call) => respondJson({ roles: rolesOf(appIn(call, parts)) }));

  routes.post('/apps/:app/roles', (call) => {
    const app = appIn(call, parts);
    const body = bodyOf(call);
    const fields = readNewRole(body);
    const permissions = permissionsOf(body, app);
    const role = createRole(app, fields, parts.config.limits.roles);
    replacePermissions(app, role, permissions);
    return respondJson(role);
  });

  // Replaces all permissions of the role.
  routes.put('/apps/:app/roles/:role', (call) => {
    const app = appIn(call, parts);
    const body = bodyOf(call);
    const changes = readRoleChanges(body);
    const permissions = permissionsOf(body, app);
    const role = requireRole(app, call);
    app.roles.update(role, changes);
    replacePermissions(app, role, permissions);
    return respondJson(role);
  });

  routes.delete('/apps/:app/roles/:role', (call) => {
    const app = appIn(call, parts);
    deleteRole(app, requireRole(app, call));
    return respondJson({});
  });

  return routes;
}

/** The permissions in a body. An absent field means none. */
function permissionsOf({ permissions = {} }: JsonObject, app: App): Record<string, PermissionValue> {
  return readPermissions({ permissions }, app.roles);
}

function replacePermissions(app: App, role: StoredRole, permissions: Record<string, PermissionValue>): void {
  for (const id of Object.keys(role.permissions)) if (!(id in permissions)) app.roles.unsetPermission(role, id);
  if (Object.keys(permissions).length > 0) app.roles.setPermissions(role, permissions);
}

/** Each role with the number of its users, oldest role first. */
function rolesOf(app: App): object[] {
  const counts = new Map<string, number>();
  for (const { role } of app.users.all()) counts.set(role, (counts.get(role) ?? 0) + 1);
  const roles = app.roles.newestFirst().reverse();
  return roles.map(({ role, name, description, permissions }) => {
    return { role, name, description, permissions, users: counts.get(role) ?? 0, isDefault: role === DEFAULT_ROLE };
  });
}
