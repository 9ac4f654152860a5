import type { Clock } from '../../../src/server/gate/clock.js';
import { createGate } from '../../../src/server/gate/gate.js';
import type { RateOptions } from '../../../src/server/gate/types.js';
import type { FullResponse } from '../../../src/transport/attempt.js';
import { Deadline } from '../../../src/transport/deadline.js';

const MINUTE_MS = 60_000;

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
  isCancelled: boolean;
}

/** A clock that moves only when the test runs it: from timer to timer, without waiting. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  /** A heap: the next timer is the first one. */
  readonly #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    // A real timer fires after at least a millisecond.
    const timer = { at: this.#now + Math.max(1, ms), order: this.#order++, work, isCancelled: false };
    this.#timers.push(timer);
    this.#rise(this.#timers.length - 1);
    return () => {
      timer.isCancelled = true;
    };
  }

  /** The number of timers that are set. */
  pending(): number {
    return this.#timers.filter(({ isCancelled }) => !isCancelled).length;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  /** Runs all timers until a time. Between two of them, all promises that can settle do so. */
  async runUntil(end: number): Promise<void> {
    await settle();
    for (let timer = this.#timers[0]; timer && timer.at <= end; timer = this.#timers[0]) {
      this.#takeFirst();
      if (timer.isCancelled) continue;
      this.#now = timer.at;
      timer.work();
      await settle();
    }
    this.#now = end;
  }

  #takeFirst(): void {
    const last = this.#timers.pop() as Timer;
    if (this.#timers.length === 0) return;
    this.#timers[0] = last;
    for (let index = 0; ; ) {
      const child = [2 * index + 1, 2 * index + 2]
        .filter((at) => at < this.#timers.length)
        .sort((a, b) => this.#compare(a, b))[0];
      if (child === undefined || this.#compare(index, child) <= 0) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #rise(from: number): void {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (this.#compare(parent, index) <= 0) return;
      this.#swap(parent, index);
      index = parent;
    }
  }

  #compare(a: number, b: number): number {
    const [one, other] = [this.#timers[a] as Timer, this.#timers[b] as Timer];
    return one.at - other.at || one.order - other.order;
  }

  #swap(a: number, b: number): void {
    [this.#timers[a], this.#timers[b]] = [this.#timers[b] as Timer, this.#timers[a] as Timer];
  }
}

/** Lets all promises settle that can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 25; turn++) await undefined;
}

interface ServiceOptions {
  /** Requests a minute, at a time. */
  readonly limit: (now: number) => number;
  /** When the first window began, in milliseconds before the start. */
  readonly phase: number;
  readonly headers?: boolean;
}

/** A service that counts requests in windows of a minute, and answers as the emulator does. */
class CountingService {
  readonly refused = { bulk: 0, login: 0 };
  readonly accepted = { bulk: 0, login: 0 };
  #window = 0;
  #used = 0;
  readonly #clock: VirtualClock;
  readonly #options: ServiceOptions;

  constructor(clock: VirtualClock, options: ServiceOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  count(kind: 'bulk' | 'login'): FullResponse {
    const now = this.#clock.now() + this.#options.phase;
    const window = Math.floor(now / MINUTE_MS);
    if (window !== this.#window) [this.#window, this.#used] = [window, 0];
    const limit = this.#options.limit(this.#clock.now());
    const isRefused = this.#used >= limit;
    if (isRefused) this.refused[kind] += 1;
    else {
      this.#used += 1;
      this.accepted[kind] += 1;
    }
    const headers = new Headers();
    if (this.#options.headers !== false) {
      headers.set('x-rate-limit', String(limit));
      headers.set('x-rate-limit-remaining', String(Math.max(0, limit - this.#used)));
    }
    if (isRefused) headers.set('retry-after', String(Math.ceil(((window + 1) * MINUTE_MS - now) / 1000)));
    return { status: isRefused ? 429 : 200, isRedirect: false, headers, text: '' };
  }
}

export interface Run {
  readonly service: Omit<ServiceOptions, 'phase'>;
  readonly phase: number;
  readonly minutes: number;
  readonly rate: RateOptions;
  /** Bulk requests at a time. */
  readonly concurrency?: number;
  /** Logins a minute, which other machines send. They do not pass the gate. */
  readonly logins?: (now: number) => number;
}

/** Runs bulk work of core requests through a gate, as fast as the gate lets it, and returns the counts of the service. */
export async function runBulk({ service: options, phase, minutes, rate, concurrency = 64, logins }: Run) {
  const clock = new VirtualClock();
  const service = new CountingService(clock, { ...options, phase });
  const gate = createGate(rate, clock).bulk;
  const end = minutes * MINUTE_MS;
  const deadline = new Deadline(2 ** 31 - 1, 'run');
  let seed = phase + 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  /** A way to the service or back takes 10 to 60 ms. */
  const travel = () => clock.sleep(10 + random() * 50);
  const work = async () => {
    while (clock.now() < end) {
      await gate('core', deadline, async () => {
        await travel();
        const response = service.count('bulk');
        await travel();
        return response;
      }).catch(() => undefined);
    }
  };
  const login = () => {
    service.count('login');
    if (logins) clock.after((-Math.log(1 - random()) * MINUTE_MS) / logins(clock.now()), login);
  };
  for (let worker = 0; worker < concurrency; worker++) void work();
  if (logins) login();
  await clock.runUntil(end);
  deadline.end();
  return service;
}
