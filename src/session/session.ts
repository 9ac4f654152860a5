import { asException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { findUnknownOption, type OptionNames } from '../errors/option-names.js';
import type { Listener } from './emitter.js';
import type { SessionEvent, SessionState } from './state.js';
import type { SessionStore } from './store.js';

/** The state before storage was read. */
export const UNKNOWN: SessionState = Object.freeze({ status: 'unknown' });

/**
 * The session of a client: its state and its events.
 *
 * @example
 * client.session.on('signedIn', ({ user }) => console.log(`Hello ${user.name}`));
 * client.session.on('signedOut', ({ uid, reason }) => console.log(uid, reason));
 * const state = await client.session.ready;
 */
export interface Session {
  /** Returns the state. It is the same reference until something changes. */
  getSnapshot(): SessionState;
  /** Returns the state for server rendering and hydration: always `unknown`, because one server renders for all visitors. */
  getServerSnapshot(): SessionState;
  /** Calls `listener` after each change of the state. Returns a function that removes the listener. For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  /** Returns the session as a Svelte store: `subscribe(run)` calls `run` with the state now and after each change. */
  toStore(): {
    /** Calls `run` with the state now and after each change. Returns a function that stops this. */
    subscribe(run: (state: SessionState) => void): () => void;
  };
  /** Resolves with the state when the first read of storage has ended. It never rejects. */
  readonly ready: Promise<SessionState>;
  /**
   * Calls `listener` at each event. Returns a function that removes the listener. If a listener throws, the others are called all the same.
   * Throws a `CometChatException` (kind `config`) for wrong arguments and unknown options.
   */
  on<E extends SessionEvent>(
    event: E,
    listener: Listener<E>,
    options?: {
      /** Removes the listener when it is aborted. */
      signal?: AbortSignal;
    },
  ): () => void;
  /** As `on`, for the next event only. */
  once<E extends SessionEvent>(
    event: E,
    listener: Listener<E>,
    options?: {
      /** Removes the listener when it is aborted. */
      signal?: AbortSignal;
    },
  ): () => void;
  /** Removes a listener. */
  off<E extends SessionEvent>(event: E, listener: Listener<E>): void;
}

type ListenerOptions = NonNullable<Parameters<Session['on']>[2]>;

const LISTENER_OPTIONS = { signal: true } as const satisfies OptionNames<ListenerOptions>;

/** Creates the public view of a store. */
export function createSession(
  store: Pick<SessionStore, 'emitter' | 'getState'>,
  ready: Promise<SessionState>,
): Session {
  const { emitter, getState } = store;
  const listen = (event: string, listener: unknown, options: ListenerOptions | undefined, once: boolean) => {
    try {
      const unknown = findUnknownOption(options, LISTENER_OPTIONS, once ? 'session.once' : 'session.on');
      if (unknown) throw problem(unknown.field, 'INVALID_OPTION', unknown.message);
      const signal = options?.signal;
      checkListener(event, listener, signal);
      return emitter.on(event, listener as AnyListener, { signal, once });
    } catch (error) {
      throw asException(error);
    }
  };
  const subscribe = (listener: () => void) => {
    checkListener('change', listener);
    return emitter.on('change', () => listener());
  };
  return {
    getSnapshot: getState,
    getServerSnapshot: () => UNKNOWN,
    subscribe,
    toStore: () => ({
      subscribe(run) {
        checkListener('change', run);
        const runWithState = () => run(getState());
        emitter.callNow('change', runWithState);
        return subscribe(runWithState);
      },
    }),
    ready,
    on: (event, listener, options) => listen(event, listener, options, false),
    once: (event, listener, options) => listen(event, listener, options, true),
    off(event, listener) {
      checkListener(event, listener);
      emitter.off(event, listener as AnyListener);
    },
  };
}

type AnyListener = (payload?: unknown) => unknown;

/** Throws a `CometChatException` (kind `config`) for arguments that are not an event name, a function and a signal. */
function checkListener(event: unknown, listener: unknown, signal?: { addEventListener?: unknown } | null): void {
  if (typeof event !== 'string') throw problem('event', 'INVALID_OPTION', 'event must be the name of an event.');
  if (typeof listener !== 'function') throw problem('listener', 'INVALID_OPTION', 'listener must be a function.');
  if (signal !== undefined && signal !== null && typeof signal.addEventListener !== 'function')
    throw problem('signal', 'INVALID_OPTION', 'signal must be an AbortSignal.');
}
