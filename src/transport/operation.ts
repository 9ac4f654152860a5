import type { OddField } from '../user/field-readers.js';

/** Which of an app's hosts serves an operation. */
export type HostName = 'admin' | 'client' | 'calls';

/**
 * What sending an operation twice does. `safe`: nothing more than sending it once. `create`: the second is refused,
 * because the first one took the natural key, so a lost answer can be settled by reading. `never`: something else.
 */
export type RetryClass = 'safe' | 'create' | 'never';

/** The value that was read from `data`, with the fields that were left out of it; or the name of the field that is not usable. */
export type Checked<Result> =
  | { value: Result; odd?: readonly OddField[]; problem?: never }
  | { problem: string; value?: never; odd?: never };

/** An endpoint as a value. Adding an endpoint is adding one of these. */
export interface Operation<Result> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version; `{name}` is filled in with the parameter of that name, escaped. */
  readonly path: string;
  readonly host: HostName;
  /** The header that carries the credential. */
  readonly auth: 'apikey' | 'authtoken';
  readonly retry: RetryClass;
  /** The code of a refusal that is an answer, too: there is none, and the result is `undefined`. */
  readonly absent?: string;
  /** `answer` is all of the answer, for what stands beside `data`. */
  readonly result: (data: unknown, answer?: { readonly [field: string]: unknown }) => Checked<Result>;
}

/** Fills in a path. What could climb out of its segment is refused here as well, whoever checked before. */
export function fillPath(path: string, params: Readonly<Record<string, string>> = {}): string {
  let filled = path;
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (!value || /^\.+$/.test(value)) throw new TypeError(`${name} cannot be part of a path.`);
    filled = filled.replace(`{${name}}`, encodeURIComponent(value));
  }
  const [, missing] = /\{(\w+)\}/.exec(filled) ?? [];
  if (missing !== undefined) throw new TypeError(`${missing} cannot be part of a path.`);
  return filled;
}
