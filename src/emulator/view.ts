import type { App } from './state/apps.js';
import type { UserRecord } from './state/user-record.js';
import type { EmulatorUser } from './types.js';

/** Who looks at a user: an API key, or the user with this uid. */
export type Reader = 'admin' | { readonly uid: string };

/** What a user is to the one who looks. Times are Unix seconds. What is not so is left out. */
export interface Relation {
  readonly blockedByMe?: true;
  readonly blockedByMeAt?: number;
  readonly blockedAt?: number;
  readonly hasBlockedMe?: true;
  readonly hasBlockedMeAt?: number;
  readonly conversationId?: string;
}

/**
 * A user as a reader sees it. `metadata['@private']` is for the user and for API keys only. Source:
 * [users](https://www.cometchat.com/docs/rest-api/users).
 */
export function viewUser(user: UserRecord, app: App, reader: Reader): EmulatorUser & Relation {
  const status = app.tokens.isInUse(user.uid) && user.deactivatedAt === undefined ? 'available' : 'offline';
  const { metadata, ...rest } = user;
  const isOther = reader !== 'admin' && reader.uid !== user.uid;
  const relation = isOther ? relate(user.uid, reader.uid, app) : undefined;
  if (metadata === undefined) return { ...rest, status, ...relation };
  return { ...rest, status, metadata: isOther ? publicPart(metadata) : metadata, ...relation };
}

/** Names and order follow the rows of the page on [blocked users](https://www.cometchat.com/docs/rest-api/blocked-users). */
function relate(uid: string, me: string, app: App): Relation {
  const byMe = app.blocks.find(me, uid);
  const ofMe = app.blocks.find(uid, me);
  return {
    ...(byMe && { blockedByMe: true, blockedByMeAt: byMe.at, blockedAt: byMe.at }),
    ...(ofMe && { hasBlockedMe: true, hasBlockedMeAt: ofMe.at }),
    conversationId: [uid, me].sort().join('_user_'),
  };
}

function publicPart(metadata: Record<string, unknown>): Record<string, unknown> {
  const { '@private': _, ...visible } = metadata;
  return visible;
}
