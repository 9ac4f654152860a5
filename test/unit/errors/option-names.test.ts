import { describe, expect, test } from 'vitest';
import { findUnknownOption, nearest } from '../../../src/errors/option-names.js';

const NAMES = ['appId', 'region', 'emulator', 'timeout', 'attemptTimeout', 'storage', 'storageKey', 'hooks'];

describe('the nearest name', () => {
  test.each([
    ['emulater', 'emulator'],
    ['EMULATOR', 'emulator'],
    ['timeOut', 'timeout'],
    ['timout', 'timeout'],
    ['attempttimeout', 'attemptTimeout'],
    ['storagekey', 'storageKey'],
    ['storages', 'storage'],
    ['hook', 'hooks'],
    ['regoin', 'region'],
  ])('to %s is %s', (name, expected) => {
    expect(nearest(name, NAMES)).toBe(expected);
  });

  test.each(['', 'x', 'apiKey', 'verbose', 'constructor', '__proto__', 'timeoutInMilliseconds'])(
    'to %j does not exist',
    (name) => {
      expect(nearest(name, NAMES)).toBeUndefined();
    },
  );
});

describe('an unknown option', () => {
  const names = Object.fromEntries(NAMES.map((name) => [name, true]));
  const find = (given: unknown, group?: string) => findUnknownOption(given, names, 'createClient', group);

  test('is refused with the nearest name', () => {
    expect(find({ appId: 'a', emulater: undefined })).toEqual({
      field: 'emulater',
      message: 'emulater is not an option of createClient. Did you mean emulator?',
    });
    expect(find({ timeOut: 5 }, 'retry')?.message).toBe(
      'retry.timeOut is not an option of createClient. Did you mean retry.timeout?',
    );
  });

  test('without a similar name is refused with all names', () => {
    expect(find({ verbose: true })?.message).toBe(
      `verbose is not an option of createClient. Its options are ${NAMES.join(', ')}.`,
    );
  });

  test.each(['constructor', 'toString', 'hasOwnProperty'])('may be called %s', (name) => {
    expect(find({ [name]: 1 })?.field).toBe(name);
  });

  test('that is long is cut', () => {
    expect(find({ ['x'.repeat(1_000_000)]: 1 })?.field).toBe('x'.repeat(50));
  });

  test('is an own enumerable name and nothing else', () => {
    class Options {
      appId = 'a';
      get emulater() {
        return 1;
      }
      timeOut() {}
    }
    const hidden = Object.defineProperty({}, 'emulater', { value: 1 });
    for (const given of [new Options(), hidden, { [Symbol('emulater')]: 1 }, Object.create({ emulater: 1 })])
      expect(find(given)).toBeUndefined();
    for (const given of [undefined, null, 5, 'emulater', () => undefined]) expect(find(given)).toBeUndefined();
  });
});
