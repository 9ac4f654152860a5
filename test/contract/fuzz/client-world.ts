import { type CometChatClient, createClient, type SessionStorage } from '../../../src/index.js';
import { APP, eventsOf, KEY, openStorage, stored } from '../../support/client-support.js';
import { goodService, tokenOf } from './service.js';

/** A client with a storage whose content tests can read. */
export interface ClientWorld {
  readonly client: CometChatClient;
  /** The problems of the session; none if state, storage and events agree. */
  wrongWithSession(): string | undefined;
}

/** A client of a service without faults, with or without a stored session. */
export async function openWorld(isSignedIn: boolean): Promise<ClientWorld> {
  const storage = openStorage(isSignedIn ? { [KEY]: JSON.stringify(stored('kevin', tokenOf('kevin'))) } : {});
  const client = createClient({
    ...APP,
    storage,
    fetch: goodService,
    tokenProvider: () => tokenOf('kevin'),
    retry: { limit: 0 },
    attemptTimeout: 2_000,
    timeout: 5_000,
  });
  return watch(client, storage);
}

/** Records a client's session from the start. */
export async function watch(
  client: CometChatClient,
  storage?: SessionStorage & { held: Record<string, unknown> },
): Promise<ClientWorld> {
  const { told } = eventsOf(client);
  await client.session.ready;
  const first = client.session.getSnapshot();
  return {
    client,
    wrongWithSession() {
      const state = client.session.getSnapshot();
      const uid = state.status === 'signedIn' ? state.user.uid : undefined;
      let followed = first.status === 'signedIn' ? first.user.uid : undefined;
      for (const [event, payload] of told) {
        if (event === 'signedIn') followed = (payload.user as { uid: string }).uid;
        if (event === 'signedOut') followed = undefined;
      }
      if (followed !== uid) return `events say ${followed}, the state says ${uid}`;
      if (!storage) return undefined;
      const kept = JSON.parse(String(storage.held[KEY] ?? '{}')) as { user?: { uid: string }; authToken?: string };
      if (kept.user?.uid !== uid) return `storage has ${kept.user?.uid}, the state says ${uid}`;
      if (state.status === 'signedIn' && kept.authToken !== state.user.getAuthToken())
        return 'storage has another token';
      return undefined;
    },
  };
}
