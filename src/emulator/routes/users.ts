import { done, ok } from '../answer.js';
import { uidAlreadyExists } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { jsonIn, objectIn } from '../middleware/body.js';
import { paginate, type Rows } from '../paginate.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import { eraseUser } from '../state/erase.js';
import type { StoredUser } from '../state/stored-user.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readFlag, readPage } from '../validate/query.js';
import { type Creation, readNewUser, readNewUsers, readUserChanges } from '../validate/user.js';
import { type Reader, viewUser } from '../view.js';
import {
  isMemberCall,
  onBehalfOf,
  requireActiveUser,
  requireKey,
  requireMember,
  requireReadingKey,
  requireWritingKey,
} from './auth.js';
import { requireReadable } from './permit.js';
import { cursorOf, filterUsers, listAsMember, listRow, readUserFilter } from './user-list.js';

/** `/users`. Source: [users](https://www.cometchat.com/docs/rest-api/users) and the pages below it. */
export function userRoutes(service: Service): Routes {
  const { limits, metadataMerge } = service.config;
  const routes = newRoutes();

  // The vendor's page on user sync shows a list in the body, but not the response. We create all users of the list, or
  // none.
  routes.post('/users', (call) => {
    const app = requireWritingKey(call, service);
    const body = jsonIn(call, limits.bodyBytes);
    if (Array.isArray(body)) return ok(call, create(app, readNewUsers(body, app.rules)));
    return ok(call, create(app, [readNewUser(objectIn(call, limits.bodyBytes), app.rules)])[0]);
  });

  routes.get('/users', (call) => (isMemberCall(call) ? listForMember(call) : listForAdmin(call)));

  function listForMember(call: Call): Response {
    const member = requireMember(call);
    return listAnswer(call, member.app, listAsMember(call, member), member.user);
  }

  function listForAdmin(call: Call): Response {
    const app = requireReadingKey(call, service);
    return listAnswer(call, app, filterUsers(app, readUserFilter(call)), onBehalfOf(call, app) ?? 'admin');
  }

  function listAnswer(call: Call, app: App, users: Rows<StoredUser>, reader: Reader): Response {
    if (readFlag(call, 'count')) return ok(call, { count: users.length });
    const { data, meta } = paginate(users, readPage(call, limits.perPageMax));
    const withTags = readFlag(call, 'withTags');
    return ok(
      call,
      data.map((user) => listRow(user, app, reader, withTags)),
      { meta, ...cursorOf(data) },
    );
  }

  routes.get('/users/:uid', (call) => (isMemberCall(call) ? readAsMember(call) : readAsAdmin(call)));

  function readAsMember(call: Call): Response {
    const member = requireMember(call);
    const user = requireActiveUser(member.app, uidOf(call));
    requireReadable(member, user);
    return ok(call, viewUser(user, member.app, member.user));
  }

  function readAsAdmin(call: Call): Response {
    const app = requireReadingKey(call, service);
    const reader = onBehalfOf(call, app) ?? 'admin';
    return ok(call, viewUser(requireActiveUser(app, uidOf(call)), app, reader));
  }

  routes.put('/users/:uid', (call) => {
    const app = requireWritingKey(call, service);
    const changes = readUserChanges(objectIn(call, limits.bodyBytes), app.rules);
    const user = requireActiveUser(app, uidOf(call));
    app.users.update(user, changes, metadataMerge);
    return ok(call, viewUser(user, app, 'admin'));
  });

  // One of the vendor's pages has `permanent` in the body, another in the query. A deactivated user can be deleted
  // permanently, but not deactivated again.
  routes.delete('/users/:uid', (call) => {
    const app = requireKey(call, 'fullAccess');
    const { permanent } = readFields(objectIn(call, limits.bodyBytes), { permanent: check.boolean });
    const forGood = permanent === true || readFlag(call, 'permanent');
    const user = (forGood && app.users.find(uidOf(call))) || requireActiveUser(app, uidOf(call));
    if (forGood) eraseUser(app, user);
    else app.users.deactivate(user);
    return done(call, `The user ${user.uid} was deleted.`);
  });

  return routes;
}

/** Creates all users, or throws before the first. A deactivated user still occupies its uid. */
function create(app: App, creations: readonly Creation[]): object[] {
  const uids = new Set<string>();
  for (const { user } of creations) {
    if (app.users.find(user.uid) || uids.has(user.uid)) throw uidAlreadyExists(user.uid);
    uids.add(user.uid);
  }
  return creations.map(({ user, withAuthToken }) => {
    const row = viewUser(app.users.create(user), app, 'admin');
    return withAuthToken ? { ...row, authToken: app.tokens.issue(user.uid).authToken } : row;
  });
}

function uidOf(call: Call): string {
  return param(call, 'uid');
}
