import type { App } from './state/apps.js';
import type { StoredUser } from './state/stored-user.js';
import type { EmulatorUser } from './types.js';

/** The reader of a user: an API key (`admin`), or the user with this uid. */
export type Reader = 'admin' | { readonly uid: string };

/**
 * How a user relates to the reader: who blocked whom. Times are Unix seconds. A field is absent where it does not
 * apply.
 */
export interface Relation {
  readonly blockedByMe?: true;
  readonly blockedByMeAt?: number;
  readonly blockedAt?: number;
  readonly hasBlockedMe?: true;
  readonly hasBlockedMeAt?: number;
  readonly conversationId?: string;
}

/**
 * A user as a reader sees it. Only the user itself and API keys see `metadata['@private']`. Source:
 * [users](https://www.cometchat.com/docs/rest-api/users).
 */
export function viewUser(user: StoredUser, app: App, reader: Reader): EmulatorUser & Relation {
  const isOnline = app.tokens.isInUse(user.uid) && user.deactivatedAt === undefined;
  const isOther = reader !== 'admin' && reader.uid !== user.uid;
  const relation = isOther ? relate(user.uid, reader.uid, app) : undefined;
  // V8 is several times slower for an object that begins with a copy of another.
  const view: EmulatorUser & Relation = {
    status: isOnline ? 'available' : 'offline',
    ...user,
    ...relation,
  };
  return isOther && view.metadata !== undefined ? { ...view, metadata: publicPart(view.metadata) } : view;
}

/**
 * Names and order follow the sample rows on the page on
 * [blocked users](https://www.cometchat.com/docs/rest-api/blocked-users).
 */
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
