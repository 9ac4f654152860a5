import { uidAlreadyExists } from '../api-error.js';
import { type Call, newRoutes, type Routes } from '../exchange.js';
import { paginateBackwards, type Rows } from '../paginate.js';
import type { App } from '../state/apps.js';
import { eraseUser } from '../state/erase.js';
import type { StoredUser } from '../state/stored-user.js';
import { readNewUser, readUserChanges } from '../validate/user.js';
import { viewUser } from '../view.js';
import { appIn, bodyOf, type PageParts, respondJson, userIn, wholeNumber } from './page-call.js';
import { filterUsers } from './user-list.js';

/** The most rows in one page of the list. */
const PER_PAGE_MAX = 100;
const SHOWN = new Map([
  ['active', 'without'],
  ['deactivated', 'only'],
] as const);

/** The users of an app, newest first, including deactivated ones. */
export function pageUserRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.get('/apps/:app/users', (call) => {
    const app = appIn(call, parts);
    const perPage = wholeNumber(call.req.query('perPage'), 'perPage', 50, PER_PAGE_MAX);
    const page = wholeNumber(call.req.query('page'), 'page', 1, Number.MAX_SAFE_INTEGER);
    const { data, meta } = paginateBackwards(find(call, app), { page, perPage });
    const users = data.map((user) => detailsOf(user, app));
    return respondJson({ users, ...meta.pagination });
  });

  routes.post('/apps/:app/users', (call) => {
    const app = appIn(call, parts);
    const { user } = readNewUser(bodyOf(call), app.rules);
    if (app.users.find(user.uid)) throw uidAlreadyExists(user.uid);
    return respondJson(detailsOf(app.users.create(user), app));
  });

  routes.get('/apps/:app/users/:uid', (call) => {
    const app = appIn(call, parts);
    return respondJson(detailsOf(userIn(call, app), app));
  });

  routes.put('/apps/:app/users/:uid', (call) => {
    const app = appIn(call, parts);
    const changes = readUserChanges(bodyOf(call), app.rules);
    const user = userIn(call, app);
    app.users.update(user, changes);
    return respondJson(detailsOf(user, app));
  });

  routes.post('/apps/:app/users/:uid/deactivate', (call) => {
    const app = appIn(call, parts);
    const user = userIn(call, app);
    if (user.deactivatedAt === undefined) app.users.deactivate(user);
    return respondJson(detailsOf(user, app));
  });

  routes.post('/apps/:app/users/:uid/reactivate', (call) => {
    const app = appIn(call, parts);
    const user = userIn(call, app);
    if (user.deactivatedAt !== undefined) app.users.reactivate(user);
    return respondJson(detailsOf(user, app));
  });

  routes.delete('/apps/:app/users/:uid', (call) => {
    const app = appIn(call, parts);
    eraseUser(app, userIn(call, app));
    return respondJson({});
  });

  return routes;
}

function find(call: Call, app: App): Rows<StoredUser> {
  const searchKey = (call.req.query('search') ?? '').trim().toLowerCase();
  const deactivated = SHOWN.get((call.req.query('show') ?? '') as 'active') ?? 'with';
  const everything = { status: undefined, roles: new Set<string>(), tags: [], uids: new Set<string>() };
  return filterUsers(app, { ...everything, searchKey, searchIn: ['uid', 'name'], deactivated });
}

function detailsOf(user: StoredUser, app: App): object {
  return { ...viewUser(user, app, 'admin'), tokens: app.tokens.of(user.uid).length };
}
