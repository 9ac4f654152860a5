import { badRequest, roleAlreadyExists, roleDeleteDenied, roleNotFound } from '../http/api-error.js';
import { requireKey } from '../http/auth.js';
import type { Call } from '../http/call.js';
import { done, ok, readBody, type Service } from '../http/context.js';
import { Router } from '../http/router.js';
import { paginate } from '../paginate.js';
import type { App } from '../state/apps.js';
import { eraseRole } from '../state/erase.js';
import { DEFAULT_ROLE, type RoleRecord } from '../state/role-store.js';
import { readPage } from '../validate/query.js';
import { readNewRole, readRoleChanges } from '../validate/role.js';

/** `/roles`. Source: [roles](https://www.cometchat.com/docs/rest-api/roles). */
export function roleRoutes(service: Service): Router {
  const { limits } = service.config;
  const routes = new Router();

  routes.post('/roles', (call) => {
    const { roles } = requireKey(call, service, 'fullAccess');
    const { role, fields } = readNewRole(readBody(call, limits.bodyBytes));
    if (roles.has(role)) throw roleAlreadyExists(role);
    if (roles.table.size >= limits.roles)
      throw badRequest({ role: [`The app must have at most ${limits.roles} roles.`] });
    return ok(viewRole(roles.create(role, fields)));
  });

  routes.get('/roles', (call) => {
    const { roles } = requireKey(call, service, 'fullAccess');
    const { data, meta } = paginate(roles.newestFirst(), readPage(call, limits.perPageMax));
    return ok(data.map(viewRole), { meta });
  });

  routes.get('/roles/:role', (call) => ok(viewRole(readRole(call, service).role)));

  routes.put('/roles/:role', (call) => {
    const app = requireKey(call, service, 'fullAccess');
    const changes = readRoleChanges(readBody(call, limits.bodyBytes));
    const role = requireRole(app, call);
    app.roles.update(role, changes);
    return ok(viewRole(role));
  });

  routes.delete('/roles/:role', (call) => {
    const { app, role } = readRole(call, service);
    if (role.role === DEFAULT_ROLE) throw roleDeleteDenied(DEFAULT_ROLE);
    eraseRole(app, role);
    return done(`The role ${role.role} was deleted.`);
  });

  return routes;
}

/** The role in the path, for a `fullAccess` key. */
export function readRole(call: Call, service: Service): { app: App; role: RoleRecord } {
  const app = requireKey(call, service, 'fullAccess');
  return { app, role: requireRole(app, call) };
}

/** The role in the path. */
export function requireRole(app: App, call: Call): RoleRecord {
  const id = call.param('role');
  const role = app.roles.find(id);
  if (role === undefined) throw roleNotFound(id);
  return role;
}

function viewRole({ permissions: _, restricted: __, ...role }: RoleRecord): object {
  return role;
}
