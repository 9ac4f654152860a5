/**
 * Passes results from a run to one reader, with a limit for those that wait. Without a reader, results are dropped: then only the summary
 * of the run matters.
 */
export class Channel<T> {
  readonly #capacity: number;
  readonly #onBreak: () => void;
  readonly #waiting: T[] = [];
  #hasReader = false;
  #hasEnded = false;
  #error: unknown;
  /** Resolves when the reader takes a result, or when a result or the end arrives. */
  #changed = signal();

  /** `onBreak` is called when the reader stops before the end. */
  constructor(capacity: number, onBreak: () => void) {
    this.#capacity = capacity;
    this.#onBreak = onBreak;
  }

  get hasReader(): boolean {
    return this.#hasReader;
  }

  /** Adds a result. It waits while the reader is behind. */
  async push(result: T): Promise<void> {
    if (!this.#hasReader) return;
    while (this.#waiting.length >= this.#capacity && !this.#hasEnded) await this.#changed.promise;
    if (this.#hasEnded) return;
    this.#waiting.push(result);
    this.#tell();
  }

  /** Ends the results; with an error, the reader gets it after the results. */
  end(error?: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#error = error;
    this.#tell();
  }

  /** Begins to read. A channel has one reader. */
  read(): AsyncIterableIterator<T, undefined> {
    this.#hasReader = true;
    let queue: Promise<unknown> = Promise.resolve();
    const next = async (): Promise<IteratorResult<T, undefined>> => {
      while (this.#waiting.length === 0 && !this.#hasEnded) await this.#changed.promise;
      if (this.#waiting.length > 0) {
        const value = this.#waiting.shift() as T;
        this.#tell();
        return { done: false, value };
      }
      const error = this.#error;
      this.#error = undefined;
      if (error !== undefined) throw error;
      return { done: true, value: undefined };
    };
    return {
      next: () => {
        const result = queue.then(next);
        queue = result.catch(() => undefined);
        return result;
      },
      return: async () => {
        this.#waiting.length = 0;
        if (!this.#hasEnded) this.#onBreak();
        this.end();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  #tell(): void {
    const { resolve } = this.#changed;
    this.#changed = signal();
    resolve();
  }
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
