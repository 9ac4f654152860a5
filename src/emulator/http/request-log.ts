import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';

/** Characters of an answer's body that are kept. */
const ANSWER_MAX_LENGTH = 16_384;

/** What is said in a request and in its answer. */
interface Content {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrived. */
  readonly text: string | undefined;
  /** The start of the answer's body; `undefined` when there was none, or when it was not a text that was ready to send. */
  readonly answer: string | undefined;
}

/** What is known when a request comes. */
interface Arrival {
  /** Counts from 1 and never repeats, also after the log was cleared. */
  readonly id: number;
  readonly method: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether the body is JSON. */
  readonly isJson: boolean;
  readonly content: Content;
}

/** A request that came, and what became of it. */
export class RequestLog {
  readonly id: number;
  readonly method: string;
  readonly at: number;
  readonly isJson: boolean;
  /** What it said, and what it was told. */
  content: Content;
  /** 0 until there is an answer. */
  status = 0;
  /** Milliseconds until there was an answer. */
  durationMs: number | undefined;
  /** How long the answer's body is. */
  answerLength: number | undefined;
  readonly #started = performance.now();
  #record: { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] } | undefined;

  constructor({ id, method, at, isJson, content }: Arrival) {
    this.id = id;
    this.method = method;
    this.at = at;
    this.isJson = isJson;
    this.content = content;
  }

  /** The same as everybody may see it. */
  get record(): RecordedRequest {
    if (this.#record === undefined) {
      const { method, status } = this;
      const { url, headers, text } = this.content;
      const body = this.isJson ? JSON.parse(text as string) : text;
      this.#record = { method, url, headers: { ...headers }, body, status };
    }
    return this.#record;
  }

  /** Takes down the answer. */
  answered({ status, payload }: Answer): void {
    this.status = status;
    this.durationMs = performance.now() - this.#started;
    if (this.#record) this.#record.status = status;
    if (payload === null) return;
    this.answerLength = payload.length;
    // A slice alone would keep the whole of it alive.
    const answer = payload.length <= ANSWER_MAX_LENGTH ? payload : copy(payload.slice(0, ANSWER_MAX_LENGTH));
    const { url, headers, text } = this.content;
    this.content = { url, headers, text, answer };
  }
}

/** The log of a request that has just come. */
export function logOf(id: number, { method, url, headers, body }: Received): RequestLog {
  const content = { url, headers, text: body.text, answer: undefined };
  return new RequestLog({ id, method, at: Date.now(), isJson: 'json' in body, content });
}

function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
