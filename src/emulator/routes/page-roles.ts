import { badRequest, roleAlreadyExists, roleDeleteDenied, roleNotFound } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { PERMISSIONS, type PermissionValue } from '../permissions.js';
import type { App } from '../state/apps.js';
import { eraseRole } from '../state/erase.js';
import { DEFAULT_ROLE, type StoredRole } from '../state/role-store.js';
import type { JsonObject } from '../types.js';
import { readNewRole, readPermissions, readRoleChanges } from '../validate/role.js';
import { appIn, bodyOf, type Inside, respondJson } from './page-call.js';

/** The roles of an app with the permissions that were set, and all permissions that exist. */
export function pageRoleRoutes(inside: Inside): Routes {
  const routes = newRoutes();

  routes.get('/permissions', () => respondJson({ permissions: [...PERMISSIONS.values()] }));

  routes.get('/apps/:app/roles', (call) => respondJson({ roles: rolesOf(appIn(call, inside)) }));

  routes.post('/apps/:app/roles', async (call) => {
    const app = appIn(call, inside);
    const body = await bodyOf(call);
    const { role: id, fields } = readNewRole(body);
    const permissions = permissionsOf(body, app);
    if (app.roles.has(id)) throw roleAlreadyExists(id);
    const { roles: most } = inside.config.limits;
    if (app.roles.table.size >= most) throw badRequest({ role: [`The app must have at most ${most} roles.`] });
    const role = app.roles.create(id, fields);
    replacePermissions(app, role, permissions);
    return respondJson(role);
  });

  // Replaces all permissions of the role.
  routes.put('/apps/:app/roles/:role', async (call) => {
    const app = appIn(call, inside);
    const body = await bodyOf(call);
    const changes = readRoleChanges(body);
    const permissions = permissionsOf(body, app);
    const role = roleIn(call, app);
    app.roles.update(role, changes);
    replacePermissions(app, role, permissions);
    return respondJson(role);
  });

  routes.delete('/apps/:app/roles/:role', (call) => {
    const app = appIn(call, inside);
    const role = roleIn(call, app);
    if (role.role === DEFAULT_ROLE) throw roleDeleteDenied(DEFAULT_ROLE);
    eraseRole(app, role);
    return respondJson({});
  });

  return routes;
}

function roleIn(call: Call, app: App): StoredRole {
  const id = param(call, 'role');
  const role = app.roles.find(id);
  if (role === undefined) throw roleNotFound(id);
  return role;
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
