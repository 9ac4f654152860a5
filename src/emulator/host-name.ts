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
  const [, appId, api, region, domain] = HOST.exec(hostname) ?? [];
  if (api === undefined || region === undefined || domain === undefined) return {};
  const rest = { api: APIS[api] ?? 'admin', region, domain };
  return appId === undefined ? rest : { appId, ...rest };
}
