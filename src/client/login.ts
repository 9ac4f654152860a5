import { asException, CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { Turn } from '../session/store.js';
import type { Deadline } from '../transport/deadline.js';
import { createAuthToken, enter } from '../transport/operations.js';
import { User } from '../user/user.js';
import type { UserAnswer } from '../user/wire.js';
import { isRevoked } from './as-user.js';
import { type ClientContext, perform, untilReady } from './context.js';
import { type Credentials, keyOf, readLogin } from './credentials.js';
import { askForToken } from './token-provider.js';

/** A login under way, and how many callers wait for it. */
interface Flight {
  readonly key: string;
  readonly done: Promise<User>;
  readonly controller: AbortController;
  waiting: number;
}

/** The logins of one client: an equal one joins, another one overtakes. */
export interface Logins {
  login(args: readonly unknown[]): Promise<User>;
  /** Ends the login under way, if any; it rejects with `LOGIN_SUPERSEDED`. What comes in its place has the turn. */
  supersede(): Turn;
}

/** Makes the logins of one client. */
export function createLogins(context: ClientContext): Logins {
  const { store } = context;
  let flight: Flight | undefined;

  function supersede(): Turn {
    flight?.controller.abort(new CometChatException({ code: 'LOGIN_SUPERSEDED' }));
    flight = undefined;
    return store.begin();
  }

  function begin(key: string, credentials: Credentials): Flight {
    const turn = supersede();
    const controller = new AbortController();
    const done = perform(
      context,
      'login',
      {},
      (deadline) => run(context, credentials, turn, deadline),
      controller.signal,
    ).then(async ({ user, stored }) => {
      await stored;
      return user;
    });
    const mine: Flight = { key, done, controller, waiting: 0 };
    const end = () => {
      if (flight === mine) flight = undefined;
    };
    done.then(end, end);
    return mine;
  }

  /** Nobody waits any longer: whoever gave up does not want to be signed in later. */
  function abandon(mine: Flight, reason: unknown): void {
    mine.controller.abort(reason);
    if (flight === mine) flight = undefined;
  }

  async function login(args: readonly unknown[]): Promise<User> {
    try {
      const { credentials, options } = readLogin(args);
      const key = keyOf(credentials);
      let joined = undefined as Flight | undefined;
      let reason: unknown;
      try {
        const user = await perform(context, 'login', options, () => {
          if (flight?.key !== key) flight = begin(key, credentials);
          joined = flight;
          joined.waiting++;
          return joined.done;
        });
        return user.clone();
      } catch (error) {
        reason = error;
        throw error;
      } finally {
        if (joined && --joined.waiting === 0) abandon(joined, reason);
      }
    } catch (cause) {
      const error = asException(cause, 'login');
      store.failed('loginFailed', error);
      throw error;
    }
  }

  return { login, supersede };
}

/** A login that is committed, and perhaps not stored yet. */
interface Committed {
  readonly user: User;
  readonly stored: void | Promise<void>;
}

async function run(
  context: ClientContext,
  credentials: Credentials,
  turn: Turn,
  deadline: Deadline,
): Promise<Committed> {
  await untilReady(context, deadline);
  const { user, authToken } = await authenticate(context, credentials, deadline);
  // Between an answer and its reading, the last caller may have given up, or another login begun.
  if (deadline.reason) throw deadline.reason;
  if (!turn()) throw new CometChatException({ code: 'LOGIN_SUPERSEDED' });
  // What is committed can be overtaken no more: not while it is being stored, and not by a listener that is told of it.
  deadline.end();
  const signedIn = User.fromService({ ...user, authToken });
  return { user: signedIn, stored: context.store.signIn(signedIn, authToken, 'login') };
}

interface Authenticated {
  readonly user: UserAnswer;
  readonly authToken: string;
}

async function authenticate(
  context: ClientContext,
  credentials: Credentials,
  deadline: Deadline,
): Promise<Authenticated> {
  const { transport, store, device } = context;
  const enterWith = async (credential: string): Promise<Authenticated> => {
    const user = await transport(enter, { credential, body: device, deadline });
    return { user, authToken: user.authToken || credential };
  };

  if (credentials.by === 'token') return enterWith(credentials.authToken);
  if (credentials.by === 'provider') return enterWith(await providedToken(context, deadline));

  const { uid, authKey } = credentials;
  const current = store.getCurrent();
  if (current?.user.uid === uid) {
    // The token at hand will do, unless it was revoked.
    const same = await enterWith(current.authToken).catch((error) => {
      if (!isRevoked(error)) throw error;
    });
    if (same) return same;
  }
  return enterWith(await transport(createAuthToken, { credential: authKey, params: { uid }, body: device, deadline }));
}

function providedToken({ tokenProvider }: ClientContext, deadline: Deadline): Promise<string> {
  if (tokenProvider) return askForToken(tokenProvider, { reason: 'login' }, deadline);
  throw problem('login', 'MISSING_PARAMETERS', 'login() without arguments needs a tokenProvider.');
}
