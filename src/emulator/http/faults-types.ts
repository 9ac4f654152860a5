import type { OperationName } from './operation-paths.js';

/** Which requests a {@link Fault} is for. What is left out holds for all; a preflight is left alone unless `method` says so. */
interface FaultTarget {
  /** One of CometChat's operations, as `createUser` or `login`. */
  operation?: OperationName;
  /** In either letter case. */
  method?: string;
  /** The path without the version, as `/users/kevin`; a `*` stands for one segment of it, `**` for any number. */
  path?: string;
  /** Of those, only the nth, counting from 1. */
  nth?: number;
  /** Of those, only a share from 0 to 1, the same ones in every run. */
  share?: number;
  /** Another number makes the share another one. Default 1. */
  seed?: number;
  /** How often at most. Default: without end. */
  times?: number;
}

/** What may happen to an answer. A fault has one of these, `delayMs` excepted, which goes with any. */
interface FaultEffect {
  /** Milliseconds to wait before anything is done. */
  delayMs?: number;
  /** Answers this status, 200 to 599, with an error envelope, and does not do the work. */
  status?: number;
  /** With `status` or `envelope`: the code in the envelope. Default `ERR_EXCEPTION`. */
  code?: string;
  /** With `status`: more headers. */
  headers?: Record<string, string>;
  /** With `status`: this text in the place of the envelope, or this value as JSON. */
  body?: unknown;
  /** Ends the connection without an answer: before the work is done, or after. */
  drop?: 'before' | 'after';
  /** Does the work, sends half of the answer, and resets the connection. */
  reset?: true;
  /** Does the work, and ends the answer within its JSON (`truncated`) or makes it no JSON (`malformed`). */
  json?: 'truncated' | 'malformed';
  /** Answers 200 with a page, as a captive portal does, and does not do the work. */
  html?: true;
  /** Does the work, and answers its status without a body. */
  empty?: true;
  /** Answers an error envelope with status 200, and does not do the work. */
  envelope?: true;
  /** Answers 429, and does not do the work. The default family of headers is `x-rate-limit`; `retryAfter` is in seconds, default 1. */
  rateLimit?:
    | true
    | {
        /** The family of rate-limit headers to send. */
        headers?: 'x-rate-limit' | 'x-ratelimit' | 'none';
        /** The value of `Retry-After`, in seconds. */
        retryAfter?: number;
      };
  /** Does the work, and sends the answer in parts: so many bytes, every so many milliseconds. Default 1 and 50. */
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
 * Something that goes wrong on command.
 *
 * @example
 * const fault: Fault = { operation: 'createUser', nth: 2, drop: 'after' };
 */
export interface Fault extends FaultTarget, FaultEffect {}

/** A fault that was added, and what became of it. */
export interface ActiveFault {
  /** The number of the fault, counted from the first one that was added. */
  readonly id: number;
  /** The fault as it was given. */
  readonly fault: Fault;
  /** How many requests it was for, `nth`, `share` and `times` aside. */
  readonly seen: number;
  /** To how many of them it happened. */
  readonly applied: number;
}

/** The faults of an emulator. */
export interface EmulatorFaults {
  /** Adds a fault, or several; of those that a request meets, it gets the first. Throws a `TypeError` that names the field which is wrong. */
  add(...faults: Fault[]): void;
  /** All faults that are set, oldest first. */
  list(): ActiveFault[];
  /** Takes away all of them, those that were given by option too. */
  clear(): void;
}
