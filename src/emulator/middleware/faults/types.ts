import type { OperationName } from './operation-paths.js';

/**
 * Selects the requests of a {@link Fault}. An absent field matches every request. Preflights match only with
 * `method: 'OPTIONS'`.
 */
interface FaultTarget {
  /** One of CometChat's operations, such as `createUser` or `login`. */
  operation?: OperationName;
  /** The HTTP method, in any letter case. */
  method?: string;
  /** The path without the version, such as `/users/kevin`. `*` matches one segment, `**` any number of segments. */
  path?: string;
  /** Only the nth of the matching requests, counting from 1. */
  nth?: number;
  /** Only a share of the matching requests, from 0 to 1. Every run selects the same ones. */
  share?: number;
  /** The seed of `share`: another number selects other requests. Default 1. */
  seed?: number;
  /** The fault occurs at most this often. Default: no limit. */
  times?: number;
}

/** The effect of a fault. A fault has exactly one of these, or only `delayMs`, which can be added to any other. */
interface FaultEffect {
  /** Waits this many milliseconds before it handles the request. */
  delayMs?: number;
  /** Responds with this status, 200 to 599, and an error envelope. The request has no effect. */
  status?: number;
  /** With `status` or `envelope`: the code in the envelope. Default `ERR_EXCEPTION`. */
  code?: string;
  /** With `status`: additional headers. */
  headers?: Record<string, string>;
  /** With `status`: a text that replaces the envelope, or a value to send as JSON. */
  body?: unknown;
  /** Closes the connection without a response: before the request takes effect, or after. */
  drop?: 'before' | 'after';
  /** Handles the request, sends half of the response, and resets the connection. */
  reset?: true;
  /** Handles the request, and cuts off the JSON of the response (`truncated`) or makes it invalid (`malformed`). */
  json?: 'truncated' | 'malformed';
  /** Responds with 200 and an HTML page, as a captive portal does. The request has no effect. */
  html?: true;
  /** Handles the request, and sends the status of the response without a body. */
  empty?: true;
  /** Responds with status 200 and an error envelope. The request has no effect. */
  envelope?: true;
  /**
   * Responds with 429. The request has no effect. Default for `headers` is `x-rate-limit`; `retryAfter` is in seconds,
   * default 1.
   */
  rateLimit?:
    | true
    | {
        /** The names of the rate-limit headers to send. */
        headers?: 'x-rate-limit' | 'x-ratelimit' | 'none';
        /** The value of `Retry-After`, in seconds. */
        retryAfter?: number;
      };
  /** Handles the request, and sends the response in small parts. Default: 1 byte every 50 milliseconds. */
  trickle?:
    | true
    | {
        /** Bytes in each part. */
        bytes?: number;
        /** Milliseconds between two parts. */
        everyMs?: number;
      };
}

/**
 * A simulated failure: the requests it applies to, and its effect.
 *
 * @example
 * const fault: Fault = { operation: 'createUser', nth: 2, drop: 'after' };
 */
export interface Fault extends FaultTarget, FaultEffect {}

/** An added fault and its counts. */
export interface ActiveFault {
  /** The id of the fault, counted from the first one that was added. */
  readonly id: number;
  /** The fault as it was added. */
  readonly fault: Fault;
  /** The number of requests that matched, before `nth`, `share` and `times` were applied. */
  readonly seen: number;
  /** The number of requests in which the fault occurred. */
  readonly applied: number;
}

/** The simulated faults of an emulator. */
export interface EmulatorFaults {
  /**
   * Adds one or more faults. When several match a request, the first one applies. Throws a `TypeError` that names the
   * wrong field.
   */
  add(...faults: Fault[]): void;
  /** All current faults, oldest first. */
  list(): ActiveFault[];
  /** Removes all faults, also those from the options. */
  clear(): void;
}
