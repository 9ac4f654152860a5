import { onTestFinished, vi } from 'vitest';

// `vi.useFakeTimers` replaces the global one.
const realSetTimeout = setTimeout;

/** How far the clock moves while the event loop turns once. */
const STEP_MS = 25;

/** Stops the clock until the end of the test: `Date`, `performance` and timers move only when the test moves them. */
export function stopClock(): void {
  if (vi.isFakeTimers()) return;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Moves the stopped clock in steps of 25 ms until the promise settles. A stall of the machine does not move the clock. */
export async function settleInFakeTime<T>(promise: Promise<T>): Promise<T> {
  let isPending = true;
  const end = () => {
    isPending = false;
  };
  promise.then(end, end);
  await eventLoopTurn();
  while (isPending) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    await eventLoopTurn();
  }
  return promise;
}

const eventLoopTurn = () => new Promise<void>((resume) => void realSetTimeout(resume, 0));
