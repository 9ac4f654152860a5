import { cannotBlockSelf, notAFriend } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import type { App } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';
import { befriend } from './friends.js';
import { appIn, bodyOf, type PageParts, requireAnyUser, respondJson, userIn } from './page-call.js';

const OF_USER = '/apps/:app/users/:uid';

/** The most users of each kind in one response. */
const SHOWN_MAX = 50;

/** The relations of a user: its friends, the users that it blocked, and the users that blocked it. */
export function pageRelationRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.get(`${OF_USER}/relations`, (call) => {
    const app = appIn(call, parts);
    const { uid } = userIn(call, app);
    return respondJson({
      friends: newestOf(app, app.friends.of(uid)),
      blocked: newestOf(
        app,
        app.blocks.from(uid).map(({ to }) => to),
      ),
      blockedBy: newestOf(
        app,
        app.blocks.to(uid).map(({ from }) => from),
      ),
    });
  });

  routes.post(`${OF_USER}/friends`, (call) => {
    const { app, user, other } = twoOf(call, parts);
    befriend(app, user, other, parts.config.limits.friends);
    return respondJson(nameOf(other));
  });

  routes.delete(`${OF_USER}/friends/:other`, (call) => {
    const app = appIn(call, parts);
    const [user, other] = [userIn(call, app), otherIn(call, app)];
    if (!app.friends.has(user.uid, other.uid)) throw notAFriend(user.uid, other.uid);
    app.friends.remove(user.uid, other.uid);
    return respondJson(nameOf(other));
  });

  routes.post(`${OF_USER}/blocked`, (call) => {
    const { app, user, other } = twoOf(call, parts);
    if (other === user) throw cannotBlockSelf();
    app.blocks.add(user.uid, other.uid);
    return respondJson(nameOf(other));
  });

  routes.delete(`${OF_USER}/blocked/:other`, (call) => {
    const app = appIn(call, parts);
    const [user, other] = [userIn(call, app), otherIn(call, app)];
    app.blocks.remove(user.uid, other.uid);
    return respondJson(nameOf(other));
  });

  return routes;
}

/** The user in the path and the user whose uid is in the body, active or deactivated. */
function twoOf(call: Call, parts: PageParts): { app: App; user: StoredUser; other: StoredUser } {
  const app = appIn(call, parts);
  const { uid } = bodyOf(call);
  return { app, user: userIn(call, app), other: requireAnyUser(app, typeof uid === 'string' ? uid.trim() : '') };
}

function otherIn(call: Call, app: App): StoredUser {
  return requireAnyUser(app, param(call, 'other'));
}

function newestOf(app: App, uids: readonly string[]): object {
  const shown = uids.slice(-SHOWN_MAX).reverse();
  return { count: uids.length, users: shown.flatMap((uid) => app.users.find(uid) ?? []).map(nameOf) };
}

function nameOf({ uid, name }: StoredUser): object {
  return { uid, name };
}
