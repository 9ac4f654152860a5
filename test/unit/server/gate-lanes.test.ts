import { describe, expect, onTestFinished, test } from 'vitest';
import { createGate } from '../../../src/server/gate/gate.js';
import { quotaOf } from '../../../src/server/gate/quota-of.js';
import type { RateOptions } from '../../../src/server/gate/types.js';
import { Deadline } from '../../../src/transport/deadline.js';
import { VirtualClock } from './gate-support.js';

const answer = (status = 200, headers: HeadersInit = {}) => ({
  status,
  isRedirect: false,
  headers: new Headers(headers),
  text: '',
});

/** A gate whose requests are answered at once, and the names of those that were sent. */
function start(rate: RateOptions) {
  const clock = new VirtualClock();
  const gate = createGate(rate, clock);
  const sent: string[] = [];
  const deadlineOf = () => {
    const deadline = new Deadline(2 ** 31 - 1, 'test');
    onTestFinished(() => deadline.end());
    return deadline;
  };
  const pass = (lane: 'single' | 'bulk', name: string, deadline = deadlineOf()) =>
    gate[lane]('core', deadline, async () => {
      sent.push(name);
      return answer();
    });
  return { clock, sent, pass, deadlineOf };
}

describe('the lanes of a gate', () => {
  test('single operations go before bulk work that waits longer', async () => {
    const { clock, sent, pass } = start({ share: 1, core: 4 });
    for (let index = 0; index < 6; index++) void pass('bulk', `bulk ${index}`);
    await clock.runUntil(59_000);
    expect(sent).toEqual(['bulk 0', 'bulk 1', 'bulk 2', 'bulk 3']);
    for (let index = 0; index < 3; index++) void pass('single', `single ${index}`);
    await clock.runUntil(119_000);
    expect(sent.slice(4, 7)).toEqual(['single 0', 'single 1', 'single 2']);
    expect(sent).toHaveLength(8);
  });

  test('bulk work is spread over the minute, single operations go at once', async () => {
    const { clock, sent, pass } = start({ share: 0.5, core: 60 });
    for (let index = 0; index < 60; index++) void pass('bulk', 'bulk');
    await clock.runUntil(20_000);
    expect(sent.length).toBeGreaterThanOrEqual(9);
    expect(sent.length).toBeLessThanOrEqual(12);
    const before = sent.length;
    for (let index = 0; index < 20; index++) void pass('single', 'single');
    await clock.runUntil(20_010);
    expect(sent.length - before).toBeGreaterThanOrEqual(20);
  });

  test('imports may go at once, up to the limit of a minute', async () => {
    const clock = new VirtualClock();
    const gate = createGate({}, clock).bulk;
    const deadline = new Deadline(2 ** 31 - 1, 'test');
    let sent = 0;
    for (let index = 0; index < 100; index++) {
      void gate('import', deadline, async () => {
        sent++;
        return answer();
      });
    }
    await clock.runUntil(100);
    expect(sent).toBe(60);
    await clock.runUntil(61_000);
    expect(sent).toBe(100);
    deadline.end();
  });

  test('a request that is given up while it waits is not sent, and does not stop the others', async () => {
    const { clock, sent, pass, deadlineOf } = start({ share: 1, core: 1 });
    void pass('bulk', 'first');
    const controller = new AbortController();
    const deadline = new Deadline(2 ** 31 - 1, 'test', controller.signal);
    const given = pass('bulk', 'given up', deadline).catch(({ code }) => code);
    const already = new Deadline(2 ** 31 - 1, 'test', AbortSignal.abort());
    const never = pass('bulk', 'never began', already).catch(({ code }) => code);
    void pass('bulk', 'last', deadlineOf());
    await clock.runUntil(1_000);
    controller.abort();
    await clock.runUntil(62_000);
    expect([await given, await never]).toEqual(['REQUEST_ABORTED', 'REQUEST_ABORTED']);
    expect(sent).toEqual(['first', 'last']);
  });

  test('a gate at which nobody waits has no timer, which would keep the process running', async () => {
    const { clock, pass } = start({ share: 1, core: 1 });
    void pass('bulk', 'first');
    const controller = new AbortController();
    const deadline = new Deadline(2 ** 31 - 1, 'test', controller.signal);
    const given = pass('bulk', 'given up', deadline).catch(({ code }) => code);
    await clock.runUntil(1_000);
    expect(clock.pending()).toBe(1);
    controller.abort();
    expect(await given).toBe('REQUEST_ABORTED');
    expect(clock.pending()).toBe(0);
  });
});

test.each([
  ['POST', '/users', 'core'],
  ['DELETE', '/users/kevin', 'core'],
  ['POST', '/groups', 'core'],
  ['POST', '/groups/g/members', 'core'],
  ['POST', '/data_import/groups', 'import'],
  ['GET', '/users', 'standard'],
  ['DELETE', '/users', 'standard'],
  ['DELETE', '/users/kevin/auth_tokens', 'standard'],
  ['POST', '/users/kevin/auth_tokens', 'standard'],
])('%s %s is a request of the class %s', (method, path, quota) => {
  expect(quotaOf(method, path)).toBe(quota);
});
