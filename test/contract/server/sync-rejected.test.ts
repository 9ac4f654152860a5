import { describe, expect, test } from 'vitest';
import type { RejectedInfo } from '../../../src/server/user-sync/options.js';
import { findSecrets } from '../../support/canary.js';
import { type Event, map, SECRET, sign, syncInProcess } from './sync-support.js';

const created: Event = { type: 'created', uid: 'ann', name: 'Ann', at: 1 };

/** An endpoint, and what its `onRejected` was told. */
function withRejections(options: Parameters<typeof syncInProcess>[0] = {}) {
  const told: { event: unknown; error: unknown; info: RejectedInfo }[] = [];
  const made = syncInProcess({
    onRejected: (event, error, info) => void told.push({ event, error, info }),
    ...options,
  });
  return { ...made, told };
}

describe('an event that cannot succeed is given up after some tries: onRejected has it, and the provider stops', () => {
  test('a map that throws, after five tries', async () => {
    const { send, told, errors } = withRejections({ map: () => Promise.reject(new Error('oops')) });
    for (let tries = 1; tries <= 4; tries += 1) expect(await send(created, 'msg_a')).toMatchObject({ status: 500 });
    expect(told).toEqual([]);
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'rejected' });
    expect(told).toEqual([
      {
        event: created,
        error: expect.objectContaining({ message: 'oops' }),
        info: { id: 'msg_a', tries: 5, isFinal: true },
      },
    ]);
    expect(errors).toHaveLength(5);
  });

  test('a change that is invalid: onRejected is told each time, and which time is the last', async () => {
    const { send, told } = withRejections({ maxTries: 3 });
    const invalid = { ...created, name: '' };
    const statuses = [];
    for (let tries = 1; tries <= 3; tries += 1) statuses.push((await send(invalid, 'msg_a')).status);
    expect(statuses).toEqual([422, 422, 200]);
    expect(told.map(({ info }) => info.isFinal)).toEqual([false, false, true]);
  });

  test('a change that CometChat refuses', async () => {
    const { send, told, emulator, wire } = withRejections({
      maxTries: 2,
      map: () => ({ action: 'ensure', user: { uid: 'ann', name: 'Ann', role: 'unknown' }, at: 1 }),
    });
    expect((await send(created, 'msg_a')).status).toBeGreaterThanOrEqual(400);
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'rejected' });
    expect(told.at(-1)).toMatchObject({ event: created, info: { isFinal: true } });
    expect(emulator.users.get('ann')).toBeUndefined();
    expect(wire().length).toBeGreaterThan(0);
  });

  test('a body that is no JSON: onRejected has its text', async () => {
    const { deliver, told } = withRejections({ maxTries: 2 });
    const headers = () => sign('{', { id: 'msg_a' });
    expect(await deliver('{', headers())).toMatchObject({ status: 400 });
    expect(await deliver('{', headers())).toMatchObject({ status: 200, outcome: 'rejected' });
    expect(told.at(-1)).toMatchObject({ event: '{', info: { tries: 2, isFinal: true } });
  });

  test('each event has its own tries', async () => {
    const { send } = withRejections({ maxTries: 2, map: () => Promise.reject(new Error('oops')) });
    expect(await send(created, 'msg_a')).toMatchObject({ status: 500 });
    expect(await send(created, 'msg_b')).toMatchObject({ status: 500 });
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200 });
    // An event that is sent again later, by hand, begins anew.
    expect(await send(created, 'msg_a')).toMatchObject({ status: 500 });
  });
});

describe('an event is not given up', () => {
  test('while CometChat is down: the tries are not counted', async () => {
    const { send, told, emulator } = withRejections({ maxTries: 1 });
    emulator.faults.add({ status: 500, times: 3 });
    for (let tries = 1; tries <= 3; tries += 1) expect(await send(created, 'msg_a')).toMatchObject({ status: 503 });
    expect(told).toEqual([]);
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'created' });
  });

  test('without an onRejected that could take it', async () => {
    const { send } = syncInProcess({ maxTries: 1, map: () => Promise.reject(new Error('oops')) });
    for (let tries = 1; tries <= 3; tries += 1) expect(await send(created, 'msg_a')).toMatchObject({ status: 500 });
  });

  test('if onRejected fails: nobody has it yet', async () => {
    let isDown = true;
    const { send, errors } = syncInProcess({
      maxTries: 1,
      map: () => Promise.reject(new Error('oops')),
      onRejected: () => (isDown ? Promise.reject(new Error('dead letters are down')) : undefined),
    });
    expect(await send(created, 'msg_a')).toMatchObject({ status: 500 });
    expect(errors).toMatchObject([{ message: 'oops' }, { message: 'dead letters are down' }]);
    isDown = false;
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'rejected' });
  });
});

test('a profile that CometChat refuses does not keep a later deactivation from being applied', async () => {
  const { send, emulator } = withRejections({
    map: (event) =>
      event.type === 'updated'
        ? { action: 'ensure', user: { uid: 'ann', name: 'Ann', role: 'unknown' }, at: event.at }
        : map(event),
  });
  await send(created);
  expect((await send({ ...created, type: 'updated', at: 2 })).status).toBeGreaterThanOrEqual(400);
  expect(await send({ type: 'banned', uid: 'ann', at: 3 })).toMatchObject({ status: 200, outcome: 'deactivated' });
  expect(emulator.users.get('ann')?.deactivatedAt).toBeGreaterThan(0);
});

test('whatever is refused, the reason is told without a secret', async () => {
  const { deliver, send, told, errors } = withRejections({ maxTries: 1, maxBytes: 1024 });
  const large = JSON.stringify({ ...created, name: 'x'.repeat(2000) });
  await send({ ...created, at: 'never' });
  await deliver(JSON.stringify(created), { 'webhook-signature': 'v1,AAAA' });
  expect(await deliver(large, sign(large))).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  expect(errors).toHaveLength(3);
  expect(findSecrets([errors, told], SECRET, SECRET.slice('whsec_'.length))).toEqual([]);
});
