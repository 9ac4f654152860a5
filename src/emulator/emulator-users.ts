import type { Apps } from './state/apps.js';
import type { StoredUser } from './state/stored-user.js';
import type { EmulatorUser, EmulatorUsers } from './types.js';
import { viewUser } from './view.js';

/** Reads the users of the default app. A reset replaces that app, so each read asks for it again. */
export function readUsers(apps: Apps): EmulatorUsers {
  const copy = (user: StoredUser): EmulatorUser => structuredClone(viewUser(user, apps.default, 'admin'));
  return {
    get(uid) {
      const user = apps.default.users.find(uid);
      return user && copy(user);
    },
    list: () => [...apps.default.users.all()].map(copy),
    authTokens: (uid) => {
      const user = apps.default.users.find(uid);
      return user ? apps.default.tokens.of(user.uid).map((token) => token.authToken) : [];
    },
  };
}
