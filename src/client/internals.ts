import type { ProfileInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import type { CallOptions } from './options.js';

/** What the facades need of a client beyond its public methods. */
export interface ClientInternals {
  /** Calls `listener` once for each login that succeeds, before its promises resolve; equal calls that share a login are one. */
  onLoginSuccess(listener: (user: User) => void): void;
  /** As `updateCurrentUserDetails`, but the uid of a user that was made with `new User(uid)` is ignored. */
  updateProfile(user: User | ProfileInput, options?: CallOptions): Promise<User>;
}

const INTERNALS = Symbol.for('cometchat-users.internal');

/** Puts the internals where neither a spread nor a log shows them. */
export function withInternals<Client extends object>(client: Client, internals: ClientInternals): Client {
  return Object.defineProperty(client, INTERNALS, { value: internals });
}

/** The internals of a client that `withInternals` made. */
export function internalsOf(client: object): ClientInternals {
  return (client as { readonly [INTERNALS]: ClientInternals })[INTERNALS];
}
