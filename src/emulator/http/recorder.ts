import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';
import { logOf, type RequestLog } from './request-log.js';
import { RequestSlots } from './request-slots.js';

/**
 * Keeps the newest requests. Thousands pass in a second, and nobody looks at most of them: one that was answered is written into a
 * slot, and made anew when somebody does look.
 */
export class Recorder {
  /** Requests that may have changed something, and calls of `clear`. */
  writes = 0;
  readonly #limit: number;
  /** Those that have no answer yet, or are too large for a slot; by slot, as the others. */
  #open: (RequestLog | undefined)[] = [];
  #slots = new RequestSlots();
  #lastId = 0;
  /** The newest that is not kept. */
  #goneId = 0;
  #requests: RecordedRequest[] | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The id of the newest request, 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** How many are kept: those whose ids end at {@link lastId}, without a gap. */
  get count(): number {
    return this.#lastId - this.#goneId;
  }

  /** The same requests as the public array, which is kept from the first time that somebody asks for it. */
  get requests(): readonly RecordedRequest[] {
    if (this.#requests === undefined) {
      this.#requests = [];
      for (let id = this.#goneId + 1; id <= this.#lastId; id += 1) this.#requests.push(this.#at(id).record);
    }
    return this.#requests;
  }

  /** Records a request, whose answer {@link answered} is to be told. */
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

  /** Writes the answer into the record. */
  answered(log: RequestLog, answer: Answer): void {
    log.answered(answer);
    if (log.method !== 'GET') this.writes += 1;
    // The slot of one that has made room belongs to a newer one.
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
