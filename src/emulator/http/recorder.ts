import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';

/** Characters of an answer's body that are kept. */
const ANSWER_MAX_LENGTH = 16_384;

/** What is known of a request beyond its public record. */
export interface RequestLog {
  /** Counts from 1 and never repeats, also after `clear`. */
  readonly id: number;
  readonly record: { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The same on the clock that durations are measured with. */
  readonly started: number;
  /** The body as it arrived. */
  readonly text: string | undefined;
  /** Milliseconds until there was an answer. */
  durationMs: number | undefined;
  /** The start of the answer's body; `undefined` when there was none, or when it was not a text that was ready to send. */
  answer: string | undefined;
  /** How long all of it is. */
  answerLength: number | undefined;
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

  /** Records a request, whose answer {@link answered} is to be told. */
  add({ method, url, headers, body }: Received): RequestLog {
    const record = { method, url, headers, body: 'json' in body ? body.json : body.text, status: 0 };
    this.#lastId += 1;
    const log: RequestLog = {
      id: this.#lastId,
      record,
      at: Date.now(),
      started: performance.now(),
      text: body.text,
      durationMs: undefined,
      answer: undefined,
      answerLength: undefined,
    };
    this.requests.push(record);
    this.log.push(log);
    if (this.requests.length > this.#limit) {
      this.requests.shift();
      this.log.shift();
    }
    return log;
  }

  /** Writes the answer into the record. */
  answered(log: RequestLog, { status, payload }: Answer): void {
    log.record.status = status;
    log.durationMs = performance.now() - log.started;
    if (payload !== null) keepAnswer(log, payload);
    if (log.record.method !== 'GET') this.writes += 1;
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
