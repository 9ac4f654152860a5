import { expect, onTestFinished, test, vi } from 'vitest';
import { tokenFrom } from '../../../src/index.js';

test('a headers function that never settles is a timeout after 10 s', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const ask = tokenFrom('https://localhost/token', { headers: () => new Promise(() => undefined) });
  const refused = expect(ask({ reason: 'login' })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT', kind: 'timeout' });
  await vi.advanceTimersByTimeAsync(10_000);
  await refused;
  expect(vi.getTimerCount()).toBe(0);
});
