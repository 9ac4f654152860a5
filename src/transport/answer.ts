import { CometChatException, type ErrorDetails, type ExceptionInit } from '../errors/exception.js';
import { isDeeperThan, RESPONSE_MAX_DEPTH } from '../user/depth.js';
import type { OddField } from '../user/field-readers.js';
import { normalizeUid, uidText } from '../user/uid.js';
import type { Operation } from './operation.js';
import { readRetryAfter } from './rate-limit.js';
import { redact } from './redact.js';

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly redirected: boolean;
  /** Whether the body was larger than the limit, and so was not read. */
  readonly isTooLarge?: boolean;
  readonly headers: Headers;
  readonly text: string;
}

type Json = { readonly [field: string]: unknown };

/** What the request says about its response. */
export interface Expectation {
  /** Attempts so far, for the error. */
  readonly attempts?: number | undefined;
  /** The uid that the response must be about. */
  readonly uid?: string | undefined;
  /** Gets a message about fields that were left out. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** Reads an operation's result from a response, or throws a `CometChatException` that says what is wrong with it. */
export function readAnswer<Result>(
  operation: Operation<Result>,
  answer: Answer,
  secrets: readonly string[],
  { attempts, uid, warn }: Expectation = {},
): Result {
  const place = { operation: operation.name, attempts };
  if (answer.isTooLarge) {
    const message = `The response to ${operation.name} is larger than the option maxResponseBytes allows.`;
    throw failure(answer, place, { code: 'BAD_RESPONSE', message });
  }
  const json = parse(answer.text);
  const error = isDeeperThan(RESPONSE_MAX_DEPTH, json?.error) ? undefined : record(json?.error);
  if (operation.absent !== undefined && error?.code === operation.absent) return undefined as Result;
  if (answer.redirected) throw failure(answer, place, { code: 'REDIRECT_REFUSED' });
  if (error && typeof error.code === 'string') throw failure(answer, place, refusal(error, error.code, secrets));
  if (answer.status < 200 || answer.status > 299 || (json?.error ?? null) !== null)
    throw failure(answer, place, unexplained(answer));

  const { data = null } = json ?? {};
  const { value, odd = [], problem } = data === null ? { problem: 'data' } : operation.result(data, json);
  if (problem !== undefined) {
    const message = `The answer to ${operation.name} has no usable "${problem}".`;
    throw failure(answer, place, { code: 'BAD_RESPONSE', message });
  }
  if (isDeeperThan(RESPONSE_MAX_DEPTH, value)) {
    const message = `The response to ${operation.name} is nested more than ${RESPONSE_MAX_DEPTH} levels deep.`;
    throw failure(answer, place, { code: 'BAD_RESPONSE', message });
  }
  if (uid !== undefined && !isAbout(uid, data)) {
    const message = `The response to ${operation.name} is about another user than the one asked for.`;
    throw failure(answer, place, { code: 'WRONG_USER', message });
  }
  if (odd.length > 0) warn?.(oddMessage(operation.name, odd, secrets));
  return value as Result;
}

/** One sentence for a whole response, however many rows it has. It names fields and types, never a value. */
function oddMessage(operation: string, odd: readonly OddField[], secrets: readonly string[]): string {
  const found = [...new Set(odd.map(({ field, type }) => `${redact(field.slice(0, 50), secrets)} (${type})`))];
  const more = found.length > 10 ? ' and others' : '';
  return `The response to ${operation} has fields that cannot be read and were left out: ${found.slice(0, 10).join(', ')}${more}.`;
}

/** Whether no user or token in `data`, which may be a list, belongs to another uid. */
function isAbout(uid: string, data: unknown): boolean {
  const expected = normalizeUid(uid);
  return (Array.isArray(data) ? data : [data]).every((item) => {
    const found = record(item)?.uid ?? '';
    return found === '' || uidText(found) === expected;
  });
}

/** The service's own envelope, which it may also send with a 200. */
function refusal({ message, details }: Json, code: string, secrets: readonly string[]): ExceptionInit {
  return {
    code: redact(code, secrets),
    message: typeof message === 'string' ? redact(message, secrets) : undefined,
    details: readDetails(details, secrets),
  };
}

/** An answer without a code: a proxy's page, or a service in trouble. */
function unexplained({ status }: Answer): ExceptionInit {
  const message = `The answer (${status}) is not one of CometChat's.`;
  if (status === 429) return { code: 'ERR_TOO_MANY_REQUESTS', message };
  return { code: status >= 500 ? 'SERVER_ERROR' : 'BAD_RESPONSE', message };
}

function failure(
  { status, headers }: Answer,
  place: Pick<ExceptionInit, 'operation' | 'attempts'>,
  init: ExceptionInit,
): CometChatException {
  // An opaque redirect has no status.
  const retryAfterMs =
    status === 429 || status >= 500 ? readRetryAfter(headers, Date.now(), status === 429) : undefined;
  return new CometChatException({ ...init, ...place, retryAfterMs, status: status || undefined });
}

function readDetails(details: unknown, secrets: readonly string[]): ErrorDetails | undefined {
  const entries = Object.entries(record(details) ?? {});
  if (entries.length === 0) return undefined;
  const clean = entries.map(([field, messages]): [string, string[]] => [
    redact(field, secrets),
    (Array.isArray(messages) ? messages : [messages]).map((message) =>
      redact(typeof message === 'string' ? message : JSON.stringify(message), secrets),
    ),
  ]);
  return Object.fromEntries(clean);
}

function parse(text: string): Json | undefined {
  try {
    return record(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function record(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
