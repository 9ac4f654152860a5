import { readHostName } from './host-name.js';

/**
 * The `settings` of a login. The vendor's Chat SDK sends every later request to the host named here, which has no
 * scheme. We name the host that received the login. `APP_VERSION` decides how that SDK (4.2.0) behaves on a reload.
 * With `v3.0` it restores its session without a request. Without `APP_VERSION`, or with a number in it, the SDK logs in
 * again and has no user until then.
 */
export function clientSettings(requestUrl: string): Record<string, string | boolean> {
  const url = new URL(requestUrl);
  const { appId, region, domain } = readHostName(url.hostname);
  const prefix = appId === undefined ? '' : `${appId}.`;
  const name = (api: string) => (domain === undefined ? url.hostname : `${prefix}${api}-${region}.${domain}`);
  const host = (api: string) => name(api) + (url.port && `:${url.port}`);
  return {
    ADMIN_API_HOST: host('api'),
    CLIENT_API_HOST: host('apiclient'),
    CHAT_API_VERSION: 'v3.0',
    CHAT_HOST: name('websocket'),
    CHAT_WSS_PORT: url.port || (url.protocol === 'http:' ? '80' : '443'),
    APP_VERSION: 'v3.0',
    ANALYTICS_HOST: host('apiclient'),
    ANALYTICS_VERSION: 'v3.0',
    ANALYTICS_PING_DISABLED: true,
  };
}
