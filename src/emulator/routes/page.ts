import { Hono } from 'hono';
import { apiNotFound } from '../http/api-error.js';
import { OWN_PATH } from '../http/guard.js';
import { ASSETS, PAGE } from '../page/assets.js';
import { faultRoutes } from './faults.js';
import { type Inside, respond, respondError } from './page-call.js';
import { pageImportRoutes } from './page-import.js';
import { pageRelationRoutes } from './page-relations.js';
import { pageRequestRoutes } from './page-requests.js';
import { pageRoleRoutes } from './page-roles.js';
import { pageTokenRoutes } from './page-tokens.js';
import { pageToolRoutes } from './page-tools.js';
import { pageUserRoutes } from './page-users.js';

const ROUTES = [
  pageUserRoutes,
  pageTokenRoutes,
  pageRelationRoutes,
  pageRoleRoutes,
  pageRequestRoutes,
  pageToolRoutes,
  pageImportRoutes,
];

/**
 * Serves the page at `/_emulator/` and its API below `/_emulator/api/`. The API is for the page only and may change
 * with it. The returned function handles a request. These requests do not appear in the log.
 */
export function createPage(inside: Inside): (request: Request) => Promise<Response> {
  const app = new Hono();
  app.onError(respondError);
  app.notFound((call) => respondError(apiNotFound(call.req.method, call.req.path)));
  app.use('*', async (call, next) => {
    inside.guard.check(call.req.raw);
    await next();
    if (call.req.method !== 'GET') inside.recorder.writes += 1;
  });
  app.get(OWN_PATH, (call) => call.redirect(`${OWN_PATH}/`));
  app.get(`${OWN_PATH}/`, () => respond(PAGE.type, PAGE.text));
  app.get(`${OWN_PATH}/assets/:name`, (call) => {
    const asset = ASSETS.get(call.req.param('name'));
    return asset ? respond(asset.type, asset.text) : call.notFound();
  });
  for (const routes of ROUTES) app.route(`${OWN_PATH}/api`, routes(inside));
  app.route('/', faultRoutes(inside.faults));
  return async (request) => app.fetch(request);
}
