import { CometChatException, type ErrorDetails, type ExceptionInit } from '../errors/exception.js';
import { isDeeperThan, RESPONSE_MAX_DEPTH } from '../user/depth.js';
import type { OddField } from '../user/field-readers.js';
import { normalizeUid, uidText } from '../user/uid.js';
import type { FullResponse } from './attempt.js';
import type { Endpoint } from './endpoint.js';
import { asObject, type JsonObject } from './json.js';
import { readRetryAfter } from './rate-limit.js';
import { redact } from './redact.js';

/** The fields of an error that say where it happened. */
export interface Place {
  readonly operation: string;
  /** Method and path, such as `GET /users/{uid}`. */
  readonly endpoint: string;
  /** The number of HTTP exchanges that have begun. */
  readonly attempts: number;
}

/** Reads the error from a response. Returns `undefined` for a success. */
export function readError(
  { absent }: Pick<Endpoint<unknown>, 'absent'>,
  response: FullResponse,
  place: Place,
  secrets: readonly string[],
): CometChatException | undefined {
  const fail = (init: ExceptionInit) => failure(response, place, init);
  if (response.isTooLarge) {
    const message = `The response to ${place.endpoint} is larger than the option maxResponseBytes allows.`;
    return fail({ code: 'BAD_RESPONSE', message });
  }
  const json = parse(response.text);
  const error = isDeeperThan(RESPONSE_MAX_DEPTH, json?.error) ? undefined : asObject(json?.error);
  if (absent !== undefined && error?.code === absent) return undefined;
  if (response.isRedirect) return fail({ code: 'REDIRECT_REFUSED' });
  if (error && typeof error.code === 'string') return fail(refusal(error, error.code, secrets));
  if (response.status < 200 || response.status > 299 || (json?.error ?? null) !== null)
    return fail(errorWithoutCode(response));
  if ((json?.data ?? null) === null) return fail(unusable(place, 'data'));
  return undefined;
}

/** The expected properties of a response, from its request. */
export interface Expectation {
  readonly place: Place;
  readonly status: number;
  readonly secrets: readonly string[];
  /** The uid that the response must be about. */
  readonly uid?: string | undefined;
  /** Whether an earlier attempt lost its response and may have done the work. */
  readonly mayBeDone?: boolean | undefined;
  /** Gets a message about fields that were left out. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** Reads the result from the body of a success. Throws a `CometChatException` if it is not usable or about another user. */
export function readResult<Result>(
  endpoint: Pick<Endpoint<Result>, 'absent' | 'result'>,
  body: JsonObject,
  { place, status, secrets, uid, mayBeDone, warn }: Expectation,
): Result {
  const fail = (init: ExceptionInit) => new CometChatException({ ...init, ...place, status });
  if (endpoint.absent !== undefined && asObject(body.error)?.code === endpoint.absent) return undefined as Result;
  const { value, odd = [], badField } = endpoint.result(body.data, body, mayBeDone);
  if (badField !== undefined) throw fail(unusable(place, badField));
  if (isDeeperThan(RESPONSE_MAX_DEPTH, value)) {
    const message = `The response to ${place.endpoint} is nested more than ${RESPONSE_MAX_DEPTH} levels deep.`;
    throw fail({ code: 'BAD_RESPONSE', message });
  }
  if (uid !== undefined && !isAbout(uid, body.data)) {
    const message = `The response to ${place.endpoint} is about another user than the one asked for.`;
    throw fail({ code: 'WRONG_USER', message });
  }
  if (odd.length > 0) warn?.(oddMessage(place.endpoint, odd, secrets));
  return value as Result;
}

function unusable({ endpoint }: Place, field: string): ExceptionInit {
  return { code: 'BAD_RESPONSE', message: `The response to ${endpoint} has no usable "${field}".` };
}

/** One message for a whole response, with all of its rows. It names fields and types, but no values. */
function oddMessage(endpoint: string, odd: readonly OddField[], secrets: readonly string[]): string {
  const found = [...new Set(odd.map(({ field, type }) => `${redact(field.slice(0, 50), secrets)} (${type})`))];
  const more = found.length > 10 ? ' and others' : '';
  return `The response to ${endpoint} has fields that cannot be read and were left out: ${found.slice(0, 10).join(', ')}${more}.`;
}

/** Whether every user and token in `data`, which may be a list, belongs to the uid. */
function isAbout(uid: string, data: unknown): boolean {
  const expected = normalizeUid(uid);
  return (Array.isArray(data) ? data : [data]).every((item) => {
    const found = asObject(item)?.uid ?? '';
    return found === '' || uidText(found) === expected;
  });
}

/** The service's own error. The service may also send it with the status 200. */
function refusal({ message, details }: JsonObject, code: string, secrets: readonly string[]): ExceptionInit {
  return {
    code: redact(code, secrets),
    message: typeof message === 'string' ? redact(message, secrets) : undefined,
    details: readDetails(details, secrets),
  };
}

/** The error for a response without a code, such as a proxy's page. */
function errorWithoutCode({ status }: FullResponse): ExceptionInit {
  const message = `The response (${status}) does not come from CometChat.`;
  if (status === 429) return { code: 'ERR_TOO_MANY_REQUESTS', message };
  return { code: status >= 500 ? 'SERVER_ERROR' : 'BAD_RESPONSE', message };
}

function failure({ status, headers }: FullResponse, place: Place, init: ExceptionInit): CometChatException {
  const retryAfterMs =
    status === 429 || status >= 500 ? readRetryAfter(headers, Date.now(), status === 429) : undefined;
  // In a browser, a redirect has the status 0.
  return new CometChatException({ ...init, ...place, retryAfterMs, status: status || undefined });
}

function readDetails(details: unknown, secrets: readonly string[]): ErrorDetails | undefined {
  const entries = Object.entries(asObject(details) ?? {});
  if (entries.length === 0) return undefined;
  const clean = entries.map(([field, messages]): [string, string[]] => [
    redact(field, secrets),
    (Array.isArray(messages) ? messages : [messages]).map((message) =>
      redact(typeof message === 'string' ? message : JSON.stringify(message), secrets),
    ),
  ]);
  return Object.fromEntries(clean);
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
