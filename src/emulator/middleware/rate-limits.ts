import { fail } from '../answer.js';
import { tooManyRequests } from '../api-error.js';
import type { Call, Station } from '../exchange.js';
import type { EmulatorOptions } from '../option-types.js';
import type { Config } from '../options.js';
import type { App } from '../state/apps.js';
import { isLogin } from '../validate/device.js';

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
interface Quota {
  readonly limit: number;
  /** Negative for a request over the limit. */
  readonly remaining: number;
  /** Seconds until the next window, and its start in Unix seconds. */
  readonly retryAfter: number;
  readonly reset: number;
}

/** Counts requests by app and class. Each full minute starts a new count. */
export class RateLimits {
  /** By app id and class. */
  readonly #windows = new Map<string, Window>();
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
  }

  /** Refuses requests over the limit, and adds the rate-limit headers. A request without an app is not counted. */
  get station(): Station {
    const { rateLimits, rateLimitHeaders } = this.#config;
    return async (call, next) => {
      if (!rateLimits || call.env.app === undefined) return next();
      const quota = this.#take(call.env.app, classOf(call));
      const refused = quota.remaining < 0;
      const response = refused ? fail(call, tooManyRequests(quota.limit, quota.retryAfter)) : await next();
      if (call.env.answer) Object.assign(call.env.answer.headers, headersOf(quota, rateLimitHeaders));
      return response;
    };
  }

  /** Forgets every count. */
  reset(): void {
    this.#windows.clear();
  }

  #take({ id }: App, rateClass: RateClass): Quota {
    const now = this.#config.now();
    const minute = Math.floor(now / 60);
    const known = this.#windows.get(`${id} ${rateClass}`);
    const window = known?.minute === minute ? known : { minute, used: 0 };
    this.#windows.set(`${id} ${rateClass}`, window);
    window.used += 1;
    const limit = this.#config.limits[`${rateClass}PerMinute`];
    const reset = (minute + 1) * 60;
    return { limit, remaining: limit - window.used, reset, retryAfter: reset - now };
  }
}

const PATH = /^\/v[\d.]+(\/.*)/;
const IMPORT = /^\/data_import\//;
const ONE_USER = /^\/users\/[^/]+$/;

/**
 * Logins, and requests that create or delete one user, are `core`. An update of the own profile has the same path as a
 * login.
 */
function classOf({ req: { method, path: whole }, env }: Call): RateClass {
  const { json } = env.body;
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
