import * as z from 'zod/mini';
import { ok } from '../answer.js';
import { newRoutes, type Routes } from '../exchange.js';
import { signJwt } from '../jwt.js';
import { objectIn } from '../middleware/body.js';
import type { Service } from '../service.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { requireMember } from './auth.js';

/** The vendor publishes no length limit for a session id, so only the limit of the body applies. */
const FIELDS = z.object({
  sessionId: check.text(Number.MAX_SAFE_INTEGER),
  passthrough: z.exactOptional(check.string),
});

/**
 * `/call_tokens` of the calls host. With its token, the vendor's Calls SDK joins a call. The token is signed with
 * HS256, and the key is the `apiKey` of the emulator. The payload follows the types of the vendor's Calls SDK 4.
 */
export function callTokenRoutes(service: Service): Routes {
  const { limits, now } = service.config;
  const routes = newRoutes();

  routes.post('/call_tokens', async (call) => {
    const { app, user, token } = requireMember(call);
    const { sessionId, passthrough } = readFields(objectIn(call, limits.bodyBytes), FIELDS);
    const payload = {
      appId: app.id,
      region: call.env.host.region ?? 'us',
      authToken: token.authToken,
      user: { uid: user.uid, name: user.name, avatar: user.avatar },
      sessionId,
      passthrough,
      iat: now(),
    };
    return ok(call, { token: await signJwt(payload, service.apps.ownKeys.apiKey) });
  });

  return routes;
}
