import { ApiError, invalidAppId } from '../api-error.js';
import { APP_ID_PATTERN } from '../app-id.js';
import type { Call, Station } from '../exchange.js';
import type { Service } from '../service.js';
import type { App, Apps } from '../state/apps.js';

/** Finds the app of a request. An app id that no app can have is refused here. */
export function findApp({ config, apps }: Service): Station {
  return (call, next) => {
    if (config.requireAppId && appIdOf(call) === '')
      throw new ApiError(401, 'AUTH_ERR_EMPTY_APPID', 'The appId header is missing.');
    call.env.app = appOf(call, apps);
    return next();
  };
}

/** The app id in the host name or in the `appid` header. Empty when neither has one. */
export function appIdOf(call: Call): string {
  return call.env.host.appId ?? call.req.header('appid') ?? '';
}

/**
 * The host name decides, then the `appid` header, then the auth token (the vendor's Calls SDK sends only that), then the
 * API key. Otherwise it is the default app. `undefined` for an app that does not exist. A request with one of the two
 * keys of a new app creates the app.
 */
function appOf(call: Call, apps: Apps): App | undefined {
  const [appId, apiKey, authToken] = [appIdOf(call), call.req.header('apikey'), call.req.header('authtoken')];
  if (appId === '') return (authToken && apps.withToken(authToken)) || (apiKey && apps.withKey(apiKey)) || apps.default;
  if (!APP_ID_PATTERN.test(appId)) throw invalidAppId(appId);
  const { ownKeys } = apps;
  return apiKey === ownKeys.apiKey || apiKey === ownKeys.authKey ? apps.open(appId) : apps.find(appId);
}
