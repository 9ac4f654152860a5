import { Hono } from 'hono';
import type { Answer } from '../http/answer.js';
import { uidAlreadyExists } from '../http/api-error.js';
import { isMemberCall, requireKey, requireMember, requireReadingKey, requireUser } from '../http/auth.js';
import { type Call, done, type Env, ok, readBody, type Service } from '../http/context.js';
import { paginate } from '../paginate.js';
import type { App } from '../state/apps.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readFlag, readPage } from '../validate/query.js';
import { readNewUser, readUserChanges, type UserRules } from '../validate/user.js';
import { viewUser } from '../view.js';
import { cursorOf, filterUsers, listRow, readUserFilter } from './user-list.js';

/** `/users`. Source: [users](https://www.cometchat.com/docs/rest-api/users) and the pages below it. */
export function userRoutes(service: Service): Hono<Env> {
  const { limits } = service.config;
  const rulesOf = (app: App): UserRules => ({ roles: app.roles, metadataBytes: limits.metadataBytes });
  const routes = new Hono<Env>();

  routes.post('/users', (call) => {
    const app = requireKey(call, service, 'authOnly');
    const { user, withAuthToken } = readNewUser(readBody(call, limits.bodyBytes), rulesOf(app));
    // A deactivated user keeps its uid.
    if (app.users.find(user.uid)) throw uidAlreadyExists(user.uid);
    const row = viewUser(app.users.create(user), app, 'admin');
    return ok(withAuthToken ? { ...row, authToken: app.tokens.issue(user.uid).authToken } : row);
  });

  routes.get('/users', (call) => {
    const app = requireReadingKey(call, service);
    const users = filterUsers(app, readUserFilter(call));
    if (readFlag(call, 'count')) return ok({ count: users.length });
    const { data, meta } = paginate(users, readPage(call, limits.perPageMax));
    const withTags = readFlag(call, 'withTags');
    return ok(
      data.map((user) => listRow(user, app, withTags)),
      { meta, ...cursorOf(data) },
    );
  });

  routes.get('/users/:uid', (call) => (isMemberCall(call) ? readAsMember(call) : readAsAdmin(call)));

  function readAsMember(call: Call): Answer {
    const { app, user } = requireMember(call, service);
    return ok(viewUser(requireUser(app, uidOf(call)), app, user));
  }

  function readAsAdmin(call: Call): Answer {
    const app = requireReadingKey(call, service);
    const onBehalfOf = call.req.header('onbehalfof');
    const reader = onBehalfOf ? requireUser(app, onBehalfOf) : 'admin';
    return ok(viewUser(requireUser(app, uidOf(call)), app, reader));
  }

  routes.put('/users/:uid', (call) => {
    const app = requireKey(call, service, 'authOnly');
    const changes = readUserChanges(readBody(call, limits.bodyBytes), rulesOf(app));
    const user = requireUser(app, uidOf(call));
    app.users.update(user, changes);
    return ok(viewUser(user, app, 'admin'));
  });

  // `permanent` is in the body on one of the vendor's pages and in the query on another; a deactivated user can be
  // deleted permanently, but not deactivated once more.
  routes.delete('/users/:uid', (call) => {
    const app = requireKey(call, service, 'fullAccess');
    const { permanent } = readFields(readBody(call, limits.bodyBytes), { permanent: check.boolean });
    const forGood = permanent === true || readFlag(call, 'permanent');
    const user = (forGood && app.users.find(uidOf(call))) || requireUser(app, uidOf(call));
    if (forGood) {
      app.tokens.revokeAll(user.uid);
      app.users.remove(user);
    } else {
      app.users.deactivate(user);
    }
    return done(`The user ${user.uid} was deleted.`);
  });

  return routes;
}

function uidOf(call: Call): string {
  return call.req.param('uid') ?? '';
}
