import { sourceFailed } from '../../source.js';

/** A row of a source, with its place: 1 for the first one. */
export interface SourceRow {
  readonly line: number;
  /** The value that the source gave. It is not checked. */
  readonly row: unknown;
}

/** The rows of a source, read one by one as they are wanted. `return()` closes the source, also while a row is awaited. */
export interface SourceRows extends AsyncIterable<SourceRow, undefined> {
  next(): Promise<IteratorResult<SourceRow, undefined>>;
  return(): Promise<IteratorResult<SourceRow, undefined>>;
}

/** A source: the next value, and how to close it before its end. */
interface Opened {
  readonly next: () => Promise<IteratorResult<unknown, unknown>> | IteratorResult<unknown, unknown>;
  readonly close: () => unknown;
}

/** Whether a value is a source of rows: an array or another iterable, an async iterable, a web stream or a Node stream. */
export function isSource(given: unknown): boolean {
  try {
    // The bytes of a file are iterable too, but they are numbers and not users.
    return typeof given === 'object' && given !== null && !ArrayBuffer.isView(given) && openerOf(given) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Reads the rows of a source, each only when it is asked for. If the source throws, this throws `SOURCE_FAILED` with the line. It closes
 * the source when it is returned, and when the signal is aborted; then it ends, even if the source hangs.
 */
export function readRows(
  source: object,
  { signal, apiKey = '' }: { readonly signal?: AbortSignal | undefined; readonly apiKey?: string } = {},
): SourceRows {
  let line = 0;
  let opened: Opened | undefined;
  let hasEnded = false;
  /** Ends the call of `next()` that waits for the source. */
  let release: () => void = () => undefined;

  function end(): void {
    hasEnded = true;
    signal?.removeEventListener('abort', close);
    release();
  }

  function close(): void {
    if (hasEnded) return;
    end();
    // The source may hang or throw while it closes. Nothing depends on it.
    try {
      Promise.resolve(opened?.close()).catch(() => undefined);
    } catch {}
  }

  async function next(): Promise<IteratorResult<SourceRow, undefined>> {
    if (hasEnded) return END;
    try {
      opened ??= openerOf(source)?.() as Opened;
      const result = await untilReleased(opened.next());
      if (hasEnded) return END;
      if (typeof result !== 'object' || result === null) throw new TypeError('next() did not return an object.');
      if (result.done) {
        end();
        return END;
      }
      line += 1;
      return { done: false, value: { line, row: result.value } };
    } catch (cause) {
      if (hasEnded) return END;
      end();
      throw sourceFailed(`The source of users failed at line ${line + 1}`, cause, apiKey);
    }
  }

  function untilReleased<T>(value: T | Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      release = () => resolve(undefined);
      // The source may have aborted the run while it was asked.
      if (hasEnded) release();
      Promise.resolve(value).then(resolve, reject);
    });
  }

  if (signal?.aborted) hasEnded = true;
  else signal?.addEventListener('abort', close);

  let queue: Promise<unknown> = Promise.resolve();
  const rows: SourceRows = {
    next() {
      const result = queue.then(next);
      queue = result.catch(() => undefined);
      return result;
    },
    async return() {
      close();
      return END;
    },
    [Symbol.asyncIterator]: () => rows,
  };
  return rows;
}

const END = { done: true, value: undefined } as const;

/** Returns how to open a source; `undefined` if it is none. */
function openerOf(source: object): (() => Opened) | undefined {
  const given = source as Partial<AsyncIterable<unknown> & Iterable<unknown> & ReadableStream>;
  // Not every platform can iterate over a web stream.
  if (typeof given.getReader === 'function') return () => fromStream(source as ReadableStream);
  const begin: unknown = given[Symbol.asyncIterator] ?? given[Symbol.iterator];
  return typeof begin === 'function' ? () => fromIterator(source, begin.call(source)) : undefined;
}

function fromStream(source: ReadableStream): Opened {
  const reader = source.getReader();
  return { next: () => reader.read(), close: () => reader.cancel() };
}

function fromIterator(source: object, iterator: Iterator<unknown>): Opened {
  const { destroy } = source as { destroy?: unknown };
  return {
    next: () => iterator.next(),
    close: () => {
      // The iterator of a Node stream waits for its next value before it returns, so destroy the stream itself.
      if (typeof destroy === 'function') destroy.call(source);
      return iterator.return?.();
    },
  };
}
