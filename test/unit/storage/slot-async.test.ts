import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSlot } from '../../../src/storage/slot.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const never = () => new Promise<never>(() => undefined);

function slowStorage(ms: number) {
  const log: string[] = [];
  const values = new Map<string, string>();
  return {
    log,
    values,
    async getItem(key: string) {
      await later(ms);
      return values.get(key) ?? null;
    },
    async setItem(key: string, value: string) {
      log.push(`begin ${value}`);
      await later(ms);
      values.set(key, value);
      log.push(`end ${value}`);
    },
    async removeItem(key: string) {
      log.push('begin removal');
      await later(ms);
      values.delete(key);
      log.push('end removal');
    },
  };
}

/** Whether a promise has settled by now. */
async function settled(promise: unknown): Promise<boolean> {
  const open = {};
  const tick = Promise.resolve().then(() => Promise.resolve(open));
  return (await Promise.race([promise, tick])) !== open;
}

describe('a storage that takes its time', () => {
  test('is waited for', async () => {
    const storage = slowStorage(100);
    const slot = openSlot(storage, 'ours', () => expect.unreachable());
    const written = slot.write('one');
    expect(storage.log).toEqual(['begin one']);
    expect(await settled(written)).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    await written;
    expect(storage.values.get('ours')).toBe('one');
    const read = slot.read();
    await vi.advanceTimersByTimeAsync(100);
    expect(await read).toBe('one');
  });

  test('gets one write after the other, so that the last one wins', async () => {
    const storage = slowStorage(100);
    const slot = openSlot(storage, 'ours', () => expect.unreachable());
    slot.write('one');
    slot.write(undefined);
    const last = slot.write('three');
    await vi.advanceTimersByTimeAsync(300);
    await last;
    expect(storage.log).toEqual(['begin one', 'end one', 'begin removal', 'end removal', 'begin three', 'end three']);
    expect(storage.values.get('ours')).toBe('three');
  });

  test('is written at once again when the earlier writes are done', async () => {
    const storage = slowStorage(100);
    const slot = openSlot(storage, 'ours', () => expect.unreachable());
    const one = slot.write('one');
    await vi.advanceTimersByTimeAsync(100);
    await one;
    slot.write('two');
    expect(storage.log.at(-1)).toBe('begin two');
  });
});

describe('a storage that never responds', () => {
  test('when read, counts as unreadable after two seconds', async () => {
    const warn = vi.fn();
    const read = openSlot({ ...slowStorage(0), getItem: never }, 'ours', warn).read();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await settled(read)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await read).toBeNull();
    expect(warn).toHaveBeenCalledOnce();
  });

  test('when written, has a timeout of two seconds, reported once', async () => {
    const warn = vi.fn();
    const slot = openSlot({ ...slowStorage(0), setItem: never }, 'ours', warn);
    const [one, two] = [slot.write('one'), slot.write('two')];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await settled(one)).toBe(true);
    expect(await settled(two)).toBe(false);
    // The first one is removed before the second is tried.
    await vi.advanceTimersByTimeAsync(2_010);
    await two;
    expect(warn).toHaveBeenCalledOnce();
  });

  test('leaves no timer behind when it responds after all', async () => {
    const written = openSlot(slowStorage(100), 'ours', () => expect.unreachable()).write('one');
    await vi.advanceTimersByTimeAsync(100);
    await written;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a storage that rejects', () => {
  const refuse = () => Promise.reject(new Error('blocked'));

  test('counts as unreadable, and rejects nothing', async () => {
    const warn = vi.fn();
    const slot = openSlot({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'ours', warn);
    expect(await slot.read()).toBeNull();
    await expect(slot.write('one')).resolves.toBeUndefined();
    await expect(slot.write(undefined)).resolves.toBeUndefined();
    // Once for reading, once for writing.
    expect(warn).toHaveBeenCalledTimes(2);
  });

  test('loses the earlier session, which must not come back', async () => {
    const storage = slowStorage(0);
    storage.values.set('ours', 'earlier');
    const written = openSlot({ ...storage, setItem: refuse }, 'ours', () => undefined).write('later');
    await vi.advanceTimersByTimeAsync(10);
    await written;
    expect(storage.values.has('ours')).toBe(false);
  });
});

describe('a storage that cannot remove', () => {
  test('is left with nothing that could be read as a session', async () => {
    const values = new Map([['ours', 'a session']]);
    const storage = {
      getItem: (key: string) => values.get(key),
      setItem: (key: string, value: string) => values.set(key, value),
      removeItem: () => Promise.reject(new Error('blocked')),
    };
    await openSlot(storage, 'ours', () => {}).write(undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(values.get('ours')).toBe('');
  });
});
