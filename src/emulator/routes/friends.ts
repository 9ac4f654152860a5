import { done, ok } from '../answer.js';
import { ApiError, alreadyFriend, badRequest, cannotBefriendSelf, notAFriend, tooManyFriends } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';
import { readUids } from '../validate/uids.js';
import { requireActiveUser, requireKey } from './auth.js';
import { relatedUsersAnswer } from './related-users.js';

const COLLECTION = '/users/:uid/friends';

/**
 * The most users in one request that adds friends. Source: [friends](https://www.cometchat.com/docs/rest-api/friends).
 */
const ADD_MAX_COUNT = 25;

/** `/users/{uid}/friends`. Source: [friends](https://www.cometchat.com/docs/rest-api/friends). */
export function friendRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  const callerOf = (call: Call) => {
    const app = requireKey(call, 'fullAccess');
    return { app, user: requireActiveUser(app, param(call, 'uid')) };
  };

  routes.post(COLLECTION, (call) => {
    const { app, user } = callerOf(call);
    const uids = readUids(objectIn(call, limits.bodyBytes), 'accepted');
    if (uids.length > ADD_MAX_COUNT)
      throw badRequest({ accepted: [`The accepted must have at most ${ADD_MAX_COUNT} entries.`] });
    if (uids.some((uid) => app.users.find(uid) === user)) throw cannotBefriendSelf();
    const accepted = new Map<string, object>();
    for (const uid of uids) if (!accepted.has(uid)) accepted.set(uid, accept(app, user, uid, limits.friends));
    return ok(call, { accepted: Object.fromEntries(accepted) });
  });

  routes.get(COLLECTION, (call) => {
    const { app, user } = callerOf(call);
    return relatedUsersAnswer(call, app, user, app.friends.of(user.uid), limits.perPageMax);
  });

  // The response has one result for all users. So one user who is not a friend fails the request, and no friend is
  // removed.
  routes.delete(COLLECTION, (call) => {
    const { app, user } = callerOf(call);
    const others = readUids(objectIn(call, limits.bodyBytes), 'friends').map((uid) => {
      const other = app.users.find(uid);
      if (other === undefined || !app.friends.has(user.uid, other.uid)) throw notAFriend(user.uid, uid);
      return other.uid;
    });
    for (const uid of others) app.friends.remove(user.uid, uid);
    return done(call, 'The friends were removed.');
  });

  return routes;
}

/** Makes two users friends. Throws when a rule forbids it. */
export function befriend(app: App, user: StoredUser, other: StoredUser, max: number): void {
  if (other === user) throw cannotBefriendSelf();
  if (app.friends.has(user.uid, other.uid)) throw alreadyFriend(user.uid, other.uid);
  for (const { uid } of [user, other]) if (app.friends.of(uid).length >= max) throw tooManyFriends(uid, max);
  app.friends.add(user.uid, other.uid);
}

function accept(app: App, user: StoredUser, uid: string, max: number): object {
  try {
    const other = requireActiveUser(app, uid);
    befriend(app, user, other, max);
    return { success: true, message: `The users ${user.uid} and ${other.uid} are friends.` };
  } catch (error) {
    if (error instanceof ApiError) return error.toFailure();
    throw error;
  }
}
