import { ok } from '../answer.js';
import { newRoutes, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import type { Service } from '../service.js';
import type { StoredUser } from '../state/stored-user.js';
import { readUids } from '../validate/uids.js';
import { requireKey } from './auth.js';

/**
 * Deactivates and reactivates many users at once. The response omits uids that do not exist or already have that state.
 * Source: [deactivate](https://www.cometchat.com/docs/rest-api/users/deactivate).
 */
export function userBatchRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  routes.delete('/users', (call) => {
    const app = requireKey(call, 'fullAccess');
    const uids = readUids(objectIn(call, limits.bodyBytes), 'uidsToDeactivate');
    return ok(call, {
      deactivatedUids: change(
        uids,
        (uid) => app.users.findActive(uid),
        (user) => app.users.deactivate(user),
      ),
    });
  });

  // The service chose the name of this field. It lists the reactivated users.
  routes.put('/users', (call) => {
    const app = requireKey(call, 'fullAccess');
    const uids = readUids(objectIn(call, limits.bodyBytes), 'uidsToActivate');
    const findDeactivated = (uid: string) => (app.users.findActive(uid) ? undefined : app.users.find(uid));
    return ok(call, { nonDeactivatedUids: change(uids, findDeactivated, (user) => app.users.reactivate(user)) });
  });

  return routes;
}

function change(
  uids: readonly string[],
  find: (uid: string) => StoredUser | undefined,
  apply: (user: StoredUser) => void,
): string[] {
  const changed: string[] = [];
  for (const uid of uids) {
    const user = find(uid);
    if (user === undefined) continue;
    apply(user);
    changed.push(user.uid);
  }
  return changed;
}
