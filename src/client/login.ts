import { asException, CometChatException } from '../errors/exception.js';
import type { Turn } from '../session/turns.js';
import type { Deadline } from '../transport/deadline.js';
import * as endpoints from '../transport/endpoints.js';
import type { UserResponse } from '../user/response.js';
import { User } from '../user/user.js';
import { isRevoked } from './as-user.js';
import { type ClientContext, perform, untilReady } from './context.js';
import { type Credentials, keyOf, readLogin } from './login-arguments.js';
import { askForToken, type TokenProvider } from './token-provider.js';

/** A login in progress. Equal calls share it (single-flight). */
interface Flight {
  readonly key: string;
  readonly done: Promise<User>;
  readonly controller: AbortController;
  /** The deadlines of the `login()` calls that wait for it. */
  readonly callers: Set<Deadline>;
  /** Gives the requests at least this many milliseconds from now: a caller who joins may have a longer timeout. */
  extend(ms: number): void;
  isCommitted: boolean;
}

/** The logins of one client. Equal logins share one flight. A different login ends the one in progress. */
export interface Logins {
  login(args: readonly unknown[]): Promise<User>;
  /** Ends the login in progress, if there is one: it rejects with `LOGIN_SUPERSEDED`. Returns the turn of the caller. */
  supersede(): Turn;
  /** Calls `listener` once for each login that succeeds, before its promises resolve. Equal calls share one login. */
  onSuccess(listener: (user: User) => void): void;
  /** Calls the listeners for a login that the vendor's SDK made. */
  notifySuccess(user: User): void;
}

/** Creates the logins of one client. */
export function createLogins(context: ClientContext): Logins {
  const { store } = context;
  const successListeners: ((user: User) => void)[] = [];
  let flight: Flight | undefined;

  function supersede(): Turn {
    flight?.controller.abort(new CometChatException({ code: 'LOGIN_SUPERSEDED' }));
    flight = undefined;
    return store.begin();
  }

  function notifySuccess(user: User): void {
    for (const listener of successListeners) listener(user);
  }

  function begin(key: string, credentials: Credentials, timeout: number | undefined): Flight {
    const turn = supersede();
    const controller = new AbortController();
    const callers = new Set<Deadline>();
    let whole: Deadline | undefined;

    async function run(deadline: Deadline): Promise<Committed> {
      whole = deadline;
      await untilReady(context, deadline);
      const { user, authToken } = await authenticate(context, credentials, deadline);
      // During the requests, the last caller may have aborted, or another login may have begun.
      if (deadline.reason) throw deadline.reason;
      const reasons = [...callers].map(({ reason }) => reason);
      if (reasons.every(Boolean)) throw reasons[0];
      if (!turn()) throw new CometChatException({ code: 'LOGIN_SUPERSEDED' });
      return commit(User.fromService({ ...user, authToken }), authToken, deadline);
    }

    function commit(user: User, authToken: string, deadline: Deadline): Committed {
      // From now on, no deadline or signal may reject: a login that rejects must not have changed the session.
      mine.isCommitted = true;
      deadline.end();
      for (const caller of callers) caller.end();
      return { user, stored: store.signIn(user, authToken, 'login') };
    }

    const done = perform(context, 'login', { timeout }, run, controller.signal).then(async ({ user, stored }) => {
      await stored;
      notifySuccess(user);
      return user;
    });
    const extend = (ms: number) => whole?.extend(ms);
    const mine: Flight = { key, done, controller, callers, extend, isCommitted: false };
    const end = () => {
      if (flight === mine) flight = undefined;
    };
    done.then(end, end);
    return mine;
  }

  /** Waits for a shared login. When all of its callers have aborted, the login is aborted too. */
  async function join(shared: Flight, deadline: Deadline): Promise<User> {
    shared.callers.add(deadline);
    if (shared.isCommitted) deadline.end();
    try {
      return await deadline.race(shared.done);
    } finally {
      shared.callers.delete(deadline);
      if (shared.callers.size === 0) shared.controller.abort(deadline.reason);
      if (shared.callers.size === 0 && flight === shared) flight = undefined;
    }
  }

  async function login(args: readonly unknown[]): Promise<User> {
    try {
      const { credentials, options } = readLogin(args, context.tokenProvider !== undefined);
      const key = keyOf(credentials);
      const user = await perform(context, 'login', options, (deadline) => {
        // An aborted login has not ended yet. Its token may be that of a user who has left the app since.
        const isWanted = flight && [...flight.callers].some(({ reason }) => !reason);
        if (!flight || !isWanted || flight.key !== key) flight = begin(key, credentials, options.timeout);
        flight.extend(options.timeout ?? context.timeout);
        return join(flight, deadline);
      });
      return user.clone();
    } catch (cause) {
      const error = asException(cause, 'login');
      store.emitFailure('loginFailed', error);
      throw error;
    }
  }

  return { login, supersede, onSuccess: (listener) => void successListeners.push(listener), notifySuccess };
}

/** A login that is committed. It may not be stored yet. */
interface Committed {
  readonly user: User;
  readonly stored: void | Promise<void>;
}

interface Authenticated {
  readonly user: UserResponse;
  readonly authToken: string;
}

async function authenticate(
  context: ClientContext,
  credentials: Credentials,
  deadline: Deadline,
): Promise<Authenticated> {
  const { transport, store, device, tokenProvider } = context;
  const logInWith = async (credential: string, uid?: string): Promise<Authenticated> => {
    const user = await transport(endpoints.login, { credential, body: device, uid, deadline });
    return { user, authToken: user.authToken || credential };
  };

  if (credentials.by === 'token') return logInWith(credentials.authToken);
  if (credentials.by === 'provider') {
    // `readLogin` has refused a login without a tokenProvider.
    return logInWith(await askForToken(tokenProvider as TokenProvider, { reason: 'login' }, deadline));
  }

  const { uid, authKey } = credentials;
  const current = store.getCurrent();
  if (current?.user.uid === uid) {
    // Use the token of the session, unless it was revoked.
    const same = await logInWith(current.authToken, uid).catch((error) => {
      if (!isRevoked(error)) throw error;
    });
    // The session may have ended meanwhile: a logout in another tab revokes its token.
    if (same && store.getCurrent()?.authToken === current.authToken) return same;
  }
  const authToken = await transport(endpoints.createAuthToken, {
    credential: authKey,
    params: { uid },
    body: device,
    uid,
    deadline,
  });
  return logInWith(authToken, uid);
}
