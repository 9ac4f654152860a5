import { readHostName } from './http/which-app.js';

/**
 * The `settings` of a login, from which the vendor's Chat SDK takes every later host, without a scheme: whatever host
 * the login came to is where it goes on. Without `APP_VERSION` that SDK forgets its session on reload.
 */
export function clientSettings(requestUrl: string): Record<string, string | boolean> {
  const url = new URL(requestUrl);
  const { appId, region, domain } = readHostName(url.hostname);
  const prefix = appId === undefined ? '' : `${appId}.`;
  const host = (api: string) => (domain === undefined ? url.host : `${prefix}${api}-${region}.${domain}`);
  return {
    ADMIN_API_HOST: host('api'),
    CLIENT_API_HOST: host('apiclient'),
    CHAT_API_VERSION: 'v3.0',
    CHAT_HOST: domain === undefined ? url.hostname : host('websocket'),
    CHAT_WSS_PORT: url.port || (url.protocol === 'http:' ? '80' : '443'),
    APP_VERSION: '3',
    ANALYTICS_HOST: host('apiclient'),
    ANALYTICS_VERSION: 'v3.0',
    ANALYTICS_PING_DISABLED: true,
  };
}
