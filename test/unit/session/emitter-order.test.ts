import { describe, expect, test } from 'vitest';
import { createEmitter } from '../../../src/session/emitter.js';

const quiet = () => createEmitter(() => undefined);

test('listeners are called in the order in which they were added', () => {
  const emitter = quiet();
  const told: string[] = [];
  for (const name of ['one', 'two', 'three']) emitter.on('tokenChanged', () => told.push(name));
  emitter.emit(['tokenChanged', { uid: 'kevin', source: 'client' }]);
  expect(told).toEqual(['one', 'two', 'three']);
});

test('all listeners are called before emit returns, and it does not wait for promises', () => {
  const emitter = quiet();
  const told: string[] = [];
  emitter.on('change', () => new Promise(() => told.push('slow')));
  emitter.on('change', () => told.push('quick'));
  emitter.emit(['change']);
  expect(told).toEqual(['slow', 'quick']);
});

test('an event that a listener causes waits until all listeners of the present event were called', () => {
  const emitter = quiet();
  const told: string[] = [];
  emitter.on('signedOut', () => {
    emitter.emit(['tokenChanged', { uid: 'andy', source: 'client' }]);
    told.push('first signedOut');
  });
  emitter.on('signedOut', () => told.push('second signedOut'));
  emitter.on('change', () => told.push('change'));
  emitter.on('tokenChanged', () => told.push('tokenChanged'));
  emitter.emit(['signedOut', { uid: 'kevin', reason: 'logout' }], ['change']);
  expect(told).toEqual(['first signedOut', 'second signedOut', 'change', 'tokenChanged']);
});

describe('during an event', () => {
  test('a removed listener makes no other miss the event', () => {
    const emitter = quiet();
    const told: string[] = [];
    const offs: (() => void)[] = [];
    for (const name of ['one', 'two', 'three']) {
      const off = emitter.on('change', () => {
        told.push(name);
        offs[0]?.();
      });
      offs.push(off);
    }
    emitter.emit(['change']);
    emitter.emit(['change']);
    expect(told).toEqual(['one', 'two', 'three', 'two', 'three']);
  });

  test('a listener that is removed does not get the next event', () => {
    const emitter = quiet();
    const told: string[] = [];
    const late = emitter.on('signedIn', () => told.push('signedIn'));
    emitter.on('change', late);
    emitter.emit(['change'], ['signedIn', { user: {} as never }]);
    expect(told).toEqual([]);
  });

  test('an added listener is called from the next event on', () => {
    const emitter = quiet();
    const told: string[] = [];
    emitter.on('change', () => {
      if (told.push('first') === 1) emitter.on('change', () => told.push('newcomer'));
    });
    emitter.emit(['change']);
    expect(told).toEqual(['first']);
    emitter.emit(['change']);
    expect(told).toEqual(['first', 'first', 'newcomer']);
  });

  test('closing drops the events that wait', () => {
    const emitter = quiet();
    const told: string[] = [];
    emitter.on('change', () => emitter.close());
    emitter.on('tokenChanged', () => told.push('tokenChanged'));
    emitter.emit(['change'], ['tokenChanged', { uid: 'kevin', source: 'client' }]);
    expect(told).toEqual([]);
  });
});
