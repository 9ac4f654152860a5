import { ApiError, unexpected } from './api-error.js';

/** Statuses that have no body, whatever one would put there. */
export const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** Pages of any origin may read every answer, errors included; no response header is exposed to them. */
const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

/** The same for nearly every answer, so that it need not be made for each. */
const JSON_FIELDS = { ...ANY_ORIGIN, 'content-type': 'application/json' };

/** An answer on its way out: no `Response`, which with a body costs Node a stream, and more time than a whole request takes here. */
export class Answer {
  readonly status: number;
  /** The body, `null` for none. */
  readonly payload: string | null;
  #fields: Readonly<Record<string, string>>;

  constructor(status: number, payload: string | null, fields: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.payload = WITHOUT_BODY.has(status) ? null : payload;
    this.#fields = fields === JSON_FIELDS ? JSON_FIELDS : { ...ANY_ORIGIN, ...fields };
  }

  /** The headers by name. */
  get fields(): Readonly<Record<string, string>> {
    return this.#fields;
  }

  /** Adds headers. */
  add(fields: Readonly<Record<string, string>>): this {
    // V8 takes several times as long for an object that begins with a copy of another.
    this.#fields = Object.assign({}, this.#fields, fields);
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
  return new Answer(status, JSON.stringify(value), JSON_FIELDS);
}

/** `{ data }`. Most answers are, and to put the object together for each costs more than to put the text together. */
export function dataAnswer(data: unknown): Answer {
  return new Answer(200, `{"data":${JSON.stringify(data)}}`, JSON_FIELDS);
}

/** Whatever was thrown, in the error envelope. */
export function errorAnswer(thrown: unknown): Answer {
  const error = thrown instanceof ApiError ? thrown : unexpected(thrown);
  return jsonAnswer(error.status, error);
}
