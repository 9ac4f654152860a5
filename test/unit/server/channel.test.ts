import { describe, expect, test } from 'vitest';
import { Channel } from '../../../src/server/sync/results/channel.js';

function create(capacity = 2) {
  let breaks = 0;
  const channel = new Channel<number>(capacity, () => {
    breaks += 1;
  });
  return { channel, breaks: () => breaks };
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

describe('a channel of results', () => {
  test('drops results while nobody reads, and lets the run go on', async () => {
    const { channel } = create();
    for (let n = 0; n < 10; n++) await channel.push(n);
    channel.end();
    expect(channel.hasReader).toBe(false);
  });

  test('gives the results in order, and makes the run wait for the reader', async () => {
    const { channel, breaks } = create();
    const reader = channel.read();
    const waiting = reader.next();
    await channel.push(1);
    expect(await waiting).toEqual({ done: false, value: 1 });
    await channel.push(2);
    await channel.push(3);
    const late = channel.push(4);
    expect(await isSettled(late)).toBe(false);
    expect(await reader.next()).toEqual({ done: false, value: 2 });
    await late;
    channel.end();
    expect(await Promise.all([reader.next(), reader.next(), reader.next()])).toEqual([
      { done: false, value: 3 },
      { done: false, value: 4 },
      { done: true, value: undefined },
    ]);
    expect(breaks()).toBe(0);
  });

  test('gives an error once, after the results', async () => {
    const { channel } = create();
    const reader = channel.read();
    await channel.push(1);
    channel.end(new Error('over'));
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    await expect(reader.next()).rejects.toThrow('over');
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  test('tells that the reader stopped, once, and lets the run end', async () => {
    const { channel, breaks } = create(1);
    const late: Promise<void>[] = [];
    const reading = (async () => {
      for await (const value of channel.read()) {
        late.push(channel.push(value + 1), channel.push(value + 2));
        if (value === 1) break;
      }
    })();
    await channel.push(1);
    await reading;
    await Promise.all(late);
    await channel.push(5);
    expect(breaks()).toBe(1);
  });

  test('wakes a read that waits when the reader stops', async () => {
    const { channel } = create();
    const reader = channel.read();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
