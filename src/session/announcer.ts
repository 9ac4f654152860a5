import { EventEmitter } from 'eventemitter3';
import type { SessionEvent, SessionEvents } from './state.js';

/** What an event's listener looks like. */
export type Listener<E extends SessionEvent> = (payload: SessionEvents[E]) => unknown;

/** When a listener is taken away other than by `off`. */
export interface ListenOptions {
  readonly once?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One thing to tell: an event, or that the state is another. */
export type Announcement = { [E in SessionEvent]: readonly [E, SessionEvents[E]] }[SessionEvent] | readonly ['change'];

type AnyListener = (payload?: unknown) => unknown;
type Guard = (payload: unknown, event: string) => void;

/**
 * Calls listeners in the order in which they were added, one announcement after the other: an announcement that a listener causes
 * comes when all listeners have heard the present one. Listeners are not awaited, and one that fails stops no other.
 */
export function createAnnouncer(warn: (message: string, error: unknown) => void) {
  const emitter = new EventEmitter();
  const guards = new WeakMap<AnyListener, Guard>();
  const queue: Announcement[] = [];
  let telling = false;

  function failed(event: string, error: unknown): void {
    warn(`A listener of "${event}" failed.`, error);
    // An error thrown by a `listenerError` listener is not reported: it would recurse.
    if (event !== 'listenerError') announce(['listenerError', { event, error }]);
  }

  /** A listener whose failure is its own; always the same for the same one, so that it can be taken away. */
  function guardOf(listener: AnyListener): Guard {
    const guard: Guard =
      guards.get(listener) ??
      ((payload, event) => {
        try {
          Promise.resolve(listener(payload)).catch((error) => failed(event, error));
        } catch (error) {
          failed(event, error);
        }
      });
    guards.set(listener, guard);
    return guard;
  }

  function listen(event: string, listener: AnyListener, { once = false, signal }: ListenOptions = {}): () => void {
    const off = () => unlisten(event, listener);
    if (signal?.aborted) return off;
    emitter[once ? 'once' : 'on'](event, guardOf(listener));
    try {
      signal?.addEventListener('abort', off, { once: true });
    } catch (error) {
      // A signal that is not the platform's own may throw.
      off();
      throw error;
    }
    return off;
  }

  /** Calls one listener now. */
  function call(event: string, listener: AnyListener): void {
    guardOf(listener)(undefined, event);
  }

  function unlisten(event: string, listener: AnyListener): void {
    emitter.off(event, guardOf(listener));
  }

  function announce(...announcements: Announcement[]): void {
    queue.push(...announcements);
    if (telling) return;
    telling = true;
    for (let next = queue.shift(); next; next = queue.shift()) emitter.emit(next[0], next[1], next[0]);
    telling = false;
  }

  return { announce, listen, unlisten, call, close: () => void emitter.removeAllListeners() };
}
