import type { CometChatClient } from '../client/client.js';
import { createClient } from '../client/create-client.js';
import { internalsOf } from '../client/internals.js';
import { asException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { browserStorage } from '../session/platform.js';
import { memoryStorage, type SessionStorage } from '../storage/storage.js';
import { findClient, setDefaultClient } from './default-client.js';
import { notifyLoginSuccess, notifyLogoutSuccess } from './login-listeners.js';

/** The settings of the client that the facades use, with the vendor's names. `host` is the calls host. */
export interface DefaultSettings {
  readonly appId?: string | undefined;
  readonly region?: string | undefined;
  readonly adminHost?: string | undefined;
  readonly clientHost?: string | undefined;
  readonly host?: string | undefined;
  readonly emulator?: string | undefined;
  readonly storageMode?: string | undefined;
  readonly adoptVendorSession?: boolean | undefined;
}

/** The settings as an app gives them: `null` counts as absent, as in the vendor's settings file. */
type GivenSettings = { readonly [Name in keyof DefaultSettings]: DefaultSettings[Name] | null };

const NAMES = [
  'appId',
  'region',
  'adminHost',
  'clientHost',
  'host',
  'emulator',
  'storageMode',
  'adoptVendorSession',
] as const satisfies readonly (keyof DefaultSettings)[];

/** The settings that an app may leave out. Both facades share one client, so it has the values that either facade set first. */
const DEFAULTS: DefaultSettings = { storageMode: 'local', adoptVendorSession: true };

/** The settings and the storage of the facades' client. */
let latest: { readonly settings: DefaultSettings; readonly storage: SessionStorage } | undefined;

/**
 * Creates the client of the facades, or keeps the existing one. Another app replaces it. For the same app, a later call may add settings
 * such as the calls host, but it may not change any.
 */
export async function initialize(read: () => GivenSettings): Promise<void> {
  const settings = pick(read);
  const before = latest?.settings.appId === settings.appId ? latest : undefined;
  const merged = { ...DEFAULTS, ...settings, ...before?.settings };
  for (const name of NAMES) {
    if (settings[name] === undefined || settings[name] === merged[name]) continue;
    throw problem(name, 'CONFIG_CONFLICT', `${settings.appId} was initialised with another ${name} before.`);
  }
  const isNew = !before || Object.keys(merged).length > Object.keys(before.settings).length;
  if (isNew || isDisposed(findClient())) replaceClient(merged, before?.storage);
  await findClient()?.session.ready;
}

/** Whether the app has disposed of the client that it got from `getClient()`. */
function isDisposed(client: CometChatClient | undefined): boolean {
  return client !== undefined && internalsOf(client).isDisposed();
}

function replaceClient(settings: DefaultSettings, known: SessionStorage | undefined): void {
  const { appId = '', region = '', emulator, adminHost, clientHost, host, storageMode, adoptVendorSession } = settings;
  const storage = known ?? browserStorage(storageMode === 'session' ? 'session' : 'local') ?? memoryStorage();
  const hosts = { admin: adminHost, client: clientHost, calls: host };
  // Invalid settings throw here: then the present client stays.
  const client = createClient({ appId, region, emulator, hosts, storage, adoptVendorSession });
  findClient()?.dispose();
  callLoginListeners(client);
  latest = { settings, storage };
  setDefaultClient({ appId, client });
}

function callLoginListeners(client: CometChatClient): void {
  internalsOf(client).onLoginSuccess(notifyLoginSuccess);
  client.session.on('signedIn', ({ user }) => {
    const state = client.session.getSnapshot();
    if (state.status === 'signedIn' && state.source === 'otherTab') notifyLoginSuccess(user);
  });
  client.session.on('signedOut', ({ reason }) => {
    if (reason !== 'switched') notifyLogoutSuccess();
  });
}

/** Reads the settings. An empty text or `null` counts as absent. The region may have either letter case. */
function pick(read: () => GivenSettings): DefaultSettings {
  try {
    const given = read();
    const entries = NAMES.map((name) => {
      const value: unknown = given[name];
      return [name, name === 'region' && typeof value === 'string' ? value.toLowerCase() : value] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value || value === false));
  } catch (error) {
    throw asException(error);
  }
}
