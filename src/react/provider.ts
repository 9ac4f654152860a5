import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { CometChatClient } from '../index.js';

const ClientContext = createContext<CometChatClient | null>(null);

/** The props of a provider. */
export interface CometChatProviderProps {
  /** The client. Create it once, outside of any component, and dispose of it where you created it. */
  readonly client: CometChatClient;
  /** The components that use the client. */
  readonly children?: ReactNode;
}

/**
 * Provides a client to the components inside it. Providers may be nested: a component uses the nearest one. Throws an `Error` if you give
 * no client.
 *
 * @example
 * const client = createClient({ appId: 'APP_ID', region: 'us' });
 * root.render(<CometChatProvider client={client}><App /></CometChatProvider>);
 */
export function CometChatProvider({ client, children }: CometChatProviderProps): ReactElement {
  checkClient(client);
  return createElement(ClientContext.Provider, { value: client }, children);
}

function checkClient(client: CometChatClient | undefined): void {
  const message = '<CometChatProvider> needs a client, such as client={createClient({ … })}.';
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
 * Returns the client of the nearest provider, for `updateCurrentUserDetails`, `getUser`, `logout` and other methods. Throws an `Error` if
 * there is no provider.
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
  throw new Error(`${hook}() needs a <CometChatProvider client={client}> around the component that calls it.`);
}
