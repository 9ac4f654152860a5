import { describe, expect, test, vi } from 'vitest';
import { openSlot } from '../../../src/storage/slot.js';
import { memoryStorage } from '../../../src/storage/storage.js';

const refuse = () => {
  throw new Error('QuotaExceededError');
};

describe('a synchronous storage', () => {
  test('is read and written at once', () => {
    const warn = vi.fn();
    const storage = memoryStorage();
    const slot = openSlot(storage, 'ours', warn);
    expect(slot.read()).toBeUndefined();
    expect(slot.write('one')).toBeUndefined();
    expect(storage.getItem('ours')).toBe('one');
    expect(slot.read()).toBe('one');
    expect(slot.write(undefined)).toBeUndefined();
    expect(storage.getItem('ours')).toBeNull();
    expect(warn).not.toHaveBeenCalled();
  });

  test('is called as a method, as localStorage must be', () => {
    class Storage {
      readonly values = new Map<string, string>();
      getItem(key: string) {
        return this.values.get(key);
      }
      setItem(key: string, value: string) {
        this.values.set(key, value);
      }
      removeItem(key: string) {
        this.values.delete(key);
      }
    }
    const slot = openSlot(new Storage(), 'ours', refuse);
    slot.write('one');
    expect(slot.read()).toBe('one');
    slot.write(undefined);
    expect(slot.read()).toBeUndefined();
  });

  test.each([null, undefined])('%s is no value', (nothing) => {
    const slot = openSlot({ ...memoryStorage(), getItem: () => nothing }, 'ours', refuse);
    expect(slot.read()).toBeUndefined();
  });

  test('an object that it has parsed is handed on', () => {
    const slot = openSlot({ ...memoryStorage(), getItem: () => ({ v: 1 }) }, 'ours', refuse);
    expect(slot.read()).toEqual({ v: 1 });
  });
});

describe('a storage that throws', () => {
  test('when read, says that it could not be read, which is something else than empty', () => {
    const warn = vi.fn();
    const slot = openSlot({ ...memoryStorage(), getItem: refuse }, 'ours', warn);
    expect(slot.read()).toBeNull();
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('read'), expect.any(Error));
  });

  test('when written, is reported once for any number of failures', () => {
    const warn = vi.fn();
    const slot = openSlot({ ...memoryStorage(), setItem: refuse }, 'ours', warn);
    slot.write('one');
    slot.write('two');
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('memory'), expect.any(Error));
  });

  test('when written, loses the earlier session, which must not come back', () => {
    const storage = memoryStorage();
    storage.setItem('ours', 'earlier');
    const slot = openSlot({ ...storage, setItem: refuse }, 'ours', () => undefined);
    slot.write('later');
    expect(storage.getItem('ours')).toBeNull();
  });

  test('at everything, throws nothing', () => {
    const slot = openSlot({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'ours', () => undefined);
    expect(() => [slot.read(), slot.write('one'), slot.write(undefined)]).not.toThrow();
  });
});

test('no other key is touched, and nothing is cleared', () => {
  const keys = new Set<string>();
  const see = (key: string) => void keys.add(key);
  const clear = vi.fn();
  const slot = openSlot({ getItem: see, setItem: see, removeItem: see, ...{ clear } }, 'ours', () => undefined);
  slot.read();
  slot.write('one');
  slot.write(undefined);
  expect([...keys]).toEqual(['ours']);
  expect(clear).not.toHaveBeenCalled();
});
