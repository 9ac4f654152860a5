import { Hono } from 'hono';
import { appOf, requireMember } from '../http/auth.js';
import { type Env, ok, type Service } from '../http/context.js';
import { requireFeature } from '../http/permit.js';
import { clientSettings } from '../settings.js';

/**
 * `/settings`, which no page documents: the vendor's Chat SDK reads it where a login had none, and on one path without
 * an auth token.
 */
export function settingsRoutes(service: Service): Hono<Env> {
  return new Hono<Env>().get('/settings', (call) => {
    appOf(call, service);
    if (call.req.header('authtoken')) requireFeature(requireMember(call, service), 'listSettings');
    return ok(clientSettings(call.req.url));
  });
}
