import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';
import { RequestLog } from './request-log.js';
import { TextSlots } from './text-slots.js';

/** Keeps the newest requests. */
export class Recorder {
  /** Oldest first. */
  readonly log: RequestLog[] = [];
  /** Requests that may have changed something, and calls of `clear`. */
  writes = 0;
  readonly #limit: number;
  #slots = new TextSlots();
  #lastId = 0;
  #requests: RecordedRequest[] | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The id of the newest request, 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The same requests as the public array, which is kept from the first time that somebody asks for it. */
  get requests(): readonly RecordedRequest[] {
    this.#requests ??= this.log.map(({ record }) => record);
    return this.#requests;
  }

  /** Records a request, whose answer {@link answered} is to be told. */
  add(received: Received): RequestLog {
    this.#lastId += 1;
    const log = new RequestLog(this.#lastId, received);
    this.log.push(log);
    this.#requests?.push(log.record);
    if (this.log.length > this.#limit) {
      this.log.shift();
      this.#requests?.shift();
    }
    return log;
  }

  /** Writes the answer into the record. */
  answered(log: RequestLog, answer: Answer): void {
    log.answered(answer);
    // The slot of one that has made room belongs to a newer one.
    if (log.id > this.#lastId - this.#limit) log.file(this.#slots, log.id % this.#limit);
    if (log.method !== 'GET') this.writes += 1;
  }

  find(id: number): RequestLog | undefined {
    return this.log[id - (this.log[0]?.id ?? 0)];
  }

  clear(): void {
    this.log.length = 0;
    this.#slots = new TextSlots();
    if (this.#requests) this.#requests.length = 0;
    this.writes += 1;
  }
}
