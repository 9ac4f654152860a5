import {
  type ClientOptions,
  type CometChatClient,
  createClient,
  type Fetch,
  memoryStorage,
  type SessionEvent,
} from 'cometchat-users';
import type { Fault } from 'cometchat-users/emulator';

/** The address of the emulator, and the app of a run: the runtimes share the emulator, so each has its own app. */
export interface Settings {
  readonly url: string;
  /** A port on which nothing listens. */
  readonly deadUrl: string;
  readonly appId: string;
  readonly authKey: string;
  readonly apiKey: string;
}

/** An existing user of the app. */
export interface Member {
  readonly uid: string;
  readonly token: string;
}

/** The tools of a case. */
export interface Kit extends Settings {
  /** A new uid. */
  uid(): string;
  /** A client of the emulator with its own storage; disposed of after the case. */
  client(options?: Partial<ClientOptions>): CometChatClient;
  /** Creates a user, without our package. */
  member(fields?: object): Promise<Member>;
  /** Sends a request to the emulator with its API key, without our package. */
  admin(method: string, path: string, body?: object): Promise<Envelope>;
}

/** A response of the service. */
export interface Envelope {
  readonly data?: { readonly [field: string]: unknown };
  readonly error?: { readonly code: string };
}

/** Cases, by the behaviour that each of them shows. */
export type Cases = Readonly<Record<string, (kit: Kit) => Promise<void>>>;

let made = 0;

/** A kit, and the function that ends it. */
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
 * The platform's `fetch`, whose nth request meets the nth fault. Later ones, and those with `undefined`, meet none. A
 * request that the platform repeats by itself meets the same fault again.
 */
export function faulty(...faults: (Fault | undefined)[]): Fetch {
  let count = 0;
  return (request) => {
    const fault = faults[count++];
    if (fault) request.headers.set('x-emulator-fault', JSON.stringify(fault));
    return fetch(request);
  };
}

/** A response that never begins. */
export const SILENCE: Fault = { delayMs: 60_000, status: 500 };

/** A response whose first bytes come, and then nothing for a long time. */
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

/** Records every event of a client in the list that it returns. */
export function hear(client: CometChatClient): { readonly event: SessionEvent; readonly payload: unknown }[] {
  const heard: { event: SessionEvent; payload: unknown }[] = [];
  for (const event of EVENTS) client.session.on(event, (payload: unknown) => void heard.push({ event, payload }));
  return heard;
}

/** The names of the recorded events. */
export function namesOf(heard: readonly { readonly event: string }[]): string[] {
  return heard.map(({ event }) => event);
}

/** The uid of the signed-in user. */
export function whoIs({ session }: CometChatClient): string | undefined {
  const state = session.getSnapshot();
  return state.status === 'signedIn' ? state.user.uid : undefined;
}
