import { requireMember } from '../http/auth.js';
import { ok, readBody, type Service } from '../http/context.js';
import { Router } from '../http/router.js';
import { readHostName } from '../http/which-app.js';
import { signJwt } from '../jwt.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';

/** The vendor publishes no length limit for a session id, so only the limit of the body applies. */
const FIELDS = { sessionId: check.text(Number.MAX_SAFE_INTEGER), passthrough: check.string };

/**
 * `/call_tokens` of the calls host. With its token, the vendor's Calls SDK joins a call. The token is signed with
 * HS256, and the key is the `apiKey` of the emulator. The payload follows the types of the vendor's Calls SDK 4.
 */
export function callTokenRoutes(service: Service): Router {
  const { limits, now } = service.config;
  const routes = new Router();

  routes.post('/call_tokens', async (call) => {
    const { app, user, token } = requireMember(call, service);
    const { sessionId, passthrough } = readFields(readBody(call, limits.bodyBytes), FIELDS, ['sessionId']);
    const payload = {
      appId: app.id,
      region: readHostName(call.received.hostname).region ?? 'us',
      authToken: token.authToken,
      user: { uid: user.uid, name: user.name, avatar: user.avatar },
      sessionId,
      passthrough,
      iat: now(),
    };
    return ok({ token: await signJwt(payload, app.ownKeys.apiKey) });
  });

  return routes;
}
