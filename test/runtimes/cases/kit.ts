import {
  type ClientOptions,
  type CometChatClient,
  createClient,
  type Fetch,
  memoryStorage,
  type SessionEvent,
} from 'cometchat-users';
import type { Fault } from 'cometchat-users/emulator';

/** Where the emulator is, and what a run has there: an app of its own, because the runtimes share the emulator. */
export interface Settings {
  readonly url: string;
  /** Where nobody listens. */
  readonly deadUrl: string;
  readonly appId: string;
  readonly authKey: string;
  readonly apiKey: string;
}

/** Somebody who exists in the app. */
export interface Member {
  readonly uid: string;
  readonly token: string;
}

/** What a case works with. */
export interface Kit extends Settings {
  /** A uid that nobody has. */
  uid(): string;
  /** A client of the emulator, with a storage of its own; disposed after the case. */
  client(options?: Partial<ClientOptions>): CometChatClient;
  /** Makes a user, without our package. */
  member(fields?: object): Promise<Member>;
  /** Asks the emulator with its API key, without our package. */
  admin(method: string, path: string, body?: object): Promise<Envelope>;
}

/** An answer of the service. */
export interface Envelope {
  readonly data?: { readonly [field: string]: unknown };
  readonly error?: { readonly code: string };
}

/** Cases by what each of them shows. */
export type Cases = Readonly<Record<string, (kit: Kit) => Promise<void>>>;

let made = 0;

/** A kit, and what ends it. */
export function createKit(settings: Settings): { kit: Kit; end(): void } {
  const { url, appId, apiKey } = settings;
  const clients: CometChatClient[] = [];

  async function admin(method: string, path: string, body?: object): Promise<Envelope> {
    const headers = { appid: appId, apikey: apiKey, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${url}/v3${path}`, init)).json();
  }

  const uid = () => `u${++made}`;

  const kit: Kit = {
    ...settings,
    uid,
    admin,
    client(options) {
      const client = createClient({ appId, region: 'us', emulator: url, storage: memoryStorage(), ...options });
      clients.push(client);
      return client;
    },
    async member(fields) {
      const user = { uid: uid(), name: 'Member', ...fields };
      await admin('POST', '/users', user);
      const { data } = await admin('POST', `/users/${user.uid}/auth_tokens`);
      return { uid: user.uid, token: String(data?.authToken) };
    },
  };
  const end = () => {
    for (const client of clients) client.dispose();
  };
  return { kit, end };
}

/**
 * The platform's `fetch`, the nth request of which meets the nth fault; those after, and those with `undefined`, meet none. A request
 * that the platform repeats by itself meets the same fault again.
 */
export function faulty(...faults: (Fault | undefined)[]): Fetch {
  let count = 0;
  return (request) => {
    const fault = faults[count++];
    if (fault) request.headers.set('x-emulator-fault', JSON.stringify(fault));
    return fetch(request);
  };
}

/** An answer that never begins. */
export const SILENCE: Fault = { delayMs: 60_000, status: 500 };

/** An answer of which the first bytes come, and for long no more. */
export const STALL: Fault = { trickle: { bytes: 500, everyMs: 5_000 } };

const EVENTS: SessionEvent[] = [
  'ready',
  'signedIn',
  'userUpdated',
  'tokenChanged',
  'signedOut',
  'loginFailed',
  'logoutFailed',
  'listenerError',
];

/** Hears every event of a client; what it gives grows as they come. */
export function hear(client: CometChatClient): { readonly event: SessionEvent; readonly payload: unknown }[] {
  const heard: { event: SessionEvent; payload: unknown }[] = [];
  for (const event of EVENTS) client.session.on(event, (payload: unknown) => void heard.push({ event, payload }));
  return heard;
}

/** The names of what was heard. */
export function namesOf(heard: readonly { readonly event: string }[]): string[] {
  return heard.map(({ event }) => event);
}

/** The uid of who is signed in. */
export function whoIs({ session }: CometChatClient): string | undefined {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.uid : undefined;
}
