import type { MappedChanges, UserChange } from '../../changes/change.js';
import type { EventTime } from '../../changes/time.js';
import { nameFrom, type Preset, urlFrom } from './preset.js';

/** The documented parts of an event that the mapping uses. */
interface ClerkEvent {
  readonly type: string;
  /** When the event occurred, in milliseconds. */
  readonly timestamp: number;
  readonly data: {
    readonly id: string;
    readonly first_name?: string | null;
    readonly last_name?: string | null;
    readonly username?: string | null;
    readonly image_url?: string | null;
    readonly banned?: boolean;
    readonly updated_at?: number;
  };
}

/**
 * Clerk: `user.created`, `user.updated` and `user.deleted`. Sources:
 * [payload](https://clerk.com/docs/guides/development/webhooks/overview),
 * [User object](https://clerk.com/docs/reference/backend/types/backend-user).
 */
export const clerk: Preset = {
  map(event): MappedChanges {
    const { type, timestamp, data } = event as ClerkEvent;
    switch (type) {
      case 'user.created':
      case 'user.updated':
        // Older events have no timestamp.
        return changesOf(data, timestamp ?? data.updated_at);
      case 'user.deleted':
        return { action: 'erase', uid: data.id, at: timestamp };
      default:
        return null;
    }
  },
};

function changesOf(user: ClerkEvent['data'], at: EventTime): UserChange | UserChange[] {
  const { id: uid, first_name, last_name, username, image_url, banned } = user;
  const fullName = [first_name, last_name].filter(Boolean).join(' ');
  const avatar = urlFrom(image_url);
  const wanted = { uid, name: nameFrom(fullName, username, uid) ?? uid, ...(avatar && { avatar }) };
  const ensure = { action: 'ensure', user: wanted, at } as const;
  if (banned) return [ensure, { action: 'deactivate', uid, at }];
  return banned === false ? { ...ensure, reactivate: 'ownBan' } : ensure;
}
