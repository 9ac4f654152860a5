import { describe, expect, test } from 'vitest';
import { Results } from '../../../src/server/sync/results/results.js';

function create(capacity = 2) {
  let breaks = 0;
  const results = new Results<number>({
    operation: 'test',
    capacity,
    onBreak: () => {
      breaks += 1;
    },
  });
  return { results, breaks: () => breaks };
}

/** Whether a promise has settled after all work that is ready. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('the results of a run', () => {
  test('drops results while nobody reads, and lets the run go on', async () => {
    const { results } = create();
    for (let n = 0; n < 10; n++) await results.push(n);
    results.begin();
    await expect(results.read().next()).rejects.toMatchObject({ code: 'RESULTS_NOT_KEPT', operation: 'test' });
  });

  test('gives the results in order, and makes the run wait for the reader', async () => {
    const { results, breaks } = create();
    const reader = results.read();
    const waiting = reader.next();
    await results.push(1);
    expect(await waiting).toEqual({ done: false, value: 1 });
    await results.push(2);
    await results.push(3);
    const late = results.push(4);
    expect(await isSettled(late)).toBe(false);
    expect(await reader.next()).toEqual({ done: false, value: 2 });
    await late;
    results.end();
    expect(await Promise.all([reader.next(), reader.next(), reader.next()])).toEqual([
      { done: false, value: 3 },
      { done: false, value: 4 },
      { done: true, value: undefined },
    ]);
    expect(breaks()).toBe(0);
  });

  test('gives an error once, after the results', async () => {
    const { results } = create();
    const reader = results.read();
    await results.push(1);
    results.end(new Error('over'));
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    await expect(reader.next()).rejects.toThrow('over');
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  test('tells that the reader stopped, once, and lets the run end', async () => {
    const { results, breaks } = create(1);
    const late: Promise<void>[] = [];
    const reading = (async () => {
      for await (const value of { [Symbol.asyncIterator]: () => results.read() }) {
        late.push(results.push(value + 1), results.push(value + 2));
        if (value === 1) break;
      }
    })();
    await results.push(1);
    await reading;
    await Promise.all(late);
    await results.push(5);
    expect(breaks()).toBe(1);
  });

  test('do not wait for their reader when the run ends', async () => {
    const { results } = create(1);
    const reader = results.read();
    const late = Promise.all([1, 2, 3].map((value) => results.push(value)));
    expect(await isSettled(late)).toBe(false);
    results.unbound();
    await late;
    results.end();
    expect(await reader.next()).toEqual({ done: false, value: 1 });
  });

  test('wakes a read that waits when the reader stops', async () => {
    const { results } = create();
    const reader = results.read();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
