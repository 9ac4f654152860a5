import type { App } from './apps.js';
import type { UserRecord } from './user-record.js';

/** Removes a user and whatever hangs on it. */
export function eraseUser(app: App, user: UserRecord): void {
  app.tokens.revokeAll(user.uid);
  app.blocks.forget(user.uid);
  app.friends.forget(user.uid);
  app.users.remove(user);
}
