import { EventEmitter } from 'eventemitter3';
import type { SessionEvent, SessionEvents } from './state.js';

/** A listener of an event. Its result is ignored. */
export type Listener<E extends SessionEvent> = (payload: SessionEvents[E]) => unknown;

/** Removes a listener after its first event, or when a signal is aborted. */
export interface ListenOptions {
  readonly once?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An event with its payload, or `change` for a new state. */
export type EmittedEvent = { [E in SessionEvent]: readonly [E, SessionEvents[E]] }[SessionEvent] | readonly ['change'];

type AnyListener = (payload?: unknown) => unknown;

/** A listener wrapped so that it never throws. Each registration has its own, so that removing one keeps the others. */
interface Registration {
  (payload: unknown, event: string): void;
  readonly listener: AnyListener;
}

/** The emitter of one client's session. */
export type Emitter = ReturnType<typeof createEmitter>;

/**
 * Creates an emitter. It calls listeners in the order in which they were added, for one event after the other. If a listener causes
 * another event, that event waits until all listeners of the first one were called. The emitter does not wait for promises of
 * listeners. The error of one listener does not keep the others from being called.
 */
export function createEmitter(warn: (message: string, error: unknown) => void) {
  const listeners = new EventEmitter();
  const queue: EmittedEvent[] = [];
  let isEmitting = false;

  function reportFailure(event: string, error: unknown): void {
    warn(`A listener of "${event}" failed.`, error);
    // An error thrown by a `listenerError` listener is not reported: it would recurse.
    if (event !== 'listenerError') emit(['listenerError', { event, error }]);
  }

  function register(listener: AnyListener): Registration {
    const callSafely = (payload: unknown, event: string) => {
      try {
        Promise.resolve(listener(payload)).catch((error) => reportFailure(event, error));
      } catch (error) {
        reportFailure(event, error);
      }
    };
    return Object.assign(callSafely, { listener });
  }

  /** Adds a listener. Returns a function that removes it. */
  function on(event: string, listener: AnyListener, { once = false, signal }: ListenOptions = {}): () => void {
    const registration = register(listener);
    const remove = () => {
      listeners.off(event, registration);
      // Otherwise a signal that outlives its listeners would hold all of them.
      signal?.removeEventListener?.('abort', remove);
    };
    if (signal?.aborted) return remove;
    listeners[once ? 'once' : 'on'](event, registration);
    try {
      signal?.addEventListener('abort', remove, { once: true });
    } catch (error) {
      // A signal that is not the platform's own may throw.
      listeners.off(event, registration);
      throw error;
    }
    return remove;
  }

  /** Calls one listener now. */
  function callNow(event: string, listener: AnyListener): void {
    register(listener)(undefined, event);
  }

  /** Removes a listener, however often it was added. */
  function off(event: string, listener: AnyListener): void {
    for (const registration of listeners.listeners(event) as Registration[]) {
      if (registration.listener === listener) listeners.off(event, registration);
    }
  }

  function emit(...events: EmittedEvent[]): void {
    queue.push(...events);
    if (isEmitting) return;
    isEmitting = true;
    for (let next = queue.shift(); next; next = queue.shift()) listeners.emit(next[0], next[1], next[0]);
    isEmitting = false;
  }

  return { emit, on, off, callNow, close: () => void listeners.removeAllListeners() };
}
