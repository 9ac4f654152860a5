/** The end of each auth token of the service, after the uid: `_`, a Unix time in seconds, thirty hex digits. */
export const TOKEN_END = '_\\d{10}[0-9a-f]{30}';

const TOKEN_FORM = new RegExp(`^[\\w-]+${TOKEN_END}$`);

/** Whether a value has the form of the service's auth tokens. */
export function hasTokenForm(value: unknown): boolean {
  return typeof value === 'string' && TOKEN_FORM.test(value);
}
