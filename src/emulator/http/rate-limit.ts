import type { Config } from '../options.js';
import type { App, Apps } from '../state/apps.js';
import type { EmulatorOptions } from '../types.js';
import { isLogin } from '../validate/device.js';
import type { Answer } from './answer.js';
import { errorAnswer } from './answer.js';
import { tooManyRequests } from './api-error.js';
import type { Received } from './call.js';
import { isOwn } from './guard.js';
import { whichApp } from './which-app.js';

/**
 * Groups of requests that are counted together. Source:
 * [rate limits](https://www.cometchat.com/docs/rest-api/rate-limits).
 */
type RateClass = 'core' | 'standard' | 'import';

/** The requests of one app and class in one minute. `minute` is the number of minutes since 1970. */
interface Window {
  minute: number;
  used: number;
}

/** The state of a window after a request. */
export interface Quota {
  readonly limit: number;
  /** Negative for a request over the limit. */
  readonly remaining: number;
  /** Seconds until the next window, and its start in Unix seconds. */
  readonly retryAfter: number;
  readonly reset: number;
}

/** Counts requests by app and class. Each full minute starts a new count. */
export class RateLimits {
  /** Keyed by app, so that a reset forgets the counts. */
  readonly #windows = new WeakMap<App, Map<RateClass, Window>>();
  readonly #apps: Apps;
  readonly #config: Config;

  constructor(config: Config, apps: Apps) {
    this.#config = config;
    this.#apps = apps;
  }

  /**
   * Counts a request. `undefined` when it is not counted: limits are off, or it is a preflight, a request of the
   * emulator's own page, or has no app.
   */
  take(received: Received): Quota | undefined {
    if (!this.#config.rateLimits || received.method === 'OPTIONS' || isOwn(received.url)) return undefined;
    const app = this.#appOf(received);
    return app && this.#count(app, classOf(received));
  }

  /** The rate-limit headers, in the configured spellings. */
  headers(quota: Quota): Record<string, string> {
    return headersOf(quota, this.#config.rateLimitHeaders);
  }

  /** The error response for a request over the limit; otherwise `undefined`. */
  refuse(quota: Quota): Answer | undefined {
    return quota.remaining < 0 ? errorAnswer(tooManyRequests(quota.limit, quota.retryAfter)) : undefined;
  }

  #appOf(received: Received): App | undefined {
    try {
      return whichApp(received, this.#apps);
    } catch {
      return undefined;
    }
  }

  #count(app: App, rateClass: RateClass): Quota {
    const now = this.#config.now();
    const minute = Math.floor(now / 60);
    const window = this.#windowOf(app, rateClass);
    if (window.minute !== minute) Object.assign(window, { minute, used: 0 });
    const limit = this.#config.limits[`${rateClass}PerMinute`];
    const remaining = limit - ++window.used;
    const reset = (minute + 1) * 60;
    return { limit, remaining, reset, retryAfter: reset - now };
  }

  #windowOf(app: App, rateClass: RateClass): Window {
    const windows = this.#windows.get(app) ?? new Map<RateClass, Window>();
    const window = windows.get(rateClass) ?? { minute: 0, used: 0 };
    this.#windows.set(app, windows.set(rateClass, window));
    return window;
  }
}

const PATH = /^\/v[\d.]+(\/.*)/;
const IMPORT = /^\/data_import\//;
const ONE_USER = /^\/users\/[^/]+$/;

/**
 * Logins, and requests that create or delete one user, are `core`. An update of the own profile has the same path as a
 * login.
 */
function classOf({ method, path: whole, body: { json } }: Received): RateClass {
  const path = PATH.exec(whole)?.[1] ?? '';
  if (IMPORT.test(path)) return 'import';
  if (method === 'POST' && path === '/users') return 'core';
  if (method === 'DELETE' && ONE_USER.test(path)) return 'core';
  const login = method === 'PUT' && path === '/me' && typeof json === 'object' && json !== null;
  return login && isLogin(json as Record<string, unknown>) ? 'core' : 'standard';
}

/** Two of the vendor's pages spell them differently. Both send the reset time only with a refused request. */
function headersOf(
  { limit, remaining, reset, retryAfter }: Quota,
  spelling: NonNullable<EmulatorOptions['rateLimitHeaders']>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const refused = remaining < 0;
  const left = String(refused ? 0 : remaining);
  if (spelling !== 'x-ratelimit') {
    headers['x-rate-limit'] = String(limit);
    headers['x-rate-limit-remaining'] = left;
    if (refused) headers['x-rate-limit-reset'] = String(reset);
  }
  if (spelling !== 'x-rate-limit') {
    headers['x-ratelimit-limit'] = String(limit);
    headers['x-ratelimit-remaining'] = left;
    if (refused) headers['x-ratelimit-reset'] = String(reset);
  }
  if (refused) headers['retry-after'] = String(retryAfter);
  return headers;
}
