import { userAgent } from '../session/platform.js';
import { VERSION } from '../version.js';

/**
 * What a client says of itself, in the headers and the login body that the vendor's SDK sends (observed of its 4.2.0). It is made
 * anew for each client and stored nowhere.
 */
export function identify(appId: string): { headers: Record<string, string>; device: object } {
  const [id, now] = [uuid(), Date.now()];
  return {
    headers: {
      appid: appId,
      sdk: `cometchat-users@${VERSION}`,
      resource: `WEB-${VERSION.replaceAll('.', '_')}-${id}-${now}`,
    },
    device: {
      platform: 'WEB',
      deviceId: `${appId}_${id}_${now}`,
      appInfo: { version: `v${VERSION}`, apiVersion: 'v3.0', userAgent: userAgent() },
    },
  };
}

/** A version 4 UUID. `crypto.randomUUID` would need https. */
function uuid(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16);
  });
}
