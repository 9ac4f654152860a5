import type { ProfileInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import type { VendorUser } from '../user/vendor-user.js';
import type { CallOptions } from './options.js';
import type { VendorAccess } from './vendor-access.js';

/** Methods of a client for the facades and for `attachVendor`. They are not public. */
export interface ClientInternals {
  /** Calls `listener` once for each login that succeeds, before its promises resolve. Equal calls share one login. */
  onLoginSuccess(listener: (user: User) => void): void;
  /** As `updateCurrentUserDetails`, but it ignores the uid of a user that was made with `new User(uid)`. */
  updateProfile(user: User | ProfileInput | VendorUser, options?: CallOptions): Promise<User>;
  /** The methods that `attachVendor` uses. */
  readonly vendor: VendorAccess;
  /** Whether `dispose()` was called. */
  isDisposed(): boolean;
}

const INTERNALS = Symbol.for('cometchat-users.internal');

/** Attaches the internals under a key that a spread or a log does not show. */
export function withInternals<Client extends object>(client: Client, internals: ClientInternals): Client {
  return Object.defineProperty(client, INTERNALS, { value: internals });
}

/** The internals of a client that was made with `withInternals`. */
export function internalsOf(client: object): ClientInternals {
  return (client as { readonly [INTERNALS]: ClientInternals })[INTERNALS];
}
