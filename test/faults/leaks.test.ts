import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  clientOf,
  hangUp,
  KEY,
  kevin,
  raw,
  refusal,
  reply,
  type Step,
  silence,
  startServer,
  success,
} from './faults-support.js';

const CALLS = 200;
const unhandled: unknown[] = [];
const note = (problem: unknown) => void unhandled.push(problem);
const problems = ['unhandledRejection', 'uncaughtException', 'warning'];

beforeEach(() => {
  unhandled.length = 0;
  for (const problem of problems) process.on(problem, note);
});
afterEach(() => {
  for (const problem of problems) process.off(problem, note);
});

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

const redirect = raw('HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 1000\r\n\r\n<html>');

test.each<[string, Step, object]>([
  ['succeed', success(), {}],
  ['are refused', refusal(400, 'ERR_BAD_REQUEST'), {}],
  ['are redirected, the body to come', redirect, {}],
  ['are hung up on', hangUp, { retry: { limit: 0 } }],
  ['are told to wait for longer than there is time', reply(429, '', { 'retry-after': '60' }), {}],
  ['time out', silence, { attemptTimeout: 100, retry: { limit: 0 } }],
  ['time out in all', silence, { timeout: 100 }],
  ['run out of time in a wait', reply(503), { timeout: 400, retry: { limit: 9 } }],
])('two hundred operations that %s leave no timer, no rejection and no warning behind', async (_, step, options) => {
  const server = await startServer(step);
  const client = clientOf(server, options);
  const { signal } = new AbortController();
  const before = timers();
  const calls = Array.from({ length: CALLS }, () => client.createUser(kevin, KEY, { signal }));
  expect(timers()).toBeGreaterThan(before);
  await Promise.allSettled(calls);
  expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(1);
  // Resources that undici keeps for its connections are not ours. They are one or two at most.
  await new Promise((resume) => setTimeout(resume, 50));
  expect(timers()).toBeLessThanOrEqual(before + 3);
  expect(unhandled).toEqual([]);
});

test('two hundred aborted operations leave nothing behind', async () => {
  const server = await startServer(silence);
  const client = clientOf(server);
  const before = timers();
  const controller = new AbortController();
  const calls = Array.from({ length: CALLS }, () => client.updateUser(kevin, KEY, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  const results = await Promise.allSettled(calls);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  await new Promise((resume) => setTimeout(resume, 50));
  expect(timers()).toBeLessThanOrEqual(before + 3);
  expect(unhandled).toEqual([]);
});

test('an operation keeps the process running until it has settled, and no longer', async () => {
  const server = await startServer(silence);
  const before = timers();
  const call = clientOf(server, { attemptTimeout: 100, retry: { limit: 0 } }).createUser(kevin, KEY);
  expect(timers()).toBeGreaterThan(before);
  await expect(call).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
});
