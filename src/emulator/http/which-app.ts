import { APP_ID_PATTERN } from '../app-id.js';
import type { App, Apps } from '../state/apps.js';
import { invalidAppId } from './api-error.js';
import type { Received } from './call.js';

/** CometChat's three APIs. Each has its own host names. */
type Api = 'admin' | 'client' | 'calls';

/** The parts of one of CometChat's host names. */
export interface HostName {
  readonly appId?: string;
  readonly api?: Api;
  readonly region?: string;
  /** `cometchat.io`, or one of the other two domains. */
  readonly domain?: string;
}

// Source: https://www.cometchat.com/docs/fundamentals/network-allowlist
const HOST = /^(?:([^.]+)\.)?(api|apiclient|call)-([a-z0-9]+)\.(cometchat\.io|cc-cluster-2\.io|cc-edge-2\.io)$/;
const APIS: Readonly<Record<string, Api>> = { api: 'admin', apiclient: 'client', call: 'calls' };

/** Reads `{appId}.api-{region}.cometchat.io` and similar names. Empty for any other host. */
export function readHostName(hostname: string): HostName {
  // A fast path: most host names are an IP address or `localhost`.
  if (!hostname.includes('-')) return {};
  const [, appId, api, region, domain] = HOST.exec(hostname) ?? [];
  if (api === undefined || region === undefined || domain === undefined) return {};
  const rest = { api: APIS[api] ?? 'admin', region, domain };
  return appId === undefined ? rest : { appId, ...rest };
}

/** The parts of a request that determine its app. */
type Addressed = Pick<Received, 'hostname' | 'headers'>;

/** The app id in the host name or in the `appid` header. Empty when neither has one. */
export function appIdOf({ hostname, headers }: Addressed): string {
  return readHostName(hostname).appId ?? headers.appid ?? '';
}

/**
 * The app of a request. The host name decides, then the `appid` header, then the auth token (the vendor's Calls SDK
 * sends only that), then the API key. Otherwise it is the default app. `undefined` for an app that does not exist. A
 * request with one of the two keys of a new app creates the app.
 */
export function whichApp(addressed: Addressed, apps: Apps): App | undefined {
  const { authtoken, apikey } = addressed.headers;
  const appId = appIdOf(addressed);
  if (appId !== '') return named(appId, apikey, apps);
  return (authtoken && apps.withToken(authtoken)) || (apikey && apps.withKey(apikey)) || apps.default;
}

function named(appId: string, apiKey: string | undefined, apps: Apps): App | undefined {
  if (!APP_ID_PATTERN.test(appId)) throw invalidAppId(appId);
  const own = apps.default.ownKeys;
  return apiKey === own.apiKey || apiKey === own.authKey ? apps.open(appId) : apps.find(appId);
}
