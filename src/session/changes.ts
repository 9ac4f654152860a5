import { isSame } from '../user/equality.js';
import type { User } from '../user/user.js';
import type { Announcement } from './announcer.js';

interface Session {
  readonly user: User;
  readonly authToken: string;
}

/** The events that tell of a new session, or of changes within one. */
export function announcementsOf(before: Session | undefined, next: Session): Announcement[] {
  const { user } = next;
  if (!before) return [['signedIn', { user }]];
  if (before.user.uid !== user.uid) {
    const previousUid = before.user.uid;
    return [
      ['signedOut', { uid: previousUid, reason: 'switched' }],
      ['signedIn', { user, previousUid }],
    ];
  }
  const changed = changedFields(before.user, user);
  const announcements: Announcement[] = [];
  if (changed.length > 0) announcements.push(['userUpdated', { user, changed }]);
  if (before.authToken !== next.authToken) announcements.push(['tokenChanged', { uid: user.uid }]);
  return announcements;
}

/** Names of the fields in which two users differ. */
export function changedFields(before: User, after: User): string[] {
  const [a, b] = [before.toJSON(), after.toJSON()];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => !isSame(a[field], b[field]));
}
