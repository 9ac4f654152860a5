import { type CometChatClient, createClient } from '../client/client.js';
import { internalsOf } from '../client/internals.js';
import { asException, CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { browserStorage } from '../session/platform.js';
import { memoryStorage, type SessionStorage } from '../storage/storage.js';
import { notifyLoginSuccess, notifyLogoutSuccess } from './login-listeners.js';

/** The names of the settings of the facades, as in the vendor's SDKs. An empty value counts as absent. */
const SETTINGS = ['appId', 'region', 'adminHost', 'clientHost', 'host', 'emulator', 'storageMode'] as const;

/** The settings of the client that the facades use. `host` is the calls host. */
export type DefaultSettings = { readonly [name in (typeof SETTINGS)[number]]?: string | undefined };

interface Default {
  readonly settings: DefaultSettings;
  readonly client: CometChatClient;
  readonly storage: SessionStorage;
}

/** The client that both facades use. */
let current: Default | undefined;

/**
 * Creates the client of the facades, or keeps the existing one. Another app replaces it. For the same app, a later call may add settings
 * such as the calls host, but it may not change any.
 */
export async function initialize(read: () => DefaultSettings): Promise<void> {
  const settings = pick(read);
  const before = current?.settings.appId === settings.appId ? current : undefined;
  // The calls facade has no setting for the storage, so it keeps the storage that was set before.
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

/** The client of the facades. Throws `COMETCHAT_INITIALIZATION_NOT_DONE` if there is none. */
export function defaultClient(): CometChatClient {
  if (current) return current.client;
  throw new CometChatException({ code: 'COMETCHAT_INITIALIZATION_NOT_DONE' });
}

/** The App ID that the facades were initialised with; `undefined` before `init`. */
export function currentAppId(): string | undefined {
  return current?.settings.appId;
}

/** The client of the facades; `undefined` before `init`. */
export function findClient(): CometChatClient | undefined {
  return current?.client;
}

function make(settings: DefaultSettings, known?: SessionStorage): Default {
  const { appId = '', region = '', emulator, adminHost: admin, clientHost, host: calls, storageMode } = settings;
  const storage = known ?? browserStorage(storageMode === 'session' ? 'session' : 'local') ?? memoryStorage();
  const client = createClient({ appId, region, emulator, hosts: { admin, client: clientHost, calls }, storage });
  internalsOf(client).onLoginSuccess(notifyLoginSuccess);
  client.session.on('signedIn', ({ user }) => {
    const state = client.session.getSnapshot();
    if (state.status === 'signedIn' && state.source === 'otherTab') notifyLoginSuccess(user);
  });
  client.session.on('signedOut', ({ reason }) => {
    if (reason !== 'switched') notifyLogoutSuccess();
  });
  return { settings, client, storage };
}

function pick(read: () => DefaultSettings): DefaultSettings {
  try {
    const given = read();
    const entries = SETTINGS.filter((name) => given[name]).map((name) => {
      const value: unknown = given[name];
      // The region may have either letter case.
      return [name, name === 'region' && typeof value === 'string' ? value.toLowerCase() : value];
    });
    return Object.fromEntries(entries);
  } catch (error) {
    throw asException(error);
  }
}
