const MASK = '[redacted]';

/** An auth token (`<uid>_`, ten digits, thirty hex) or an API key (forty hex), whosever it is. Unbounded, it would be quadratic. */
const CREDENTIAL = /[\w-]{0,100}_\d{10}[0-9a-f]{30}|\b[0-9a-f]{40}\b/g;

/** Takes credentials out of a text that somebody else wrote; the service repeats the token it refuses. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => (secret ? rest.split(secret).join(MASK) : rest), text);
  return known.replace(CREDENTIAL, MASK);
}

/**
 * A failure of `fetch`, made safe to hand on: some errors carry the request, headers and all. What helps is kept: the
 * names, the messages, the system's code.
 */
export function safeCause(error: unknown, secrets: readonly string[]): Error {
  const { name, message, code, cause } = Object(error) as { [field: string]: unknown };
  const safe = new Error(redact(String(message ?? error), secrets));
  safe.name = typeof name === 'string' ? name : 'Error';
  if (typeof code === 'string') Object.assign(safe, { code });
  if (cause !== undefined && cause !== error) safe.cause = safeCause(cause, secrets);
  return safe;
}
