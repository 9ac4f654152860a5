import type { Call, Station } from '../exchange.js';
import type { RecordedRequest } from '../types.js';
import { isLost } from './faults/delivery.js';
import { RequestLog } from './request-log.js';

/** Stores the newest requests. */
export class Recorder {
  /** Counts requests that may have changed data, and runs of `clear`. */
  writes = 0;
  /** One live array, which the emulator shows. It has the same requests as the log. */
  readonly requests: RecordedRequest[] = [];
  readonly #logs: RequestLog[] = [];
  readonly #limit: number;
  #lastId = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The id of the newest request; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The number of stored requests. Their ids end at {@link lastId} and have no gaps. */
  get count(): number {
    return this.#logs.length;
  }

  /** Starts the log of a request. */
  add(call: Call): RequestLog {
    this.#lastId += 1;
    const log = new RequestLog(this.#lastId, call);
    this.#logs.push(log);
    this.requests.push(log.shown);
    if (this.#logs.length > this.#limit) {
      this.#logs.shift();
      this.requests.shift();
    }
    return log;
  }

  find(id: number): RequestLog | undefined {
    return this.#logs[id - this.#lastId + this.#logs.length - 1];
  }

  clear(): void {
    this.#logs.length = 0;
    this.requests.length = 0;
    this.writes += 1;
  }
}

/** Records each request, and its answer, unless a fault breaks the connection before it. */
export function record(recorder: Recorder): Station {
  return async (call, next) => {
    const log = recorder.add(call);
    await next();
    const { answer } = call.env;
    if (answer === undefined || isLost(answer)) return;
    log.answered(answer);
    if (call.req.method !== 'GET') recorder.writes += 1;
  };
}
