import { done, ok } from '../answer.js';
import { clientSettings } from '../client-settings.js';
import { type Call, newRoutes, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import { randomHex } from '../random.js';
import type { Service } from '../service.js';
import { sessionToken } from '../session-token.js';
import { isLogin, readLogin } from '../validate/device.js';
import { readOwnChanges } from '../validate/user.js';
import { viewUser } from '../view.js';
import { type Member, requireMember } from './auth.js';
import { requireFeature } from './permit.js';

/**
 * `/me`. No page documents it. The vendor's Chat SDK uses it to log in, to update the own profile and to log out. The
 * list of [features](https://www.cometchat.com/docs/rest-api/restrict-features) shows that it can be read too.
 */
export function meRoutes(service: Service): Routes {
  const { limits, metadataMerge, now } = service.config;
  const routes = newRoutes();

  routes.get('/me', (call) => {
    const member = requireMember(call);
    requireFeature(member, 'getMyDetails');
    return ok(call, viewUser(member.user, member.app, member.user));
  });

  routes.put('/me', async (call) => {
    const member = requireMember(call);
    requireFeature(member, 'updateAuthToken');
    const body = objectIn(call, limits.bodyBytes);
    if (isLogin(body)) logIn(member, body);
    else updateOwnProfile(member, body);
    return ok(call, await session(call, member));
  });

  routes.delete('/me', (call) => {
    const member = requireMember(call);
    requireFeature(member, 'logout');
    const { app, user, token } = member;
    app.tokens.revoke(token);
    return done(call, `The user ${user.uid} was logged out.`);
  });

  function logIn({ app, user, token }: Member, body: Record<string, unknown>): void {
    app.tokens.enter(token, readLogin(body));
    app.users.touch(user);
  }

  function updateOwnProfile({ app, user }: Member, body: Record<string, unknown>): void {
    app.users.update(user, readOwnChanges(body, app.rules), metadataMerge);
  }

  /**
   * The session data that the vendor's SDK stores: the user, its token, the data for its socket, and the hosts to use.
   */
  async function session(call: Call, { app, user, token }: Member): Promise<object> {
    return {
      ...viewUser(user, app, user),
      authToken: token.authToken,
      wsChannel: { identity: `[${app.id}]${user.uid}` },
      jwt: await sessionToken(service.apps, app, user, now()),
      fat: randomHex(20),
      settings: clientSettings(call.req.url),
    };
  }

  return routes;
}
