import { untilAborted } from './until-aborted.js';

/** How long a close waits for open requests, in milliseconds. */
const WAIT_MS = 300;

/** The requests of `fetch` that have no answer yet. */
export class OpenRequests {
  readonly #open = new Map<AbortController, Promise<unknown>>();

  /** Handles a request, which is open until then. */
  async add<T>(handle: () => Promise<T>): Promise<T> {
    const connection = new AbortController();
    const request = untilAborted(connection.signal, handle);
    this.#open.set(connection, request);
    try {
      return await request;
    } finally {
      this.#open.delete(connection);
    }
  }

  /** Resolves when no request is open. A request that takes long rejects: its body may never end. */
  async end(): Promise<void> {
    const timer = setTimeout(() => this.#lose(), WAIT_MS);
    await Promise.allSettled(this.#open.values());
    clearTimeout(timer);
    // Those that came meanwhile.
    this.#lose();
  }

  #lose(): void {
    for (const connection of this.#open.keys())
      connection.abort(new TypeError('fetch failed: the emulator was closed'));
  }
}
