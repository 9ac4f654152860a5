import { ok } from '../answer.js';
import { cannotBlockSelf, uidNotFound } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';
import { readChoice } from '../validate/query.js';
import { readUids } from '../validate/uids.js';
import { type Member, requireActiveUser, requireKey, requireMember } from './auth.js';
import { requireFeature } from './permit.js';
import { relatedUsersAnswer } from './related-users.js';

const DIRECTIONS = ['both', 'blockedByMe', 'hasBlockedMe'] as const;

/**
 * `/users/{uid}/blockedusers` for API keys, and `/blockedusers` for the user who sends the request. No page documents
 * the second; the vendor's Chat SDK uses it. Source:
 * [blocked users](https://www.cometchat.com/docs/rest-api/blocked-users).
 */
export function blockedUserRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  const asAdmin = (call: Call) => {
    const app = requireKey(call, 'fullAccess');
    return { app, user: requireActiveUser(app, param(call, 'uid')) };
  };
  const asMember = (feature: string) => (call: Call) => {
    const member = requireMember(call);
    requireFeature(member, feature);
    return member;
  };

  for (const [path, blocker, unblocker, reader] of [
    ['/users/:uid/blockedusers', asAdmin, asAdmin, asAdmin],
    ['/blockedusers', asMember('blockUser'), asMember('unblockUser'), asMember('getBlockedUsers')],
  ] as const) {
    routes.post(path, (call) => change(call, blocker(call), block));
    routes.delete(path, (call) => change(call, unblocker(call), unblock));
    routes.get(path, (call) => list(call, reader(call)));
  }

  function change(call: Call, caller: Caller, apply: Apply): Response {
    const uids = readUids(objectIn(call, limits.bodyBytes), 'blockedUids');
    const { app, user } = caller;
    if (uids.some((uid) => app.users.find(uid) === user)) throw cannotBlockSelf();
    return ok(call, Object.fromEntries(uids.map((uid) => [uid, changeOne(app, user, uid, apply)])));
  }

  // An API key gets the users that the user blocked. Only the vendor's SDK uses a direction, and it omits the parameter
  // for `both`.
  function list(call: Call, caller: Caller): Response {
    const { app, user } = caller;
    const usual = 'token' in caller ? 'both' : 'blockedByMe';
    const direction = readChoice(call, 'direction', DIRECTIONS) ?? usual;
    const uids = new Set<string>();
    if (direction !== 'hasBlockedMe') for (const { to } of app.blocks.from(user.uid)) uids.add(to);
    if (direction !== 'blockedByMe') for (const { from } of app.blocks.to(user.uid)) uids.add(from);
    return relatedUsersAnswer(call, app, user, [...uids], limits.perPageMax);
  }

  return routes;
}

type Caller = Pick<Member, 'app' | 'user'>;

/** Applies one change and returns its success message. */
type Apply = (app: App, me: StoredUser, other: StoredUser) => string;

function changeOne(app: App, me: StoredUser, uid: string, apply: Apply): object {
  const other = app.users.findActive(uid);
  if (other === undefined) return uidNotFound(uid).toFailure();
  return { success: true, message: apply(app, me, other) };
}

const block: Apply = (app, me, other) => {
  app.blocks.add(me.uid, other.uid);
  return `The user ${me.uid} has blocked the user ${other.uid}.`;
};

const unblock: Apply = (app, me, other) => {
  app.blocks.remove(me.uid, other.uid);
  return `The user ${me.uid} has unblocked the user ${other.uid}.`;
};
