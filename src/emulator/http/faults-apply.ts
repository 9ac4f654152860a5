import { Answer, errorAnswer, jsonAnswer, WITHOUT_BODY } from './answer.js';
import { ApiError } from './api-error.js';
import { FaultyAnswer, type Manner, type Wait } from './faults-answer.js';
import type { Fault } from './faults-types.js';
import type { MaybePromise } from './maybe-promise.js';

/** Applies a fault to a request and returns the response. `work` handles the request normally. */
export async function applyFault(fault: Fault, work: () => MaybePromise<Answer>, wait: Wait): Promise<Answer> {
  if (fault.delayMs) await wait(fault.delayMs);
  const instead = insteadOfWork(fault);
  if (instead !== undefined) return fault.drop ? new FaultyAnswer(instead, { kind: 'drop' }, wait) : instead;
  const answer = await work();
  const manner = mannerOf(fault);
  if (manner !== undefined) return new FaultyAnswer(answer, manner, wait);
  const { status, payload, fields } = answer;
  if (fault.empty) return new Answer(status, '', fields);
  if (fault.json === 'truncated')
    return new Answer(status, payload?.slice(0, -Math.ceil(payload.length / 3)) ?? '', fields);
  // Invalid JSON, as with a debug message printed in front of it.
  if (fault.json === 'malformed') return new Answer(status, `Notice: undefined index\n${payload ?? ''}`, fields);
  return answer;
}

function insteadOfWork(fault: Fault): Answer | undefined {
  if (fault.drop === 'before') return new Answer(503, null);
  if (fault.html) return new Answer(200, PAGE, { 'content-type': 'text/html; charset=utf-8' });
  if (fault.envelope) return jsonAnswer(200, failure(200, fault));
  if (fault.rateLimit) return rateLimited(fault.rateLimit === true ? {} : fault.rateLimit);
  if (fault.status === undefined) return undefined;
  const answer = bodyFor(fault, fault.status);
  return answer.add(lowerCase(fault.headers ?? {}));
}

const PAGE =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to this network</h1></body></html>\n';

function bodyFor(fault: Fault, status: number): Answer {
  if (WITHOUT_BODY.has(status)) return new Answer(status, null);
  if (fault.body === undefined) return errorAnswer(failure(status, fault));
  if (typeof fault.body === 'string')
    return new Answer(status, fault.body, { 'content-type': 'text/plain; charset=utf-8' });
  return jsonAnswer(status, fault.body);
}

function failure(status: number, { code = 'ERR_EXCEPTION' }: Fault): ApiError {
  return new ApiError(status, code, 'The emulator was asked to fail here.');
}

function rateLimited({ headers = 'x-rate-limit', retryAfter = 1 }: { headers?: string; retryAfter?: number }): Answer {
  const answer = errorAnswer(
    new ApiError(429, 'ERR_TOO_MANY_REQUESTS', `Too many requests. Wait ${retryAfter} seconds.`),
  );
  const reset = String(Math.ceil(Date.now() / 1000) + retryAfter);
  const limitHeaders = {
    'retry-after': String(retryAfter),
    [`${headers}-remaining`]: '0',
    [`${headers}-reset`]: reset,
  };
  if (headers === 'x-rate-limit') return answer.add({ ...limitHeaders, 'x-rate-limit': '10000' });
  return headers === 'x-ratelimit' ? answer.add({ ...limitHeaders, 'x-ratelimit-limit': '10000' }) : answer;
}

function mannerOf({ drop, reset, trickle }: Fault): Manner | undefined {
  if (drop === 'after') return { kind: 'drop' };
  if (reset) return { kind: 'reset' };
  if (!trickle) return undefined;
  const { bytes = 1, everyMs = 50 } = trickle === true ? {} : trickle;
  return { kind: 'trickle', bytes, everyMs };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}
