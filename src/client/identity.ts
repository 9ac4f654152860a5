import { randomId, userAgent } from '../session/platform.js';
import { VERSION } from '../version.js';

/**
 * The headers and the login body that identify a client, as the vendor's SDK 4.2.0 sends them (observed). Each client makes its own
 * and does not store them.
 */
export function identify(appId: string): { headers: Record<string, string>; device: object } {
  const [id, now] = [uuid(), Date.now()];
  return {
    headers: {
      appid: appId,
      sdk: `cometchat-users@${VERSION}`,
      resource: `WEB-${VERSION.replace(/\./g, '_')}-${id}-${now}`,
    },
    device: {
      platform: 'WEB',
      deviceId: `${appId}_${id}_${now}`,
      appInfo: { version: `v${VERSION}`, apiVersion: 'v3.0', userAgent: userAgent() },
    },
  };
}

/** A version 4 UUID: a random id with the version and the variant in it. */
function uuid(): string {
  const id = randomId();
  const variant = '89ab'[Number.parseInt(id.slice(16, 17), 16) % 4];
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-${variant}${id.slice(17, 20)}-${id.slice(20)}`;
}
