import { isSame } from '../user/equality.js';
import type { User } from '../user/user.js';
import type { EmittedEvent } from './emitter.js';
import type { ChangeSource } from './state.js';

/** The parts of a session that its events tell about. */
interface UserAndToken {
  readonly user: User;
  readonly authToken: string;
}

/** The events of a change from one session to the next. Empty if user and token are the same. */
export function eventsOf(before: UserAndToken | undefined, next: UserAndToken, source: ChangeSource): EmittedEvent[] {
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
  const events: EmittedEvent[] = [];
  if (changed.length > 0) events.push(['userUpdated', { user, changed, source }]);
  if (before.authToken !== next.authToken) events.push(['tokenChanged', { uid: user.uid, source }]);
  return events;
}

/** The names of the fields that differ between two users. */
export function changedFields(before: User, after: User): string[] {
  const [a, b] = [before.toJSON(), after.toJSON()];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => !isSame(a[field], b[field]));
}
