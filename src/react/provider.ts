import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useSyncExternalStore,
} from 'react';
import { clientBehind, facadeClient } from '../facade/facade-client.js';
import type { CometChatClient } from '../index.js';

const ClientContext = createContext<CometChatClient | null>(null);

/** The props of a provider. */
export interface CometChatProviderProps {
  /**
   * The client. Create it once, outside of any component, and dispose of it where you created it. Without one, the components use the
   * client of `CometChat.init` or `CometChatCalls.init`, also after a later `init`; before `init` the session is `unknown`.
   */
  readonly client?: CometChatClient | undefined;
  /** The components that use the client. */
  readonly children?: ReactNode;
}

/**
 * Provides a client to the components inside it. Providers may be nested: a component uses the nearest one. Throws an `Error` for a
 * `client` that is not a client.
 *
 * @example
 * const client = createClient({ appId: 'APP_ID', region: 'us' });
 * root.render(<CometChatProvider client={client}><App /></CometChatProvider>);
 *
 * @example
 * void CometChat.init('APP_ID', new CometChat.AppSettingsBuilder().setRegion('us').build());
 * root.render(<CometChatProvider><App /></CometChatProvider>); // uses the client of CometChat.init
 */
export function CometChatProvider({ client = facadeClient, children }: CometChatProviderProps): ReactElement {
  checkClient(client);
  return createElement(ClientContext.Provider, { value: client }, children);
}

function checkClient(client: CometChatClient): void {
  const message = 'The client of <CometChatProvider> is not a client: give it createClient({ … }), or leave it out.';
  let session: unknown;
  try {
    session = client?.session;
  } catch (cause) {
    // Not our error: reading the caller's object threw.
    throw new Error(message, { cause });
  }
  if (!session) throw new Error(message);
}

/**
 * Returns the client of the nearest provider, for `updateCurrentUserDetails`, `getUser`, `logout` and other methods. If the provider
 * has no client, the methods use the client of the latest `init`, and reject with `COMETCHAT_INITIALIZATION_NOT_DONE` before
 * `init`. Throws an `Error` if there is no provider.
 *
 * @example
 * const client = useCometChatClient();
 * return <button onClick={() => client.logout()}>Sign out</button>;
 */
export function useCometChatClient(): CometChatClient {
  return useClientFor('useCometChatClient');
}

/** @internal As `useCometChatClient`, for another hook. The error names that hook. */
export function useClientFor(hook: string): CometChatClient {
  const client = useContext(ClientContext);
  if (client) return client;
  throw new Error(`${hook}() needs a <CometChatProvider> around the component that calls it.`);
}

/** @internal The client that does the work. A later `init` of the facade disposes of it and makes another one; then the session changes. */
export function useClientBehind(client: CometChatClient): CometChatClient | undefined {
  const read = () => clientBehind(client);
  return useSyncExternalStore(client.session.subscribe, read, read);
}
