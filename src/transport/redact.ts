import { secretPattern } from './secret-pattern.js';
import { TOKEN_END } from './token-form.js';

const MASK = '[redacted]';

/**
 * Texts that look like an auth token or like an API key (forty hex digits), in either letter case. Without a limit on the
 * uid, matching would take quadratic time.
 */
const KEY_OR_TOKEN = new RegExp(`[\\w-]{0,100}${TOKEN_END}|\\b[0-9a-f]{40}\\b`, 'gi');

/** The token in a stored session, whatever its form. The JSON may be quoted once or twice more. */
const STORED_TOKEN = /(authToken\\*"\s*:\s*\\*")[^"\\]+/g;

/** Shorter secrets are removed only in their exact spelling: `token` in any letter case would match in `ERR_AUTH_TOKEN_NOT_FOUND`. */
const LONG_SECRET_LENGTH = 8;

/** The most errors that are copied for one failure: the error, its causes, and the errors of an `AggregateError`. */
const MAX_ERRORS = 20;

/** Removes credentials from a text. For example, the service repeats a refused token in its error message. */
export function redact(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => {
    if (secret.length >= LONG_SECRET_LENGTH) return rest.replace(new RegExp(secretPattern(secret), 'gi'), MASK);
    return secret ? rest.split(secret).join(MASK) : rest;
  }, text);
  return clean.replace(KEY_OR_TOKEN, MASK).replace(STORED_TOKEN, `$1${MASK}`);
}

/**
 * Makes a copy of an error of `fetch` or of a storage without secrets: some contain the request with its headers, or the value. The copy has the
 * names, messages, system codes, causes, and the errors of an `AggregateError`.
 */
export function safeCause(error: unknown, secrets: readonly string[]): Error {
  return safeCopy(error, secrets, new Set());
}

/** `seen` stops at circular causes, and limits how many errors are copied. */
function safeCopy(error: unknown, secrets: readonly string[], seen: Set<unknown>): Error {
  seen.add(error);
  const read = (field: string) => tryRead(() => Object(error)[field] as unknown);
  const isNew = (other: unknown) => other !== undefined && !seen.has(other) && seen.size < MAX_ERRORS;
  const clean = (value: unknown) => redact(tryRead(() => String(value)) ?? 'An error that cannot be read.', secrets);

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
  const gathered: unknown[] = tryRead(() => (Array.isArray(errors) ? errors.slice(0, MAX_ERRORS) : [])) ?? [];
  if (gathered.length > 0) {
    Object.assign(safe, { errors: gathered.flatMap((one) => (isNew(one) ? [safeCopy(one, secrets, seen)] : [])) });
  }
  return safe;
}

/** Runs `work`. Returns `undefined` if it throws, as a getter may do. */
function tryRead<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
