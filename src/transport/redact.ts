import { secretPattern } from './secret-pattern.js';

const MASK = '[redacted]';

/** An auth token (`<uid>_`, ten digits, thirty hex) or an API key (forty hex) of anybody, in either letter case. Unbounded, it would be quadratic. */
const CREDENTIAL = /[\w-]{0,100}_\d{10}[0-9a-f]{30}|\b[0-9a-f]{40}\b/gi;

/** A shorter secret is taken out as it is written only: `token` in any letter case is a part of `ERR_AUTH_TOKEN_NOT_FOUND`. */
const LONG = 8;

/** Errors that are kept of one failure: it, its causes, and the errors that they gather. */
const MAX_ERRORS = 20;

/** Removes credentials from a text that somebody else wrote: the service repeats the token that it refuses. */
export function redact(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => {
    if (secret.length >= LONG) return rest.replace(new RegExp(secretPattern(secret), 'gi'), MASK);
    return secret ? rest.split(secret).join(MASK) : rest;
  }, text);
  return clean.replace(CREDENTIAL, MASK);
}

/**
 * A failure of `fetch`, made safe to hand on: some errors carry the request, headers and all. The useful parts are kept: names,
 * messages, the system's codes, causes, and the errors of an `AggregateError`.
 */
export function safeCause(error: unknown, secrets: readonly string[]): Error {
  return safeCopy(error, secrets, new Set());
}

/** `seen` ends circles, and bounds how many errors are copied. */
function safeCopy(error: unknown, secrets: readonly string[], seen: Set<unknown>): Error {
  seen.add(error);
  const read = (field: string) => attempt(() => Object(error)[field] as unknown);
  const isNew = (other: unknown) => other !== undefined && !seen.has(other) && seen.size < MAX_ERRORS;
  const clean = (value: unknown) => redact(attempt(() => String(value)) ?? 'An error that cannot be read.', secrets);

  const safe = new Error(clean(read('message') ?? error));
  const { name, code, cause, errors } = {
    name: read('name'),
    code: read('code'),
    cause: read('cause'),
    errors: read('errors'),
  };
  safe.name = typeof name === 'string' ? clean(name) : 'Error';
  if (typeof code === 'string') Object.assign(safe, { code: clean(code) });
  if (isNew(cause)) safe.cause = safeCopy(cause, secrets, seen);
  const gathered: unknown[] = attempt(() => (Array.isArray(errors) ? errors.slice(0, MAX_ERRORS) : [])) ?? [];
  if (gathered.length > 0) {
    Object.assign(safe, { errors: gathered.flatMap((one) => (isNew(one) ? [safeCopy(one, secrets, seen)] : [])) });
  }
  return safe;
}

/** The result, or `undefined` where a getter throws. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
