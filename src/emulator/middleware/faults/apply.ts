import { failure, json, WITHOUT_BODY } from '../../answer.js';
import { ApiError } from '../../api-error.js';
import type { Answer, Manner, Wait } from '../../exchange.js';
import type { Fault } from './types.js';

/** The answer of a fault that keeps the request from its route. `undefined` if the route answers. */
export function insteadOfRoute(fault: Fault): Answer | undefined {
  if (fault.drop === 'before') return { status: 503, headers: {}, text: null, manner: { kind: 'drop' } };
  if (fault.html) return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: PAGE };
  if (fault.envelope) return asked(200, fault);
  if (fault.rateLimit) return rateLimited(fault.rateLimit === true ? {} : fault.rateLimit);
  if (fault.status === undefined) return undefined;
  const answer = bodyFor(fault, fault.status);
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(new Headers(fault.headers)) } };
}

/** Changes the answer of the route. */
export function spoil(answer: Answer, fault: Fault, wait: Wait): void {
  // The answer to a HEAD request or a preflight has no body.
  if (answer.text !== null) answer.text = spoilText(answer.text, fault);
  const manner = mannerOf(fault, wait);
  if (manner) answer.manner = manner;
}

function spoilText(text: string, { empty, json }: Fault): string {
  if (empty) return '';
  if (json === 'truncated') return text.slice(0, -Math.ceil(text.length / 3));
  // Invalid JSON, as with a debug message printed in front of it.
  return json === 'malformed' ? `Notice: undefined index\n${text}` : text;
}

const PAGE =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to this network</h1></body></html>\n';

function bodyFor(fault: Fault, status: number): Answer {
  if (WITHOUT_BODY.has(status)) return { status, headers: {}, text: null };
  if (fault.body === undefined) return asked(status, fault);
  if (typeof fault.body !== 'string') return json(status, fault.body);
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, text: fault.body };
}

function asked(status: number, { code = 'ERR_EXCEPTION' }: Fault): Answer {
  return failure(new ApiError(status, code, 'The emulator was asked to fail here.'));
}

function rateLimited({ headers = 'x-rate-limit', retryAfter = 1 }: { headers?: string; retryAfter?: number }): Answer {
  const answer = failure(new ApiError(429, 'ERR_TOO_MANY_REQUESTS', `Too many requests. Wait ${retryAfter} seconds.`));
  if (headers === 'none') return answer;
  const limit = headers === 'x-rate-limit' ? 'x-rate-limit' : 'x-ratelimit-limit';
  Object.assign(answer.headers, {
    'retry-after': String(retryAfter),
    [limit]: '10000',
    [`${headers}-remaining`]: '0',
    [`${headers}-reset`]: String(Math.ceil(Date.now() / 1000) + retryAfter),
  });
  return answer;
}

function mannerOf({ drop, reset, trickle }: Fault, wait: Wait): Manner | undefined {
  if (drop === 'after') return { kind: 'drop' };
  if (reset) return { kind: 'reset' };
  if (!trickle) return undefined;
  const { bytes = 1, everyMs = 50 } = trickle === true ? {} : trickle;
  return { kind: 'trickle', bytes, everyMs, wait };
}
