import type { UserChange } from '../../src/server.js';

/** The kinds of events of a user in the tests of user sync. `snapshot` is the whole state of a user who is not banned. */
export const EVENTS = ['profile', 'unban', 'snapshot', 'ban', 'erase'] as const;

/** An event of one user. The time of an event is its index in the story. */
export type ModelEvent = (typeof EVENTS)[number];

/** A user after a story. */
export interface EndState {
  readonly exists: boolean;
  readonly isDeactivated: boolean;
  /** The name of an active user. An event does not rename a deactivated one. */
  readonly name: string | undefined;
}

/** What `map` makes of an event. */
export function changeOf(event: ModelEvent, at: number, uid: string): UserChange {
  const user = { uid, name: `name ${at}` };
  switch (event) {
    case 'profile':
      return { action: 'ensure', user, at };
    case 'unban':
      return { action: 'ensure', user, at, reactivate: true };
    case 'snapshot':
      return { action: 'ensure', user, at, reactivate: 'ownBan' };
    case 'ban':
      return { action: 'deactivate', uid, at };
    case 'erase':
      return { action: 'erase', uid, at };
  }
}

/** The state after all events of a story, one after the other in the order of their times. */
export function expectedState(events: readonly ModelEvent[]): EndState {
  let [exists, isBanned, name]: [boolean, boolean, string | undefined] = [false, false, undefined];
  for (const [at, event] of events.entries()) {
    if (event === 'erase') [exists, isBanned, name] = [false, false, undefined];
    else if (event === 'ban') isBanned = true;
    else {
      [exists, name] = [true, `name ${at}`];
      if (event !== 'profile') isBanned = false;
    }
  }
  return { exists, isDeactivated: exists && isBanned, name: exists && !isBanned ? name : undefined };
}
