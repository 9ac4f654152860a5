import { describe, expect, test } from 'vitest';
import { createAnnouncer } from '../../../src/session/announcer.js';

const quiet = () => createAnnouncer(() => undefined);

test('listeners are told in the order in which they came', () => {
  const announcer = quiet();
  const told: string[] = [];
  for (const name of ['one', 'two', 'three']) announcer.listen('tokenChanged', () => told.push(name));
  announcer.announce(['tokenChanged', { uid: 'kevin' }]);
  expect(told).toEqual(['one', 'two', 'three']);
});

test('everybody is told before announce returns, and no promise is waited for', () => {
  const announcer = quiet();
  const told: string[] = [];
  announcer.listen('change', () => new Promise(() => told.push('slow')));
  announcer.listen('change', () => told.push('quick'));
  announcer.announce(['change']);
  expect(told).toEqual(['slow', 'quick']);
});

test('what a listener causes is told when the present announcement has reached everybody', () => {
  const announcer = quiet();
  const told: string[] = [];
  announcer.listen('signedOut', () => {
    announcer.announce(['tokenChanged', { uid: 'andy' }]);
    told.push('first signedOut');
  });
  announcer.listen('signedOut', () => told.push('second signedOut'));
  announcer.listen('change', () => told.push('change'));
  announcer.listen('tokenChanged', () => told.push('tokenChanged'));
  announcer.announce(['signedOut', { uid: 'kevin', reason: 'logout' }], ['change']);
  expect(told).toEqual(['first signedOut', 'second signedOut', 'change', 'tokenChanged']);
});

describe('during an announcement', () => {
  test('one who goes makes nobody miss it', () => {
    const announcer = quiet();
    const told: string[] = [];
    const offs: (() => void)[] = [];
    for (const name of ['one', 'two', 'three']) {
      const off = announcer.listen('change', () => {
        told.push(name);
        offs[0]?.();
      });
      offs.push(off);
    }
    announcer.announce(['change']);
    announcer.announce(['change']);
    expect(told).toEqual(['one', 'two', 'three', 'two', 'three']);
  });

  test('one who is taken away misses what is announced next', () => {
    const announcer = quiet();
    const told: string[] = [];
    const late = announcer.listen('signedIn', () => told.push('signedIn'));
    announcer.listen('change', late);
    announcer.announce(['change'], ['signedIn', { user: {} as never }]);
    expect(told).toEqual([]);
  });

  test('one who comes is told from the next one on', () => {
    const announcer = quiet();
    const told: string[] = [];
    announcer.listen('change', () => {
      if (told.push('first') === 1) announcer.listen('change', () => told.push('newcomer'));
    });
    announcer.announce(['change']);
    expect(told).toEqual(['first']);
    announcer.announce(['change']);
    expect(told).toEqual(['first', 'first', 'newcomer']);
  });

  test('closing ends it for whatever is still to be announced', () => {
    const announcer = quiet();
    const told: string[] = [];
    announcer.listen('change', () => announcer.close());
    announcer.listen('tokenChanged', () => told.push('tokenChanged'));
    announcer.announce(['change'], ['tokenChanged', { uid: 'kevin' }]);
    expect(told).toEqual([]);
  });
});
