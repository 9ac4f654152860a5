import { authTokenNotFound, uidNotFound } from '../api-error.js';
import { newRoutes, param, type Routes } from '../exchange.js';
import { maskText } from '../page/mask.js';
import type { StoredToken } from '../state/token-store.js';
import { appIn, type PageParts, respondJson, userIn } from './page-call.js';

/**
 * Auth tokens of a user, newest first. The id of a token is a short part of it, so that a link to it reveals no secret.
 */
export function pageTokenRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.get('/apps/:app/users/:uid/tokens', (call) => {
    const app = appIn(call, parts);
    const secrets = call.req.query('secrets') === 'true';
    const tokens = app.tokens.of(userIn(call, app).uid).reverse();
    return respondJson({ tokens: tokens.map((token) => showToken(token, secrets)) });
  });

  routes.post('/apps/:app/users/:uid/tokens', (call) => {
    const app = appIn(call, parts);
    const user = userIn(call, app);
    if (user.deactivatedAt !== undefined) throw uidNotFound(user.uid);
    return respondJson(showToken(app.tokens.issue(user.uid), true));
  });

  routes.delete('/apps/:app/users/:uid/tokens', (call) => {
    const app = appIn(call, parts);
    app.tokens.revokeAll(userIn(call, app).uid);
    return respondJson({});
  });

  routes.delete('/apps/:app/users/:uid/tokens/:id', (call) => {
    const app = appIn(call, parts);
    const id = param(call, 'id');
    const token = app.tokens.of(userIn(call, app).uid).find((one) => idOf(one) === id);
    if (token === undefined) throw authTokenNotFound(id);
    app.tokens.revoke(token);
    return respondJson({});
  });

  return routes;
}

/** Ten of the thirty random digits: enough to identify a token, too few to log in with. */
function idOf({ authToken }: StoredToken): string {
  return authToken.slice(-10);
}

function showToken(token: StoredToken, secrets: boolean): object {
  const { authToken, createdAt, device, inUse } = token;
  return {
    id: idOf(token),
    authToken: secrets ? authToken : maskText(authToken) + authToken.slice(-4),
    createdAt,
    inUse,
    platform: device.platform,
  };
}
