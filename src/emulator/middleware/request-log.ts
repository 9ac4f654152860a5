import type { Answer, Call } from '../exchange.js';
import type { RecordedRequest } from '../types.js';

/** The longest part of an answer that is stored, in characters. */
const ANSWER_MAX_LENGTH = 16_384;

/** A recorded request and its answer. */
export class RequestLog {
  /** Counts from 1. Ids are never reused, also after the log was cleared. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at = Date.now();
  /** The public form of the request. */
  readonly shown: { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };
  /** The body of the request, unchanged. */
  readonly text: string | undefined;
  /** The start of the answer. `undefined` without a body. */
  answer: string | undefined;
  /** The length of the whole answer, in characters. */
  answerLength: number | undefined;
  /** Milliseconds from the request to its answer. */
  durationMs: number | undefined;
  readonly #started = performance.now();

  constructor(id: number, { req, env: { body } }: Call) {
    this.id = id;
    this.text = body.text;
    this.shown = {
      method: req.method,
      url: req.url,
      headers: Object.fromEntries(req.raw.headers),
      body: 'json' in body ? body.json : body.text,
      status: 0,
    };
  }

  /** Stores the answer. */
  answered({ status, text }: Answer): void {
    this.shown.status = status;
    this.durationMs = performance.now() - this.#started;
    this.answer = text?.slice(0, ANSWER_MAX_LENGTH);
    this.answerLength = text?.length;
  }
}
