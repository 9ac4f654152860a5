import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { isSource, readRows } from '../../../src/server/sync/rows/source.js';

const USERS = [{ uid: 'a' }, null, { uid: 'b' }];
const LINES = [
  { line: 1, row: { uid: 'a' } },
  { line: 2, row: null },
  { line: 3, row: { uid: 'b' } },
];

async function all(source: object) {
  const rows: unknown[] = [];
  for await (const row of readRows(source)) rows.push(row);
  return rows;
}

async function* later<T>(items: Iterable<T>) {
  yield* items;
}

const webStream = (items: Iterable<unknown>, onCancel = () => {}) => {
  const iterator = items[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: onCancel,
  });
};

describe('readRows', () => {
  test.each<[string, () => object]>([
    ['an array', () => USERS],
    ['a generator', () => USERS.values()],
    ['an async generator', () => later(USERS)],
    ['a web stream', () => webStream(USERS)],
  ])('reads %s', async (_, source) => {
    expect(isSource(source())).toBe(true);
    expect(await all(source())).toEqual(LINES);
  });

  test('reads a Node stream', async () => {
    const users = [{ uid: 'a' }, { uid: 'b' }];
    expect((await all(Readable.from(users))).map((each) => (each as { row: unknown }).row)).toEqual(users);
  });

  test('reads a web stream on a platform that cannot iterate over it', async () => {
    const stream = webStream(USERS);
    Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined });
    expect(await all(stream)).toEqual(LINES);
  });

  test.each([undefined, null, 5, 'users', {}, { uid: 'a' }, () => []])('%s is no source', (bad) => {
    expect(isSource(bad)).toBe(false);
  });

  test('something that throws when it is looked at is no source', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(isSource(proxy)).toBe(false);
  });

  test('reads a row only when it is asked for', async () => {
    let read = 0;
    const rows = readRows({
      *[Symbol.iterator]() {
        for (;;) yield ++read;
      },
    });
    expect(read).toBe(0);
    await rows.next();
    await rows.next();
    expect(read).toBe(2);
  });

  test('names the line at which the source failed, and ends', async () => {
    const cause = new RangeError('Line 3 is no JSON.');
    const rows = readRows(
      (function* () {
        yield 1;
        throw cause;
      })(),
    );
    await rows.next();
    await expect(rows.next()).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: 'The source of users failed at line 2: Line 3 is no JSON.',
      cause,
    });
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });

  test('a source that throws when it is opened failed at line 1', async () => {
    const source = {
      [Symbol.asyncIterator]() {
        throw new Error('No connection.');
      },
    };
    await expect(readRows(source).next()).rejects.toThrow('The source of users failed at line 1: No connection.');
  });

  test('closes a generator that is not read to its end', async () => {
    let isClosed = false;
    const rows = readRows(
      (function* () {
        try {
          yield 1;
          yield 2;
        } finally {
          isClosed = true;
        }
      })(),
    );
    for await (const { line } of rows) if (line === 1) break;
    expect(isClosed).toBe(true);
  });

  test('closes a web stream', async () => {
    let isClosed = false;
    const rows = readRows(webStream(USERS, () => (isClosed = true)));
    await rows.next();
    await rows.return();
    expect(isClosed).toBe(true);
  });

  test('ends at an abort while the source hangs, and destroys a Node stream', async () => {
    const stream = new Readable({ objectMode: true, read() {} });
    const { signal, abort } = controller();
    const waiting = readRows(stream, { signal }).next();
    await new Promise((resume) => void setTimeout(resume, 0));
    abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(stream.destroyed).toBe(true);

    const hung = controller();
    const never = readRows(
      { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) },
      hung,
    ).next();
    await new Promise((resume) => void setTimeout(resume, 0));
    hung.abort();
    expect(await never).toEqual({ done: true, value: undefined });
  });

  test('reads nothing if the signal was aborted before', async () => {
    let read = 0;
    const source = (function* () {
      yield ++read;
    })();
    expect(await readRows(source, { signal: AbortSignal.abort() }).next()).toMatchObject({ done: true });
    expect(read).toBe(0);
  });
});

function controller() {
  const one = new AbortController();
  return { signal: one.signal, abort: () => one.abort() };
}
