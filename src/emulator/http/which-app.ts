import type { App, Apps } from '../state/apps.js';
import { ApiError } from './api-error.js';
import type { Received } from './call.js';

/** An app id as a host name and a header can carry it. */
export const APP_ID_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;

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

/** Whether the host or the `appid` header says for which app a request is. */
export function namesApp({ hostname, headers }: Addressed): boolean {
  return (readHostName(hostname).appId ?? headers.appid ?? '') !== '';
}

/**
 * The app that a request is for: the host's, else the `appid` header's, else that of its auth token (the vendor's Calls
 * SDK sends nothing more) or of its API key, else the default one.
 */
export function whichApp({ hostname, headers }: Addressed, apps: Apps): App {
  const { appid, authtoken, apikey } = headers;
  const appId = readHostName(hostname).appId ?? appid;
  if (appId !== undefined && appId !== '') return named(appId, apps);
  return (authtoken && apps.withToken(authtoken)) || (apikey && apps.withKey(apikey)) || apps.default;
}

function named(appId: string, apps: Apps): App {
  if (APP_ID_PATTERN.test(appId)) return apps.named(appId);
  throw new ApiError(401, 'AUTH_ERR_INVALID_APPID', `The app id ${appId} does not exist in this region.`);
}
