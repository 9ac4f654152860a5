import type { Gate } from '../../transport/attempt.js';
import { LONGEST_MS } from '../../transport/call-options.js';
import type { Deadline } from '../../transport/deadline.js';
import type { QuotaClass } from '../../transport/endpoint.js';
import { readQuota, readRetryAfter } from '../../transport/rate-limit.js';
import { ClassGate, type Lane, type Pace } from './class-gate.js';
import { type Clock, systemClock } from './clock.js';
import { DEFAULT_SHARE, DOCUMENTED_LIMITS } from './options.js';
import type { RateOptions } from './types.js';
import { DEFAULT_WAIT_MS, type Told } from './window.js';

/** Bulk work sends a refused request (429) again, at most so many times. */
const REPEATS = 5;

/** The gates of an admin, one for each lane. */
export interface Gates extends Readonly<Record<Lane, Gate>> {
  /** The requests of a class that bulk work may send in a minute, as far as it is known. */
  readonly bulkLimit: (quota: QuotaClass) => number;
}

/** Creates the rate gate of an admin. All its lanes share one quota for each class. */
export function createGate(options: RateOptions, clock: Clock = systemClock): Gates {
  const { share = DEFAULT_SHARE } = options;
  const gateOf = (quota: QuotaClass, more: Pick<Pace, 'share' | 'isSpread'>) =>
    new ClassGate({ assumed: DOCUMENTED_LIMITS[quota], cap: options[quota], ...more }, clock);
  const gates: Record<QuotaClass, ClassGate> = {
    core: gateOf('core', { share, isSpread: true }),
    standard: gateOf('standard', { share, isSpread: true }),
    // Nobody else imports, and one import a second would make small imports slow.
    import: gateOf('import', { share: 1, isSpread: false }),
  };

  const laneOf =
    (lane: Lane): Gate =>
    async (quota, deadline, send) => {
      const gate = gates[quota];
      for (let repeats = 0; ; repeats++) {
        const ticket = await gate.enter(lane, deadline);
        let told: Told = {};
        try {
          const response = await send();
          told = read(response);
          if (!told.isRefused || lane === 'single' || repeats === REPEATS) return response;
        } finally {
          gate.answered(ticket, told);
        }
        await pausedWait(told.retryAfterMs ?? DEFAULT_WAIT_MS, deadline, clock);
      }
    };
  return { single: laneOf('single'), bulk: laneOf('bulk'), bulkLimit: (quota) => gates[quota].bulkLimit };
}

function read({ status, headers }: Awaited<ReturnType<Parameters<Gate>[2]>>): Told {
  const isRefused = status === 429;
  return {
    quota: readQuota(headers),
    isRefused,
    retryAfterMs: isRefused ? readRetryAfter(headers, Date.now()) : undefined,
  };
}

/** Waits while the time of the deadline stands still. Rejects if an outer deadline or signal ends it. */
async function pausedWait(ms: number, deadline: Deadline, clock: Clock): Promise<void> {
  const resume = deadline.pause();
  let cancel: (() => void) | undefined;
  try {
    await deadline.race(
      new Promise<void>((resolve) => {
        cancel = clock.after(Math.min(ms, LONGEST_MS), resolve);
      }),
    );
  } finally {
    cancel?.();
    resume();
  }
}
