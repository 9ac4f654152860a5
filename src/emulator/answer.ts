import { ApiError, unexpected } from './api-error.js';
import type { Answer, Call } from './exchange.js';

/** Statuses that never have a body. */
export const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** Hono needs a `Response` from each route. This one says that the answer is in `call.env`. */
const ANSWERED = new Response(null);

/** Answers a request. An earlier answer is replaced. */
export function send(call: Call, answer: Answer): Response {
  const hasBody = call.req.method !== 'HEAD' && !WITHOUT_BODY.has(answer.status);
  call.env.answer = hasBody ? answer : { ...answer, text: null };
  return ANSWERED;
}

/** Answers with `{ data }`, and with further fields next to `data`. */
export function ok(call: Call, data: unknown, beside?: object): Response {
  return send(call, json(200, { data, ...beside }));
}

/** Answers with a success message, as the service does when it has no data to return. */
export function done(call: Call, message: string): Response {
  return ok(call, { success: true, message });
}

/** Answers with an error: the envelope of an {@link ApiError}; any other error is a bug of the emulator. */
export function fail(call: Call, error: unknown): Response {
  return send(call, failure(error));
}

/** The answer to an error. */
export function failure(error: unknown): Answer {
  const known = error instanceof ApiError ? error : unexpected(error);
  return json(known.status, known);
}

/** A JSON answer. */
export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) };
}
