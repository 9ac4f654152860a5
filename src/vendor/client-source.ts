import { internalsOf } from '../client/internals.js';
import type { VendorAccess } from '../client/vendor-access.js';
import { problem } from '../errors/issue.js';
import type { CometChatClient } from '../index.js';

/** `CometChat` of this package: the client behind it is that of the latest `init`. */
export interface Facade extends Pick<CometChatClient, 'session'> {
  /** Returns the client of the latest `init`. Throws before `init`. */
  getClient(): CometChatClient;
}

/** A client, or `CometChat` of this package, which may get another client later. */
export interface ClientSource {
  readonly session: CometChatClient['session'];
  /** The client now; `undefined` if there is none, or if it was disposed of. */
  get(): { readonly client: CometChatClient; readonly access: VendorAccess } | undefined;
}

/** Reads the first argument of `attachVendor`. Throws `INVALID_OPTION` if it is neither a client nor `CometChat`. */
export function clientSource(given: CometChatClient | Facade): ClientSource {
  const isFacade = typeof (given as Partial<Facade> | undefined)?.getClient === 'function';
  if (!isFacade && !internalsOf(Object(given))) {
    throw problem('client', 'INVALID_OPTION', 'client must be a client of createClient, or CometChat of this package.');
  }
  const find = () => (isFacade ? clientOf(given as Facade) : (given as CometChatClient));
  return {
    session: given.session,
    get() {
      const client = find();
      const internals = client && internalsOf(client);
      return internals && !internals.isDisposed() ? { client, access: internals.vendor } : undefined;
    },
  };
}

function clientOf(facade: Facade): CometChatClient | undefined {
  try {
    return facade.getClient();
  } catch {
    // `init` was not called yet.
    return undefined;
  }
}
