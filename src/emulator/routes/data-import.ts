import { ok } from '../answer.js';
import { ApiError, badRequest, invalidImport, uidAlreadyExists } from '../api-error.js';
import { newRoutes, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import { type ImportedUser, readImportedUser } from '../validate/imported-user.js';
import { viewUser } from '../view.js';
import { requireKey } from './auth.js';

/** The most users in one request. Source: [data import](https://www.cometchat.com/docs/rest-api/data-import). */
const IMPORT_MAX_COUNT = 50;

/**
 * `/data_import/users`: users keyed by uid. Each one succeeds or fails independently. The body limit applies to each
 * user here. Source: [data import](https://www.cometchat.com/docs/rest-api/data-import).
 */
export function dataImportRoutes(service: Service): Routes {
  const { limits, importUpdates, metadataMerge } = service.config;
  const routes = newRoutes();

  routes.post('/data_import/users', (call) => {
    const app = requireKey(call, 'fullAccess');
    const { users } = objectIn(call, limits.bodyBytes * IMPORT_MAX_COUNT);
    if (typeof users !== 'object' || users === null || Array.isArray(users)) throw invalidImport();
    const entries = Object.entries(users);
    if (entries.length === 0 || entries.length > IMPORT_MAX_COUNT)
      throw badRequest({ users: [`The users must have 1 to ${IMPORT_MAX_COUNT} entries.`] });
    return ok(call, Object.fromEntries(entries.map(([uid, input]) => [uid, importOne(app, uid, input)])));
  });

  function importOne(app: App, uid: string, input: unknown): object {
    try {
      const { user, times } = readImportedUser(uid, input, app.rules);
      return { success: true, data: viewUser(put(app, user, times), app, 'admin') };
    } catch (error) {
      if (error instanceof ApiError) return { success: false, error: error.body() };
      throw error;
    }
  }

  function put(app: App, user: ImportedUser['user'], times: ImportedUser['times']) {
    const existing = app.users.find(user.uid);
    if (existing === undefined) return app.users.create(user, times);
    if (!importUpdates) throw uidAlreadyExists(user.uid);
    const { uid: _, ...set } = user;
    app.users.update(existing, { set, unset: [] }, metadataMerge);
    app.users.setTimes(existing, times);
    return existing;
  }

  return routes;
}
