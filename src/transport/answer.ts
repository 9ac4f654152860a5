import { CometChatException, type ErrorDetails, type ExceptionInit } from '../errors/exception.js';
import type { Operation } from './operation.js';
import { readRetryAfter } from './rate-limit.js';
import { redact } from './redact.js';

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly redirected: boolean;
  readonly headers: Headers;
  readonly text: string;
}

type Json = { readonly [field: string]: unknown };

/** Makes an operation's result of an answer, or throws a `CometChatException` that says what the answer was. */
export function readAnswer<Result>(
  operation: Operation<Result>,
  answer: Answer,
  secrets: readonly string[],
  attempts?: number,
): Result {
  const place = { operation: operation.name, attempts };
  const json = parse(answer.text);
  const error = record(json?.error);
  if (operation.absent !== undefined && error?.code === operation.absent) return undefined as Result;
  if (answer.redirected) throw failure(answer, place, { code: 'REDIRECT_REFUSED' });
  if (error && typeof error.code === 'string') throw failure(answer, place, refusal(error, error.code, secrets));
  if (answer.status < 200 || answer.status > 299 || (json?.error ?? null) !== null)
    throw failure(answer, place, unexplained(answer));

  const { data = null } = json ?? {};
  const { value, problem } = data === null ? { problem: 'data' } : operation.result(data, json);
  if (problem !== undefined) {
    const message = `The answer to ${operation.name} has no usable "${problem}".`;
    throw failure(answer, place, { code: 'BAD_RESPONSE', message });
  }
  return value as Result;
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
