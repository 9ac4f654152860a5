import { asException, CometChatException } from '../errors/exception.js';
import { browserStorage, joinTabs, runAlone } from '../session/platform.js';
import { createSession } from '../session/session.js';
import { createSessionStore } from '../session/store.js';
import { openVendorStorage } from '../session/vendor-session.js';
import { openSlot } from '../storage/slot.js';
import { memoryStorage } from '../storage/storage.js';
import { notify } from '../transport/hooks.js';
import { resolveHosts } from '../transport/hosts.js';
import { safeCause } from '../transport/redact.js';
import { ATTEMPT_TIMEOUT_MS, MAX_RESPONSE_BYTES, RETRY_LIMIT, TIMEOUT_MS } from '../transport/send-options.js';
import { createTransport } from '../transport/transport.js';
import { createSendAsUser } from './as-user.js';
import { changeBlocks } from './blocks.js';
import { generateCallToken } from './call-token.js';
import type { CometChatClient } from './client.js';
import type { ClientContext } from './context.js';
import { identify } from './identity.js';
import { withInternals } from './internals.js';
import { listBlockedUsers, listUsers } from './lists/lists.js';
import { createLogins } from './login.js';
import { logout } from './logout.js';
import { updateCurrentUserDetails } from './me.js';
import { type ClientOptions, checkOptions } from './options.js';
import { createSessionSignal } from './session-signal.js';
import { watchUse } from './use.js';
import { createUser, getUser, updateUser } from './users.js';
import { createVendorAccess } from './vendor-access.js';
import { verifyRestored } from './verify.js';

/**
 * Creates a client for one app. Clients share no state, so you can create several. If a session is stored, the client restores it and
 * checks it in the background with one request. Without one, the client sends nothing.
 *
 * In a page, use one client for each storage key. A second one follows the first like another tab, and so emits each event again. When
 * an app begins to use a second one, its `hooks.onWarning`, or the console if there is no such hook, gets one warning.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options.
 *
 * @example
 * const client = createClient({ appId: 'APP_ID', region: 'us' });
 * await client.session.ready;
 */
export function createClient(options: ClientOptions): CometChatClient {
  try {
    return makeClient(options);
  } catch (error) {
    throw asException(error, 'createClient');
  }
}

function makeClient(options: ClientOptions): CometChatClient {
  checkOptions(options);
  const { appId, region, hooks = {} } = options;
  const warn = (message: string, error?: unknown) =>
    notify(hooks, 'onWarning', () => ({ message, ...(error !== undefined && { error }) }));
  /** The errors of a storage may repeat the value, and so the token. */
  const warnOfStorage = (message: string, error?: unknown) => warn(message, safeCause(error, []));
  const hosts = resolveHosts(options);
  const { headers, device } = identify(appId);

  const storage = options.storage ?? browserStorage('local') ?? memoryStorage();
  const key = options.storageKey ?? `cometchat-users:v1:${appId}:${region.toLowerCase()}`;
  const tabs = options.tabs ?? storage === browserStorage('local');
  const vendorStorage = openVendorStorage(storage, appId, warnOfStorage);
  const store = createSessionStore({
    slot: openSlot(storage, key, warnOfStorage),
    warn,
    joinTabs: tabs ? (onMessage) => joinTabs(key, onMessage) : undefined,
    vendorStorage,
    adoptVendorSession: options.adoptVendorSession,
  });
  const sessionSignal = createSessionSignal(store);
  const ready = store.restore();
  const disposal = new AbortController();

  const context: ClientContext = {
    transport: createTransport({
      hosts,
      identity: headers,
      attemptTimeout: options.attemptTimeout ?? ATTEMPT_TIMEOUT_MS,
      retryLimit: options.retry?.limit ?? RETRY_LIMIT,
      maxResponseBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
      fetch: options.fetch,
      hooks,
    }),
    store,
    ready,
    tokenProvider: options.tokenProvider,
    device,
    timeout: options.timeout ?? TIMEOUT_MS,
    disposed: disposal.signal,
    warn,
    alone: (name, signal, work) => (tabs ? runAlone(`${key}:${name}`, signal, work) : work(false)),
    async forgetVendorSession(authToken) {
      if (options.adoptVendorSession && (await vendorStorage.read())?.authToken === authToken)
        await vendorStorage.remove();
    },
  };
  const logins = createLogins(context);
  const sendAsUser = createSendAsUser(context);
  const lists = { context, sendAsUser, sessionSignal };
  void verifyRestored(context, sendAsUser);

  const client: CometChatClient = {
    login: (...args: unknown[]) => logins.login(args),
    logout: (logoutOptions) => logout(context, logins.supersede, logoutOptions),
    createUser: (user, authKey, callOptions) => createUser(context, user, authKey, callOptions),
    updateUser: (user, authKey, callOptions) => updateUser(context, user, authKey, callOptions),
    updateCurrentUserDetails: (user, callOptions) => updateCurrentUserDetails(context, sendAsUser, user, callOptions),
    getUser: (uid, callOptions) => getUser(context, sendAsUser, uid, callOptions),
    listUsers: (filter, callOptions) => listUsers(lists, filter, callOptions),
    blockUsers: (uids, callOptions) => changeBlocks(context, sendAsUser, 'blockUsers', uids, callOptions),
    unblockUsers: (uids, callOptions) => changeBlocks(context, sendAsUser, 'unblockUsers', uids, callOptions),
    listBlockedUsers: (filter, callOptions) => listBlockedUsers(lists, filter, callOptions),
    generateCallToken: (sessionId, callOptions) => generateCallToken(context, sendAsUser, sessionId, callOptions),
    session: createSession(store, ready),
    dispose() {
      disposal.abort(new CometChatException({ code: 'CLIENT_DISPOSED' }));
      void store.close();
    },
  };
  return withInternals(watchUse(client, storage, key, hooks), {
    onLoginSuccess: logins.onSuccess,
    updateProfile: (user, callOptions) =>
      updateCurrentUserDetails(context, sendAsUser, user, callOptions, { ignoresNewUid: true }),
    vendor: createVendorAccess(appId, context, logins, sendAsUser, vendorStorage),
    isDisposed: () => disposal.signal.aborted,
  });
}
