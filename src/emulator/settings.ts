import { readHostName } from './http/which-app.js';

/**
 * The `settings` of a login, from which the vendor's Chat SDK takes every later host, without a scheme: whatever host
 * the login came to is where it goes on. `APP_VERSION` decides what that SDK (4.2.0) does on a reload: without it, and with a text
 * that is a number, it logs in anew and has no user until then; with `v3.0` it restores its session without a request.
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
