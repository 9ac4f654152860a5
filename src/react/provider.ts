import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { CometChatClient } from '../index.js';

const ClientContext = createContext<CometChatClient | null>(null);

/** What a provider takes. */
export interface CometChatProviderProps {
  /** Made once, outside of any component: `createClient(options)`. Whoever made it disposes it. */
  readonly client: CometChatClient;
  /** The components that use the client. */
  readonly children?: ReactNode;
}

/**
 * Gives the components within it a client. Several may stand beside and within each other; the nearest one counts. Throws a
 * sentence where no client is given.
 *
 * @example
 * const client = createClient({ appId: 'APP_ID', region: 'us' });
 * root.render(<CometChatProvider client={client}><App /></CometChatProvider>);
 */
export function CometChatProvider({ client, children }: CometChatProviderProps): ReactElement {
  if (!client?.session) throw new Error('<CometChatProvider> needs a client, such as client={createClient({ … })}.');
  return createElement(ClientContext.Provider, { value: client }, children);
}

/**
 * The client of the nearest provider, for whatever is not a login: `updateCurrentUserDetails`, `getUser`, `logout`. Throws a
 * sentence where there is no provider.
 *
 * @example
 * const client = useCometChatClient();
 * return <button onClick={() => client.logout()}>Sign out</button>;
 */
export function useCometChatClient(): CometChatClient {
  return useClientFor('useCometChatClient');
}

/** @internal The same for a hook of ours, which is named if there is no provider. */
export function useClientFor(hook: string): CometChatClient {
  const client = useContext(ClientContext);
  if (client) return client;
  throw new Error(`${hook}() needs a <CometChatProvider client={client}> around the component that calls it.`);
}
