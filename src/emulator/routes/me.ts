import { type Member, requireMember } from '../http/auth.js';
import type { Call } from '../http/call.js';
import { done, ok, readBody, type Service } from '../http/context.js';
import { requireFeature } from '../http/permit.js';
import { Router } from '../http/router.js';
import { randomHex } from '../random.js';
import { sessionToken } from '../session-token.js';
import { clientSettings } from '../settings.js';
import { isLogin, readLogin } from '../validate/device.js';
import { readOwnChanges } from '../validate/user.js';
import { viewUser } from '../view.js';

/**
 * `/me`, which no page documents: the vendor's Chat SDK logs in, updates the own profile and logs out with it. That it can be
 * read is known from the list of [features](https://www.cometchat.com/docs/rest-api/restrict-features).
 */
export function meRoutes(service: Service): Router {
  const { limits, metadataMerge, now } = service.config;
  const routes = new Router();

  routes.get('/me', (call) => {
    const member = requireMember(call, service);
    requireFeature(member, 'getMyDetails');
    return ok(viewUser(member.user, member.app, member.user));
  });

  routes.put('/me', async (call) => {
    const member = requireMember(call, service);
    requireFeature(member, 'updateAuthToken');
    const body = readBody(call, limits.bodyBytes);
    if (isLogin(body)) logIn(member, body);
    else updateOwnProfile(member, body);
    return ok(await session(call, member));
  });

  routes.delete('/me', (call) => {
    const member = requireMember(call, service);
    requireFeature(member, 'logout');
    const { app, user, token } = member;
    app.tokens.revoke(token);
    return done(`The user ${user.uid} was logged out.`);
  });

  function logIn({ app, user, token }: Member, body: Record<string, unknown>): void {
    app.tokens.enter(token, readLogin(body));
    app.users.touch(user);
  }

  function updateOwnProfile({ app, user }: Member, body: Record<string, unknown>): void {
    app.users.update(user, readOwnChanges(body, app.rules), metadataMerge);
  }

  /** What the vendor's SDK keeps of its user: its token, what its socket wants, and where to go on. */
  async function session(call: Call, { app, user, token }: Member): Promise<object> {
    return {
      ...viewUser(user, app, user),
      authToken: token.authToken,
      wsChannel: { identity: `[${app.id}]${user.uid}` },
      jwt: await sessionToken(app, user, now()),
      fat: randomHex(20),
      settings: clientSettings(call.received.url),
    };
  }

  return routes;
}
