import type { RecordedRequest } from '../types.js';
import { Answer } from './answer.js';
import type { ReceivedBody } from './received.js';

/** Characters of an answer's body that are kept. */
const ANSWER_MAX_LENGTH = 16_384;

/** What is known of a request beyond its public record. */
export interface RequestLog {
  /** Counts from 1 and never repeats, also after `clear`. */
  readonly id: number;
  readonly record: RecordedRequest;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The body as it arrived. */
  readonly text: string | undefined;
  /** Milliseconds until there was an answer. */
  durationMs?: number;
  /** The start of the answer's body; absent when there was none, or when it was not a text that was ready to send. */
  answer?: string;
  /** How long all of it is. */
  answerLength?: number;
}

/** Keeps the newest requests. */
export class Recorder {
  readonly requests: RecordedRequest[] = [];
  /** The same ones, in the same order, with what the page at `/_emulator/` shows of them. */
  readonly log: RequestLog[] = [];
  /** Requests that may have changed something, and calls of `clear`. */
  writes = 0;
  readonly #limit: number;
  #lastId = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The id of the newest request, 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Records a request; what it returns writes the answer into the record. */
  add(request: Request, received: ReceivedBody): (response: Response) => void {
    const record = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: 'json' in received ? received.json : received.text,
      status: 0,
    };
    this.#lastId += 1;
    const log: RequestLog = { id: this.#lastId, record, at: Date.now(), text: received.text };
    const started = performance.now();
    this.requests.push(record);
    this.log.push(log);
    if (this.requests.length > this.#limit) {
      this.requests.shift();
      this.log.shift();
    }
    return (response) => {
      record.status = response.status;
      log.durationMs = performance.now() - started;
      if (response instanceof Answer && response.payload !== null) keepAnswer(log, response.payload);
      if (record.method !== 'GET') this.writes += 1;
    };
  }

  find(id: number): RequestLog | undefined {
    return this.log[id - (this.log[0]?.id ?? 0)];
  }

  clear(): void {
    this.requests.length = 0;
    this.log.length = 0;
    this.writes += 1;
  }
}

function keepAnswer(log: RequestLog, payload: string): void {
  log.answerLength = payload.length;
  // A slice alone would keep the whole of it alive.
  log.answer = payload.length <= ANSWER_MAX_LENGTH ? payload : copy(payload.slice(0, ANSWER_MAX_LENGTH));
}

function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
