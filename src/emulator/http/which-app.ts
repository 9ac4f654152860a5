import { APP_ID_PATTERN } from '../app-id.js';
import { API_KEY, AUTH_KEY } from '../keys.js';
import type { App, Apps } from '../state/apps.js';
import { invalidAppId } from './api-error.js';
import type { Received } from './call.js';

/** CometChat's three APIs, as host names tell them apart. */
type Api = 'admin' | 'client' | 'calls';

/** What a host name says. */
export interface HostName {
  readonly appId?: string;
  readonly api?: Api;
  readonly region?: string;
  /** `cometchat.io`, or one of the two other domains. */
  readonly domain?: string;
}

// Source: https://www.cometchat.com/docs/fundamentals/network-allowlist
const HOST = /^(?:([^.]+)\.)?(api|apiclient|call)-([a-z0-9]+)\.(cometchat\.io|cc-cluster-2\.io|cc-edge-2\.io)$/;
const APIS: Readonly<Record<string, Api>> = { api: 'admin', apiclient: 'client', call: 'calls' };

/** Reads `{appId}.api-{region}.cometchat.io` and its siblings; empty for any other host. */
export function readHostName(hostname: string): HostName {
  // Most are an address or `localhost`.
  if (!hostname.includes('-')) return {};
  const [, appId, api, region, domain] = HOST.exec(hostname) ?? [];
  if (api === undefined || region === undefined || domain === undefined) return {};
  const rest = { api: APIS[api] ?? 'admin', region, domain };
  return appId === undefined ? rest : { appId, ...rest };
}

/** What tells for which app a request is. */
type Addressed = Pick<Received, 'hostname' | 'headers'>;

/** The app id that the host or the `appid` header names; empty for none. */
export function appIdOf({ hostname, headers }: Addressed): string {
  return readHostName(hostname).appId ?? headers.appid ?? '';
}

/**
 * The app that a request is for: the host's, else the `appid` header's, else that of its auth token (the vendor's Calls
 * SDK sends nothing more) or of its API key, else the default one. `undefined` for an app that does not exist yet, unless the
 * request has one of the two keys of a new app: then the app is created.
 */
export function whichApp(addressed: Addressed, apps: Apps): App | undefined {
  const { authtoken, apikey } = addressed.headers;
  const appId = appIdOf(addressed);
  if (appId !== '') return named(appId, apikey, apps);
  return (authtoken && apps.withToken(authtoken)) || (apikey && apps.withKey(apikey)) || apps.default;
}

function named(appId: string, apiKey: string | undefined, apps: Apps): App | undefined {
  if (!APP_ID_PATTERN.test(appId)) throw invalidAppId(appId);
  return apiKey === API_KEY || apiKey === AUTH_KEY ? apps.open(appId) : apps.find(appId);
}
