import { CometChatException } from '../../../errors/exception.js';
import { explained } from '../../explain.js';

/** How many results may wait for the reader before the run waits too. */
const CAPACITY = 64;

/** The parts of results that differ between runs. */
export interface ResultsParts {
  /** The public method in errors. */
  readonly operation: string;
  /** Called when the reader leaves before the end. */
  readonly onBreak: () => void;
  readonly capacity?: number;
}

const END = { done: true, value: undefined } as const;

/** Gives results to one reader as they come, or to nobody. It holds the run back while the reader is slow. */
export class Results<T> {
  readonly #buffer: T[] = [];
  #reader: 'none' | 'one' | 'gone' = 'none';
  #hasBegun = false;
  #hasEnded = false;
  #isBounded = true;
  #error: unknown;
  #onRoom: (() => void)[] = [];
  #onResult: (() => void)[] = [];
  readonly #parts: ResultsParts;
  readonly #capacity: number;

  constructor(parts: ResultsParts) {
    this.#parts = parts;
    this.#capacity = parts.capacity ?? CAPACITY;
  }

  /** From now on nobody can begin to read: the first results would be missing. */
  begin(): void {
    this.#hasBegun = true;
  }

  /** Adds a result. Resolves when there is room for the next one. Without a reader, the result is dropped. */
  async push(result: T): Promise<void> {
    if (this.#reader !== 'one') return;
    this.#buffer.push(result);
    wake(this.#onResult);
    while (this.#isBounded && this.#buffer.length > this.#capacity)
      await new Promise<void>((resolve) => this.#onRoom.push(resolve));
  }

  /** Takes all further results without waiting. The run ends, and must not wait for its reader. */
  unbound(): void {
    this.#isBounded = false;
    wake(this.#onRoom);
  }

  /** Ends the results; with an error, the reader gets it. */
  end(error?: unknown): void {
    this.#hasEnded = true;
    this.#error = error;
    wake(this.#onResult);
  }

  /** The iterator for the reader. */
  read(): AsyncIterator<T, undefined> {
    const isLate = this.#reader !== 'none' || (this.#hasBegun && this.#error === undefined);
    if (!isLate) this.#reader = 'one';
    return {
      next: async () => {
        if (isLate) throw tooLate(this.#parts.operation);
        return this.#next();
      },
      return: async () => {
        if (!isLate) this.#leave();
        return END;
      },
    };
  }

  async #next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      if (this.#reader === 'gone') return END;
      if (this.#buffer.length > 0) {
        const value = this.#buffer.shift() as T;
        wake(this.#onRoom);
        return { done: false, value };
      }
      if (this.#hasEnded) break;
      await new Promise<void>((resolve) => this.#onResult.push(resolve));
    }
    this.#reader = 'gone';
    if (this.#error !== undefined) throw this.#error;
    return END;
  }

  #leave(): void {
    if (this.#reader === 'gone') return;
    this.#reader = 'gone';
    this.#buffer.length = 0;
    this.unbound();
    wake(this.#onResult);
    if (!this.#hasEnded) this.#parts.onBreak();
  }
}

function wake(waiting: (() => void)[]): void {
  for (const resume of waiting.splice(0)) resume();
}

function tooLate(operation: string): CometChatException {
  const message = 'The results of a run can be read once, from its beginning.';
  return explained(new CometChatException({ code: 'RESULTS_NOT_KEPT', message, kind: 'config', operation }));
}
