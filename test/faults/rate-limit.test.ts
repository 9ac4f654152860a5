import { describe, expect, test } from 'vitest';
import {
  clientOf,
  KEY,
  kevin,
  refusal,
  rejection,
  reply,
  type Server,
  startServer,
  success,
  TOKEN,
  timeOf,
} from './faults-support.js';

const limited = (headers?: Record<string, string>) => refusal(429, 'ERR_TOO_MANY_REQUESTS', headers);
const inSeconds = (seconds: number) => String(Math.ceil(Date.now() / 1000) + seconds);
const gap = ({ received: [first, second] }: Server) => (second?.at ?? Number.NaN) - (first?.at ?? Number.NaN);

describe.concurrent('the client waits as long as the server asks', () => {
  test.each([
    ['503 with Retry-After', refusal(503, 'ERR_OPERATION_FAILED', { 'Retry-After': '1' })],
    ['503 HTML with Retry-After', reply(503, '<html>', { 'Retry-After': '1' })],
    ['500 with Retry-After (ky: not one of its statuses)', reply(500, '', { 'Retry-After': '1' })],
    ['429 with Retry-After', limited({ 'Retry-After': '1' })],
    ['429 with X-Rate-Limit-Reset', () => limited({ 'X-Rate-Limit': '500', 'X-Rate-Limit-Reset': '1' })],
    ['429 with X-RateLimit-Reset', () => limited({ 'X-RateLimit-Limit': '500', 'X-RateLimit-Reset': '1' })],
  ])('%s', async (_, step) => {
    const server = await startServer(
      typeof step === 'function' && step.length === 0 ? (step as () => never)() : step,
      success(),
    );
    await expect(clientOf(server).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
    expect(gap(server)).toBeGreaterThanOrEqual(990);
    expect(gap(server)).toBeLessThan(4_000);
  });

  test('a 429 with a date', async () => {
    const date = new Date(Date.now() + 2_000).toUTCString();
    const server = await startServer(limited({ 'Retry-After': date }), success());
    await clientOf(server).login(TOKEN);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date) - 10);
  });

  test('a 429 with a time in seconds since 1970', async () => {
    const reset = inSeconds(1);
    const server = await startServer(limited({ 'X-Rate-Limit-Reset': reset }), success());
    await clientOf(server).login(TOKEN);
    expect(Date.now()).toBeGreaterThanOrEqual(Number(reset) * 1000 - 10);
  });
});

test.concurrent.each([
  ['hidden headers', undefined],
  ['a Retry-After that says nothing', { 'Retry-After': 'later' }],
  ['a Retry-After of 0', { 'Retry-After': '0' }],
  ['a date that is past', { 'Retry-After': new Date(0).toUTCString() }],
])('a 429 with %s waits for our own back-off', async (_, headers) => {
  const server = await startServer(limited(headers), success());
  await clientOf(server).login(TOKEN);
  expect(gap(server)).toBeGreaterThanOrEqual(245);
  expect(gap(server)).toBeLessThan(4_000);
});

test.concurrent.each([
  ['429', limited({ 'Retry-After': '6' }), 'ERR_TOO_MANY_REQUESTS', 6_000],
  [
    '429 for a day (ky: clamped above maxRetryAfter)',
    limited({ 'Retry-After': '86400' }),
    'ERR_TOO_MANY_REQUESTS',
    86_400_000,
  ],
  ['429 for longer than a timer holds', limited({ 'Retry-After': '9999999' }), 'ERR_TOO_MANY_REQUESTS', 9_999_999_000],
  ['503', reply(503, '', { 'Retry-After': '60' }), 'SERVER_ERROR', 60_000],
  ['429 with a reset', limited({ 'X-RateLimit-Reset': '60' }), 'ERR_TOO_MANY_REQUESTS', 60_000],
])('a wait that exceeds the timeout rejects at once and says how long: %s', async (_, step, code, retryAfterMs) => {
  const server = await startServer(step, success());
  const call = clientOf(server).createUser(kevin, KEY);
  expect(await timeOf(call)).toBeLessThan(4_000);
  expect(await rejection(call)).toMatchObject({ code, retryAfterMs, retryable: true, attempts: 1 });
  expect(server.received).toHaveLength(1);
});

test.concurrent("the timeout of one operation counts as the client's does", async () => {
  const server = await startServer(limited({ 'Retry-After': '9' }), success());
  const call = clientOf(server, { timeout: 20_000 }).createUser(kevin, KEY, { timeout: 8_000 });
  expect(await timeOf(call)).toBeLessThan(7_000);
  expect(await rejection(call)).toMatchObject({ retryAfterMs: 9_000, attempts: 1 });
});
