import { done, ok } from '../answer.js';
import { badRequest, roleAlreadyExists, roleDeleteDenied, roleNotFound } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import { paginate } from '../paginate.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import { eraseRole } from '../state/erase.js';
import { DEFAULT_ROLE, type StoredRole } from '../state/role-store.js';
import { readPage } from '../validate/query.js';
import { type NewRole, readNewRole, readRoleChanges } from '../validate/role.js';
import { requireKey } from './auth.js';

/** `/roles`. Source: [roles](https://www.cometchat.com/docs/rest-api/roles). */
export function roleRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  routes.post('/roles', (call) => {
    const app = requireKey(call, 'fullAccess');
    return ok(call, viewRole(createRole(app, readNewRole(objectIn(call, limits.bodyBytes)), limits.roles)));
  });

  routes.get('/roles', (call) => {
    const { roles } = requireKey(call, 'fullAccess');
    const { data, meta } = paginate(roles.newestFirst(), readPage(call, limits.perPageMax));
    return ok(call, data.map(viewRole), { meta });
  });

  routes.get('/roles/:role', (call) => ok(call, viewRole(readRole(call).role)));

  routes.put('/roles/:role', (call) => {
    const app = requireKey(call, 'fullAccess');
    const changes = readRoleChanges(objectIn(call, limits.bodyBytes));
    const role = requireRole(app, call);
    app.roles.update(role, changes);
    return ok(call, viewRole(role));
  });

  routes.delete('/roles/:role', (call) => {
    const { app, role } = readRole(call);
    deleteRole(app, role);
    return done(call, `The role ${role.role} was deleted.`);
  });

  return routes;
}

/** The role in the path, for a `fullAccess` key. */
export function readRole(call: Call): { app: App; role: StoredRole } {
  const app = requireKey(call, 'fullAccess');
  return { app, role: requireRole(app, call) };
}

/** The role in the path. */
export function requireRole(app: App, call: Call): StoredRole {
  const id = param(call, 'role');
  const role = app.roles.find(id);
  if (role === undefined) throw roleNotFound(id);
  return role;
}

/** Creates a role. Throws when it exists, or when the app has too many. */
export function createRole({ roles }: App, { role, fields }: NewRole, max: number): StoredRole {
  if (roles.has(role)) throw roleAlreadyExists(role);
  if (roles.table.size >= max) throw badRequest({ role: [`The app must have at most ${max} roles.`] });
  return roles.create(role, fields);
}

/** Deletes a role, but not the default one. */
export function deleteRole(app: App, role: StoredRole): void {
  if (role.role === DEFAULT_ROLE) throw roleDeleteDenied(DEFAULT_ROLE);
  eraseRole(app, role);
}

function viewRole({ permissions: _, restricted: __, ...role }: StoredRole): object {
  return role;
}
