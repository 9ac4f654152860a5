import { apiNotFound } from '../api-error.js';
import { newRoutes, param } from '../exchange.js';
import { OWN_PATH, type OwnHosts } from '../middleware/guard/own-hosts.js';
import { pageGuard } from '../middleware/guard/page-guard.js';
import { ASSETS, PAGE } from '../page/assets.js';
import type { Page } from '../pipeline.js';
import { faultRoutes } from './faults.js';
import { type PageParts, respond, respondError } from './page-call.js';
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
 * The page at `/_emulator/` and its API below `/_emulator/api/`. The API is for the page only and may change with it.
 */
export function createPage(parts: PageParts, ownHosts: OwnHosts): Page {
  const routes = newRoutes();
  routes.onError(respondError);
  routes.use(`${OWN_PATH}/*`, async (call, next) => {
    await next();
    if (call.req.method !== 'GET') parts.recorder.writes += 1;
  });
  routes.get(OWN_PATH, (call) => call.redirect(`${OWN_PATH}/`));
  routes.get(`${OWN_PATH}/`, () => respond(PAGE.type, PAGE.text));
  routes.get(`${OWN_PATH}/assets/:name`, (call, next) => {
    const asset = ASSETS.get(param(call, 'name'));
    return asset ? respond(asset.type, asset.text) : next();
  });
  for (const ofPart of ROUTES) routes.route(`${OWN_PATH}/api`, ofPart(parts));
  routes.route(OWN_PATH, faultRoutes(parts.faults));
  routes.all(`${OWN_PATH}/*`, (call) => respondError(apiNotFound(call.req.method, call.req.path)));
  return { guard: pageGuard(ownHosts), routes };
}
