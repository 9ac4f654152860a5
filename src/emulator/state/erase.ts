import type { App } from './apps.js';
import { DEFAULT_ROLE, type StoredRole } from './role-store.js';
import type { StoredUser } from './stored-user.js';

/** Removes a user with its tokens, blocks and friends. */
export function eraseUser(app: App, user: StoredUser): void {
  app.tokens.revokeAll(user.uid);
  app.blocks.forget(user.uid);
  app.friends.forget(user.uid);
  app.users.remove(user);
}

/** Removes a role. Its users get the default role, because every user has a role. */
export function eraseRole(app: App, role: StoredRole): void {
  app.roles.remove(role);
  for (const user of app.users.all()) {
    if (user.role === role.role) app.users.update(user, { set: { role: DEFAULT_ROLE }, unset: [] });
  }
}
