import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';

/** The longest part of a response body that is stored, in characters. */
const ANSWER_MAX_LENGTH = 16_384;

/** The content of a request and of its response. */
interface Content {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of the request, unchanged. */
  readonly text: string | undefined;
  /** The start of the response body. `undefined` without a body, and for a body that is not a complete text. */
  readonly answer: string | undefined;
}

/** The properties that are known when a request arrives. */
interface Arrival {
  /** Counts from 1. Ids are never reused, also after the log was cleared. */
  readonly id: number;
  readonly method: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether the body is JSON. */
  readonly isJson: boolean;
  readonly content: Content;
}

/** A recorded request and its response. */
export class RequestLog {
  readonly id: number;
  readonly method: string;
  readonly at: number;
  readonly isJson: boolean;
  /** The texts of the request and the response. */
  content: Content;
  /** 0 until the response is sent. */
  status = 0;
  /** Milliseconds from the request to its response. */
  durationMs: number | undefined;
  /** The length of the response body, in characters. */
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

  /** The public form of the request. */
  get record(): RecordedRequest {
    if (this.#record === undefined) {
      const { method, status } = this;
      const { url, headers, text } = this.content;
      const body = this.isJson ? JSON.parse(text as string) : text;
      this.#record = { method, url, headers: { ...headers }, body, status };
    }
    return this.#record;
  }

  /** Stores the response. */
  answered({ status, payload }: Answer): void {
    this.status = status;
    this.durationMs = performance.now() - this.#started;
    if (this.#record) this.#record.status = status;
    if (payload === null) return;
    this.answerLength = payload.length;
    // Copy the slice: a plain slice would keep the whole text in memory.
    const answer = payload.length <= ANSWER_MAX_LENGTH ? payload : copy(payload.slice(0, ANSWER_MAX_LENGTH));
    const { url, headers, text } = this.content;
    this.content = { url, headers, text, answer };
  }
}

/** Starts the log entry of a new request. */
export function logOf(id: number, { method, url, headers, body }: Received): RequestLog {
  const content = { url, headers, text: body.text, answer: undefined };
  return new RequestLog({ id, method, at: Date.now(), isJson: 'json' in body, content });
}

function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
