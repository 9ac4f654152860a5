import { asException, CometChatException } from '../errors/exception.js';
import { browserStorage, joinTabs } from '../session/platform.js';
import { createSession, type Session } from '../session/session.js';
import { createSessionStore } from '../session/store.js';
import { decodeVendor, vendorKey } from '../session/vendor-session.js';
import { openSlot } from '../storage/slot.js';
import { memoryStorage } from '../storage/storage.js';
import { ATTEMPT_TIMEOUT_MS, MAX_RESPONSE_BYTES, RETRY_LIMIT, TIMEOUT_MS } from '../transport/call-options.js';
import { tell } from '../transport/hooks.js';
import { resolveHosts } from '../transport/hosts.js';
import { createTransport } from '../transport/transport.js';
import type { ProfileInput, UserInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import { createSendAsUser } from './as-user.js';
import { type CallTokenOptions, generateCallToken } from './call-token.js';
import type { ClientContext } from './context.js';
import type { UidCredentials } from './credentials.js';
import { identify } from './identity.js';
import { withInternals } from './internals.js';
import { createLogins } from './login.js';
import { type LogoutOptions, logout } from './logout.js';
import { updateCurrentUserDetails } from './me.js';
import { type CallOptions, type ClientOptions, checkOptions } from './options.js';
import { createUser, getUser, updateUser } from './users.js';
import { verifyRestored } from './verify.js';

/**
 * One app's users and logins. Every method settles: with its result, or with a `CometChatException` by `timeout` at the
 * latest. Users that are passed in are validated before anything is sent and never changed; users that come back are new.
 * A response about another user than the one asked for rejects with `WRONG_USER` and changes nothing.
 */
export interface CometChatClient {
  /**
   * Logs in, and resolves with the user when the session is committed and stored. An equal login under way is joined; another
   * one, or a logout, overtakes it and rejects it with `LOGIN_SUPERSEDED`. A failed login leaves the session as it was.
   *
   * Rejects with `MISSING_PARAMETERS`, `INVALID_AUTH_TOKEN`, `INVALID_UID`, `INVALID_AUTH_KEY` before a request;
   * `AUTH_ERR_AUTH_TOKEN_NOT_FOUND`, `ERR_UID_NOT_FOUND`, `AUTH_ERR_APIKEY_NOT_FOUND` from the service;
   * `TOKEN_PROVIDER_FAILED` where there is a `tokenProvider`.
   *
   * @example
   * const user = await client.login(authToken); // a token that your server got
   */
  login(authToken: string, options?: CallOptions): Promise<User>;
  /** Logs in by uid. An Auth Key lets everybody be anybody: for development only. */
  login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
  /** Logs in by uid. An Auth Key lets everybody be anybody: for development only. */
  login(credentials: UidCredentials, options?: CallOptions): Promise<User>;
  /** Logs in with a token of the `tokenProvider`. */
  login(options?: CallOptions): Promise<User>;

  /**
   * Signs out here at once, then asks the service to revoke the token and waits 5 s for it at most. Resolves also if that
   * failed, which is told to `hooks.onWarning`; with `{ strict: true }` it rejects then. Rejects with `USER_NOT_LOGED_IN` if
   * nobody is signed in.
   */
  logout(options?: LogoutOptions): Promise<void>;

  /**
   * Creates a user. For development, or where your server cannot: the Auth Key that this takes does not belong in production.
   *
   * Rejects with every issue of the user before a request; with `ERR_UID_ALREADY_EXISTS` (kind `conflict`), and with
   * `CREATE_UNCONFIRMED` (retryable) when an answer was lost and the key may not read.
   *
   * @example
   * const user = await client.createUser(new User('kevin', 'Kevin'), authKey);
   */
  createUser(user: User | UserInput, authKey: string, options?: CallOptions): Promise<User>;

  /**
   * Updates a user: sends the fields that were touched, and nothing else. Rejects with every issue before a request, and with
   * `ERR_UID_NOT_FOUND`.
   *
   * @example
   * await client.updateUser(new User('kevin').setName('Kevin Fernandez').setAvatar(null), authKey);
   */
  updateUser(user: User | UserInput, authKey: string, options?: CallOptions): Promise<User>;

  /**
   * Updates the signed-in user: sends the fields that were touched. A uid may be left out. Rejects before a request with every
   * issue, with `NOT_THE_SIGNED_IN_USER` for a user of another uid, with `ROLE_NOT_EDITABLE` for another role than the user
   * has, and with `USER_NOT_LOGED_IN`.
   *
   * @example
   * await client.updateCurrentUserDetails({ statusMessage: 'On the train' });
   */
  updateCurrentUserDetails(user: User | ProfileInput, options?: CallOptions): Promise<User>;

  /** Reads a user as the signed-in one. Rejects with `USER_NOT_LOGED_IN`, `INVALID_UID`, `ERR_UID_NOT_FOUND`. */
  getUser(uid: string | User, options?: CallOptions): Promise<User>;

  /**
   * A token to join a call session with, for the vendor's call UI. Rejects with `INVALID_SESSION_ID`, `USER_NOT_LOGED_IN`.
   *
   * @example
   * const { token } = await client.generateCallToken('standup');
   */
  generateCallToken(
    sessionId: string,
    options?: CallTokenOptions,
  ): Promise<{
    /** The call token, for the vendor's call UI. */
    token: string;
  }>;

  /** Who is logged in here, and the events of it. */
  readonly session: Session;

  /** Ends what is under way (`CLIENT_DISPOSED`) and forgets every listener. What is stored stays for the next client. */
  dispose(): void;
}

/**
 * Makes a client of one app. Nothing is global: make as many as you like. A session that was stored before is there at once and
 * checked in the background with one request; without one, nothing is sent.
 *
 * Throws a `CometChatException` (kind `config`) for options that cannot be right.
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
    tell(hooks, 'onWarning', () => ({ message, ...(error !== undefined && { error }) }));
  const hosts = resolveHosts(options);
  const { headers, device } = identify(appId);

  const storage = options.storage ?? browserStorage('local') ?? memoryStorage();
  const key = options.storageKey ?? `cometchat-users:v1:${appId}:${region.toLowerCase()}`;
  const tabs = options.tabs ?? storage === browserStorage('local');
  const store = createSessionStore({
    slot: openSlot(storage, key, warn),
    warn,
    joinTabs: tabs ? (hear) => joinTabs(key, hear) : undefined,
    readForeign: options.adoptVendorSession
      ? async () => decodeVendor(await openSlot(storage, vendorKey(appId), warn).read())
      : undefined,
  });
  const ready = store.restore();
  const end = new AbortController();

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
    disposed: end.signal,
    warn,
  };
  const logins = createLogins(context);
  const sendAsUser = createSendAsUser(context);
  void verifyRestored(context, sendAsUser);

  const client: CometChatClient = {
    login: (...args: unknown[]) => logins.login(args),
    logout: (logoutOptions) => logout(context, logins.supersede, logoutOptions),
    createUser: (user, authKey, callOptions) => createUser(context, user, authKey, callOptions),
    updateUser: (user, authKey, callOptions) => updateUser(context, user, authKey, callOptions),
    updateCurrentUserDetails: (user, callOptions) => updateCurrentUserDetails(context, sendAsUser, user, callOptions),
    getUser: (uid, callOptions) => getUser(context, sendAsUser, uid, callOptions),
    generateCallToken: (sessionId, callOptions) => generateCallToken(context, sendAsUser, sessionId, callOptions),
    session: createSession(store, ready),
    dispose() {
      end.abort(new CometChatException({ code: 'CLIENT_DISPOSED' }));
      void store.close();
    },
  };
  return withInternals(client, {
    onLoginSuccess: logins.onSuccess,
    updateProfile: (user, callOptions) =>
      updateCurrentUserDetails(context, sendAsUser, user, callOptions, { ignoresNewUid: true }),
  });
}
