import { ok } from '../answer.js';
import { invalidAppId } from '../api-error.js';
import { clientSettings } from '../client-settings.js';
import { newRoutes, type Routes } from '../exchange.js';
import { appIdOf } from '../middleware/app.js';
import { requireMember } from './auth.js';
import { requireFeature } from './permit.js';

/**
 * `/settings`. No page documents it. The vendor's Chat SDK reads it when the login had no settings, and on one path
 * without an auth token.
 */
export function settingsRoutes(): Routes {
  return newRoutes().get('/settings', (call) => {
    if (call.req.header('authtoken')) requireFeature(requireMember(call), 'listSettings');
    else if (call.env.app === undefined) throw invalidAppId(appIdOf(call));
    return ok(call, clientSettings(call.req.url));
  });
}
