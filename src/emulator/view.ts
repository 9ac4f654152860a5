import type { App } from './state/apps.js';
import type { UserRecord } from './state/user-record.js';
import type { EmulatorUser } from './types.js';

/** Who looks at a user: an API key, or the user with this uid. */
export type Reader = 'admin' | { readonly uid: string };

/**
 * A user as a reader sees it. `metadata['@private']` is for the user and for API keys only. Source:
 * [users](https://www.cometchat.com/docs/rest-api/users).
 */
export function viewUser(user: UserRecord, app: App, reader: Reader): EmulatorUser {
  const status = app.tokens.isInUse(user.uid) && user.deactivatedAt === undefined ? 'available' : 'offline';
  const { metadata, ...rest } = user;
  if (metadata === undefined) return { ...rest, status };
  return { ...rest, status, metadata: reader === 'admin' || reader.uid === user.uid ? metadata : publicPart(metadata) };
}

function publicPart(metadata: Record<string, unknown>): Record<string, unknown> {
  const { '@private': _, ...visible } = metadata;
  return visible;
}
