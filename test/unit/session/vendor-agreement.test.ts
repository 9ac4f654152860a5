import { describe, expect, test } from 'vitest';
import { markOf, sideToFollow } from '../../../src/session/agreement.js';
import { encode, encodeEnded } from '../../../src/session/envelope.js';
import { readStart } from '../../../src/session/start.js';
import { andy, kevin, openStore } from './store-support.js';

describe('the side that a start follows', () => {
  test.each([
    ['the vendor’s, if only that one has changed', 'a', 'b', 'a', 'vendor'],
    ['the vendor’s, if only that one has ended', 'a', '', 'a', 'vendor'],
    ['the vendor’s, if it began while nobody was signed in', '', 'b', '', 'vendor'],
    ['ours, if only ours has changed', 'b', 'a', 'a', 'ours'],
    ['ours, if only ours has ended', '', 'a', 'a', 'ours'],
    ['ours, if both have changed', 'b', 'c', 'a', 'ours'],
    ['ours, if both still agree', 'a', 'a', 'a', 'ours'],
    ['ours, if they never agreed', 'a', 'b', undefined, 'ours'],
  ] as const)('%s', (_, ours, vendors, agreed, side) => {
    expect(sideToFollow({ ours, vendors, agreed })).toBe(side);
  });

  test('a mark does not contain the token', () => {
    expect(markOf('kevin_1700000000abcdef')).toMatch(/^[0-9a-f]{8}$/);
    expect(markOf(undefined)).toBe('');
  });
});

describe('the session that a client starts with', () => {
  const ours = { user: kevin(), authToken: 't1', id: 'one' };
  const agreed = markOf('t1');
  const start = (stored: string | undefined, vendors: object | undefined) =>
    readStart({ read: () => stored, write: () => undefined, isInSync: () => true }, async () => vendors as never);
  const vendors = { user: andy(), authToken: 't2' };

  test('the vendor’s session, if nothing was ever stored', async () => {
    expect(await start(undefined, vendors)).toMatchObject({ session: vendors, isAdopted: true, replaced: undefined });
  });

  test('ours, if both never agreed', async () => {
    const found = await start(encode(ours), vendors);
    expect(found).toMatchObject({ session: { authToken: 't1' }, isAdopted: false, agreed: undefined });
  });

  test('the vendor’s, if it has changed since both agreed', async () => {
    const found = await start(encode({ ...ours, agreed }), vendors);
    expect(found).toMatchObject({ session: vendors, isAdopted: true, replaced: { id: 'one' }, agreed: markOf('t2') });
  });

  test('nobody, if the vendor’s has ended since both agreed', async () => {
    const found = await start(encode({ ...ours, agreed }), undefined);
    expect(found).toMatchObject({ session: undefined, isAdopted: false, replaced: { id: 'one' }, agreed: '' });
  });

  test('nobody, if ours has ended since both agreed', async () => {
    const found = await start(encodeEnded('one', agreed), { user: kevin(), authToken: 't1' });
    expect(found).toMatchObject({ session: undefined, replaced: undefined, endedId: 'one', agreed });
  });

  test('a session that another tab stored during the read of the vendor’s session', async () => {
    const reads = [undefined, encode(ours)];
    const slot = { read: () => reads.shift(), write: () => undefined, isInSync: () => true };
    expect(await readStart(slot, async () => vendors)).toMatchObject({
      session: { authToken: 't1' },
      isAdopted: false,
    });
  });
});

describe('the agreement in our stored value', () => {
  test('is not there until it is needed', async () => {
    const { store, stored } = await openStore();
    expect(store.getAgreed()).toBe('');
    store.signIn(kevin(), 't1', 'login');
    expect(stored()).not.toHaveProperty('agreed');
    expect(store.getAgreed()).toBeUndefined();
  });

  test('stays with the session and with its tombstone, and tells nobody', async () => {
    const { store, stored, take } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    take();
    await store.agree('mark');
    expect(take()).toEqual([]);
    expect(stored()).toMatchObject({ authToken: 't1', agreed: 'mark' });
    store.update(kevin({ name: 'K' }));
    expect(stored()).toMatchObject({ user: { name: 'K' }, agreed: 'mark' });
    const { id } = stored();
    store.signOut('logout');
    expect(stored()).toEqual({ v: 1, ended: id, agreed: 'mark' });
    await store.agree('');
    expect(stored()).toEqual({ v: 1, ended: id, agreed: '' });
  });

  test('is there again after a reload', async () => {
    const held = encode({ user: kevin(), authToken: 't1', id: 'one', agreed: 'mark' });
    const { store, slot } = await openStore({ held });
    expect(store.getAgreed()).toBe('mark');
    await store.agree('mark');
    expect(slot.write).not.toHaveBeenCalled();
  });
});
