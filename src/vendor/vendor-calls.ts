import { problem } from '../errors/issue.js';
import { withinLimit } from './limit.js';
import type { Link } from './link.js';
import { type Originals, takeOverLogin, takeOverProfile } from './steps.js';
import type { VendorChat } from './types.js';
import type { VendorSide } from './vendor-side.js';
import { type Wrapped, type Wrapper, wrap } from './wrap.js';

const LISTENER_ID = 'cometchat-users';

/** Milliseconds that `init` of the vendor's SDK waits for our comparison of both stored sessions. Storage has a limit of 2 s. */
const START_MS = 5_000;

/** Milliseconds that a call waits for the steps of other tabs, and that they wait for it. */
const TURN_MS = 10_000;

/** The part of an attachment that the wrapped functions use. */
interface Attachment {
  linkNow(): Link | undefined;
  readonly side: VendorSide;
  /** Something may have changed. */
  run(): void;
  /** The app or a user did something. */
  runAnew(): void;
  /** Registers a call, and waits for our step in progress. */
  enter(call: Promise<unknown>): Promise<void>;
}

/** The work around a call of the vendor's own side. */
type Work = (link: Link, call: () => Promise<unknown>, before?: string) => Promise<unknown>;

/** The error for an SDK whose functions cannot be replaced. */
export function cannotWrap(): Error {
  const message =
    'chat must let attachVendor replace its functions and add a login listener. Do not freeze or seal it.';
  return problem('chat', 'INVALID_OPTION', message);
}

/** The vendor's functions as they were, and a way to restore them. */
interface WrappedVendor {
  readonly originals: Originals;
  restore(): void;
}

/**
 * Wraps the functions that change the vendor's session, so that its own calls resolve when our session has the change, and so that a
 * click on logout can be told from a revoked token: the vendor's SDK reports both as `logoutSuccess`.
 */
export function wrapVendor(chat: VendorChat, attachment: Attachment): WrappedVendor {
  const { linkNow, side, run, runAnew, enter } = attachment;

  /** How many logins of the vendor's side have begun. */
  let logins = 0;

  /** The link, if the vendor's SDK is initialised with the client's app. Another app's SDK is never touched. */
  function ourLink(): Link | undefined {
    const link = linkNow();
    return link && side.state(link.access.appId) === 'ours' ? link : undefined;
  }

  /** Waits until both stored sessions were compared: before, our session is not known. */
  async function untilStarted({ started }: Link): Promise<void> {
    await withinLimit(started, START_MS, 'The start', run).catch(() => undefined);
  }

  /** A call of the vendor's own side, after the start. */
  function ownCall(work: Work): Wrapper {
    const wrapper = startedCall(work);
    return (original, args) => {
      const link = ourLink();
      if (!link || link.isStarted) return wrapper(original, args);
      return untilStarted(link).then(() => wrapper(original, args));
    };
  }

  /** A call of the vendor's own side. `before` is the token of our session at the time of the call. Our loop waits for the call. */
  function startedCall(work: Work): Wrapper {
    return (original, args) => {
      const link = ourLink();
      if (!link) return original(...args);
      // Our own step, through the kit, or a login of the app with our token: nothing changes, and a step must not wait for itself.
      const before = link.access.current()?.authToken;
      if (args.length === 1 && args[0] === before) return original(...args).finally(run);
      let begin: () => void = () => undefined;
      const mayBegin = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const begun = () => original(...args);
      // The app may have detached meanwhile, or initialised one of both sides with another App ID.
      const inOurApp = () => (ourLink() === link ? work(link, begun, before) : begun());
      const call = mayBegin.then(() => inTurn(link, inOurApp));
      void enter(call).then(begin);
      return call.finally(runAnew);
    };
  }

  /**
   * Runs a call while no other tab takes a step. The vendor's SDK clears the stored session at the start of a login, which other tabs
   * must not take for a logout.
   */
  async function inTurn({ access }: Link, work: () => Promise<unknown>): Promise<unknown> {
    const controller = new AbortController();
    const timeout = setTimeout(() => controller.abort(), TURN_MS);
    let call: Promise<unknown> | undefined;
    const begin = async () => {
      clearTimeout(timeout);
      call = work();
      // A call that hangs must not hold up the other tabs.
      await withinLimit(call, TURN_MS, 'A call', run).catch(() => undefined);
    };
    await access.alone('vendor', controller.signal, begin).catch(() => undefined);
    return call ?? work();
  }

  const wrappers: { readonly [name: string]: Wrapper } = {
    login: ownCall(async (link, call, before) => {
      const mine = ++logins;
      const result = await call();
      const known = mine === logins ? result : undefined;
      // If that fails, the loop tries it again. The login itself has succeeded.
      await takeOverLogin(link, side, known, before).catch(() => undefined);
      return result;
    }),

    logout: ownCall(async ({ access, client }, call) => {
      const ours = access.current()?.authToken;
      const isShared = ours !== undefined && ours === side.token(access.appId);
      // Ours ends first: the vendor's SDK revokes the token that both share, and no tab may ask the `tokenProvider` for another one.
      if (isShared) await access.end();
      else if (ours !== undefined) await client.logout().catch(() => undefined);
      return call();
    }),

    updateCurrentUserDetails: ownCall(async (link, call) => {
      const result = await call();
      await takeOverProfile(link, result).catch(() => undefined);
      return result;
    }),

    init: startFirst,
    initFromSettings: startFirst,
  };

  async function startFirst(...[original, args]: Parameters<Wrapper>): Promise<unknown> {
    const link = linkNow();
    if (link) await untilStarted(link);
    return original(...args).finally(runAnew);
  }

  const wrapped: { [name: string]: Wrapped } = {};

  function listen(): void {
    const listener = new chat.LoginListener({
      loginSuccess: run,
      logoutSuccess() {
        // The socket is closed then, also if only another tab has switched the user. It may be the same user again by now.
        const link = linkNow();
        if (link) link.socketToken = undefined;
        run();
      },
    });
    chat.addLoginListener(LISTENER_ID, listener as never);
  }

  try {
    for (const [name, wrapper] of Object.entries(wrappers)) {
      if (typeof chat[name as keyof VendorChat] === 'function') wrapped[name] = wrap(chat, name, wrapper);
    }
    listen();
  } catch {
    for (const each of Object.values(wrapped)) each.restore();
    throw cannotWrap();
  }

  return {
    originals: {
      login: (wrapped.login as Wrapped).original,
      updateCurrentUserDetails: (wrapped.updateCurrentUserDetails as Wrapped).original,
    },
    restore() {
      for (const each of Object.values(wrapped)) each.restore();
      try {
        chat.removeLoginListener(LISTENER_ID);
      } catch {
        // Nothing may throw into the app. The listener only says "look again", and nothing looks any more.
      }
    },
  };
}
