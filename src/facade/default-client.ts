import { type CometChatClient, createClient } from '../client/client.js';
import { internalsOf } from '../client/internals.js';
import { asException, CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { browserStorage } from '../session/platform.js';
import { memoryStorage, type SessionStorage } from '../storage/storage.js';
import { tellLoginSuccess, tellLogoutSuccess } from './login-listeners.js';

/** What the facades can be initialised with, under the vendor's names. Empty is the same as absent. */
const SETTINGS = ['appId', 'region', 'adminHost', 'clientHost', 'host', 'emulator', 'storageMode'] as const;

/** The settings of the client behind the facades; `host` is the calls host. */
export type DefaultSettings = { readonly [name in (typeof SETTINGS)[number]]?: string | undefined };

interface Default {
  readonly settings: DefaultSettings;
  readonly client: CometChatClient;
  readonly storage: SessionStorage;
}

/** The one piece of state that this package keeps in a module: the client behind the two facades. */
let current: Default | undefined;

/**
 * Makes the client behind the facades, or keeps the one there is. Another app takes its place; the same app may be told more
 * (the calls host, say) but nothing else than before.
 */
export async function initialize(read: () => DefaultSettings): Promise<void> {
  const settings = pick(read);
  const before = current?.settings.appId === settings.appId ? current : undefined;
  // The calls facade has no say in where the session is kept, so it takes what there is.
  const merged = { storageMode: 'local', ...settings, ...before?.settings };
  for (const name of SETTINGS) {
    if (settings[name] === undefined || settings[name] === merged[name]) continue;
    throw problem(name, 'CONFIG_CONFLICT', `${settings.appId} was initialised with another ${name} before.`);
  }
  if (!before || Object.keys(merged).length > Object.keys(before.settings).length) {
    const made = make(merged, before?.storage);
    current?.client.dispose();
    current = made;
  }
  await current?.client.session.ready;
}

/** The client behind the facades; throws where there is none. */
export function defaultClient(): CometChatClient {
  if (current) return current.client;
  throw new CometChatException({ code: 'COMETCHAT_INITIALIZATION_NOT_DONE' });
}

/** The app that the facades were initialised with, if they were. */
export function currentAppId(): string | undefined {
  return current?.settings.appId;
}

/** The client behind the facades, if there is one. */
export function peekClient(): CometChatClient | undefined {
  return current?.client;
}

function make(settings: DefaultSettings, known?: SessionStorage): Default {
  const { appId = '', region = '', emulator, adminHost: admin, clientHost, host: calls, storageMode } = settings;
  const storage = known ?? browserStorage(storageMode === 'session' ? 'session' : 'local') ?? memoryStorage();
  const client = createClient({ appId, region, emulator, hosts: { admin, client: clientHost, calls }, storage });
  internalsOf(client).onLoginSuccess(tellLoginSuccess);
  client.session.on('signedIn', ({ user }) => {
    const state = client.session.getSnapshot();
    if (state.status === 'signedIn' && state.source === 'otherTab') tellLoginSuccess(user);
  });
  client.session.on('signedOut', ({ reason }) => {
    if (reason !== 'switched') tellLogoutSuccess();
  });
  return { settings, client, storage };
}

function pick(read: () => DefaultSettings): DefaultSettings {
  try {
    const given = read();
    const entries = SETTINGS.filter((name) => given[name]).map((name) => {
      const value: unknown = given[name];
      // The region is taken in either letter case.
      return [name, name === 'region' && typeof value === 'string' ? value.toLowerCase() : value];
    });
    return Object.fromEntries(entries);
  } catch (error) {
    throw asException(error);
  }
}
