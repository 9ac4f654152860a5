import { ApiError, unexpected } from './api-error.js';

/** Statuses that have no body, whatever one would put there. */
export const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * An answer on its way out. Hono hands on any `Response`; this one is empty and carries its text beside it, because a
 * `Response` with a body costs Node a stream, which is a third of what a whole request takes here.
 */
export class Answer extends Response {
  /** The body, `null` for none. */
  readonly payload: string | null;
  /** The headers by name. */
  readonly fields: Record<string, string>;

  constructor(status: number, payload: string | null, fields: Readonly<Record<string, string>> = {}) {
    super(null, { status });
    this.payload = WITHOUT_BODY.has(status) ? null : payload;
    // Pages of any origin may read every answer, errors included; no response header is exposed to them.
    this.fields = { 'access-control-allow-origin': '*', ...fields };
  }

  /** Adds headers. */
  add(fields: Readonly<Record<string, string>>): this {
    Object.assign(this.fields, fields);
    return this;
  }

  /** What a HEAD is answered with: everything but the body. */
  withoutBody(): Answer {
    return new Answer(this.status, null, this.fields);
  }

  /** The same as a usual `Response`. */
  toResponse(): Response {
    return new Response(this.payload, { status: this.status, headers: this.fields });
  }
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return new Answer(status, JSON.stringify(value), { 'content-type': 'application/json' });
}

/** Whatever was thrown, in the error envelope. */
export function errorAnswer(thrown: unknown): Answer {
  const error = thrown instanceof ApiError ? thrown : unexpected(thrown);
  return jsonAnswer(error.status, error);
}
