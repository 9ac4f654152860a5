import { expect, test } from 'vitest';
import { memoryStorage } from '../../../src/storage/storage.js';

test('it returns the stored value until that is removed', () => {
  const storage = memoryStorage();
  expect(storage.getItem('a')).toBeNull();
  storage.setItem('a', '1');
  storage.setItem('b', '2');
  expect([storage.getItem('a'), storage.getItem('b')]).toEqual(['1', '2']);
  storage.removeItem('a');
  expect([storage.getItem('a'), storage.getItem('b')]).toEqual([null, '2']);
});

test('it keeps an empty string', () => {
  const storage = memoryStorage();
  storage.setItem('a', '');
  expect(storage.getItem('a')).toBe('');
});

test('two of them share nothing', () => {
  const [one, two] = [memoryStorage(), memoryStorage()];
  one.setItem('a', '1');
  expect(two.getItem('a')).toBeNull();
});
