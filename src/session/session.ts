import { asException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { Listener, ListenOptions } from './announcer.js';
import type { SessionEvent, SessionState } from './state.js';
import type { SessionStore } from './store.js';

const UNKNOWN: SessionState = Object.freeze({ status: 'unknown' });

/**
 * Who is logged in here, and what happens to it.
 *
 * @example
 * client.session.on('signedIn', ({ user }) => console.log(`Hello ${user.name}`));
 * client.session.on('signedOut', ({ uid, reason }) => console.log(uid, reason));
 * const state = await client.session.ready;
 */
export interface Session {
  /** The state: the same reference until something changes. */
  getSnapshot(): SessionState;
  /** The state on a server and while hydrating: always `unknown`, because a server must not know one visitor for all. */
  getServerSnapshot(): SessionState;
  /** Calls `listener` after each change of the state; answers with a function that stops it. For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  /** The session as a Svelte store: `subscribe(run)` calls `run` with the state now and after each change. */
  toStore(): {
    /** Calls `run` with the state now and after each change; returns a function that stops it. */
    subscribe(run: (state: SessionState) => void): () => void;
  };
  /** Resolves with the state when the first read of storage ended. It never rejects. */
  readonly ready: Promise<SessionState>;
  /** Calls `listener` at each event; answers with a function that stops it. One that throws stops no other. */
  on<E extends SessionEvent>(
    event: E,
    listener: Listener<E>,
    options?: {
      /** Removes the listener when it is aborted. */
      signal?: AbortSignal;
    },
  ): () => void;
  /** The same for the next event only. */
  once<E extends SessionEvent>(
    event: E,
    listener: Listener<E>,
    options?: {
      /** Removes the listener when it is aborted. */
      signal?: AbortSignal;
    },
  ): () => void;
  /** Stops a listener. */
  off<E extends SessionEvent>(event: E, listener: Listener<E>): void;
}

/** What an app gets to see of a store. */
export function createSession(store: SessionStore, ready: Promise<SessionState>): Session {
  const { announcer, getState } = store;
  const listen = (event: string, listener: unknown, options: ListenOptions | undefined, once: boolean) => {
    try {
      const signal = options?.signal;
      checkListener(event, listener, signal);
      return announcer.listen(event, listener as AnyListener, { signal, once });
    } catch (error) {
      throw asException(error);
    }
  };
  const subscribe = (listener: () => void) => {
    checkListener('change', listener);
    return announcer.listen('change', () => listener());
  };
  return {
    getSnapshot: getState,
    getServerSnapshot: () => UNKNOWN,
    subscribe,
    toStore: () => ({
      subscribe(run) {
        checkListener('change', run);
        const tell = () => run(getState());
        announcer.call('change', tell);
        return subscribe(tell);
      },
    }),
    ready,
    on: (event, listener, options) => listen(event, listener, options, false),
    once: (event, listener, options) => listen(event, listener, options, true),
    off(event, listener) {
      checkListener(event, listener);
      announcer.unlisten(event, listener as AnyListener);
    },
  };
}

type AnyListener = (payload?: unknown) => unknown;

/** Throws a `CometChatException` (kind `config`) for arguments with which nobody would ever be told. */
function checkListener(event: unknown, listener: unknown, signal?: { addEventListener?: unknown } | null): void {
  if (typeof event !== 'string') throw problem('event', 'INVALID_OPTION', 'event must be the name of an event.');
  if (typeof listener !== 'function') throw problem('listener', 'INVALID_OPTION', 'listener must be a function.');
  if (signal !== undefined && signal !== null && typeof signal.addEventListener !== 'function')
    throw problem('signal', 'INVALID_OPTION', 'signal must be an AbortSignal.');
}
