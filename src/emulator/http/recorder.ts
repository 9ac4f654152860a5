import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';
import { logOf, type RequestLog } from './request-log.js';
import { RequestSlots } from './request-slots.js';

/**
 * Stores the newest requests. Thousands can arrive per second, and most are never read. So a finished request is
 * written into a byte slot, and its object is rebuilt when it is read.
 */
export class Recorder {
  /** Counts requests that may have changed data, and runs of `clear`. */
  writes = 0;
  readonly #limit: number;
  /** Requests without a response, and requests too large for a slot. Indexed by slot, like the others. */
  #open: (RequestLog | undefined)[] = [];
  #slots = new RequestSlots();
  #lastId = 0;
  /** The id of the newest request that is no longer stored. */
  #goneId = 0;
  #requests: RecordedRequest[] | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The id of the newest request; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The number of stored requests. Their ids end at {@link lastId} and have no gaps. */
  get count(): number {
    return this.#lastId - this.#goneId;
  }

  /** The same requests as the public array. The array exists only after it was first read. */
  get requests(): readonly RecordedRequest[] {
    if (this.#requests === undefined) {
      this.#requests = [];
      for (let id = this.#goneId + 1; id <= this.#lastId; id += 1) this.#requests.push(this.#at(id).record);
    }
    return this.#requests;
  }

  /** Records a request. Pass its response to {@link answered}. */
  add(received: Received): RequestLog {
    this.#lastId += 1;
    const log = logOf(this.#lastId, received);
    this.#open[log.id % this.#limit] = log;
    this.#requests?.push(log.record);
    if (this.count > this.#limit) {
      this.#goneId += 1;
      this.#requests?.shift();
    }
    return log;
  }

  /** Adds the response to a recorded request. */
  answered(log: RequestLog, answer: Answer): void {
    log.answered(answer);
    if (log.method !== 'GET') this.writes += 1;
    // A removed request no longer owns its slot: a newer request may use it.
    if (log.id <= this.#goneId) return;
    const slot = log.id % this.#limit;
    if (this.#slots.put(slot, log)) this.#open[slot] = undefined;
  }

  find(id: number): RequestLog | undefined {
    return Number.isInteger(id) && id > this.#goneId && id <= this.#lastId ? this.#at(id) : undefined;
  }

  clear(): void {
    this.#goneId = this.#lastId;
    this.#open = [];
    this.#slots = new RequestSlots();
    if (this.#requests) this.#requests.length = 0;
    this.writes += 1;
  }

  #at(id: number): RequestLog {
    const slot = id % this.#limit;
    return this.#open[slot] ?? this.#slots.get(slot);
  }
}
