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
 * Tells listeners, in the order in which they came, one announcement after the other: what a listener causes is told when the
 * present announcement has reached everybody. Listeners are not awaited, and one that fails stops no other.
 */
export function createAnnouncer(warn: (message: string, error: unknown) => void) {
  const emitter = new EventEmitter();
  const guards = new WeakMap<AnyListener, Guard>();
  const queue: Announcement[] = [];
  let telling = false;

  function failed(event: string, error: unknown): void {
    warn(`A listener of "${event}" failed.`, error);
    // Who listens for failures and fails is told to nobody, or it would go round for ever.
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
    signal?.addEventListener('abort', off, { once: true });
    return off;
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

  return { announce, listen, unlisten, close: () => void emitter.removeAllListeners() };
}
