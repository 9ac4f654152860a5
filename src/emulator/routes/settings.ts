import { invalidAppId } from '../http/api-error.js';
import { appOf, requireMember } from '../http/auth.js';
import { ok, type Service } from '../http/context.js';
import { requireFeature } from '../http/permit.js';
import { Router } from '../http/router.js';
import { appIdOf } from '../http/which-app.js';
import { clientSettings } from '../settings.js';

/**
 * `/settings`. No page documents it. The vendor's Chat SDK reads it when the login had no settings, and on one path
 * without an auth token.
 */
export function settingsRoutes(service: Service): Router {
  return new Router().get('/settings', (call) => {
    const app = appOf(call, service);
    if (call.header('authtoken')) requireFeature(requireMember(call, service), 'listSettings');
    else if (app === undefined) throw invalidAppId(appIdOf(call.received));
    return ok(clientSettings(call.received.url));
  });
}
