import { signJwt, verifyJwt } from './jwt.js';
import type { App, Apps } from './state/apps.js';
import type { StoredUser } from './state/stored-user.js';

/**
 * Makes the `jwt` of a login, with which a client authenticates on its socket. The signing key is the `apiKey` of the
 * emulator.
 */
export function sessionToken({ ownKeys }: Apps, app: App, user: StoredUser, now: number): Promise<string> {
  return signJwt({ appId: app.id, sub: user.uid, iat: now }, ownKeys.apiKey);
}

/** Whether a `jwt` belongs to a user of this app who is logged in somewhere and is not deactivated. */
export async function isSession(apps: Apps, appId: unknown, jwt: unknown): Promise<boolean> {
  const payload = typeof jwt === 'string' ? await verifyJwt(jwt, apps.ownKeys.apiKey) : undefined;
  if (typeof payload?.appId !== 'string' || typeof payload.sub !== 'string') return false;
  if (typeof appId !== 'string' || appId.toLowerCase() !== payload.appId.toLowerCase()) return false;
  const app = apps.find(payload.appId);
  return app?.users.findActive(payload.sub) !== undefined && app.tokens.isInUse(payload.sub);
}
