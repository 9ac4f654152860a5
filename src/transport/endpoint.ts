import type { OddField } from '../user/field-readers.js';
import type { Deadline } from './deadline.js';
import { redact } from './redact.js';

/** Which of an app's hosts serves an endpoint. */
export type HostName = 'admin' | 'client' | 'calls';

/**
 * What sending a request twice does. `safe`: nothing more than sending it once. `create`: the second request is refused, because
 * the first one took the natural key. `never`: something else, so a failed attempt is not repeated.
 */
export type RetryClass = 'safe' | 'create' | 'never';

/**
 * What a refusal means when an earlier attempt may have done the work, its response being lost.
 *
 * - `none`: nothing; the refusal stands.
 * - `goneIsDone`: "not found" is a success, because our own attempt deleted it.
 * - `ReadBack`: "already exists" is a success if the thing that exists is the one that we sent.
 */
export type Recovery<Result> = 'none' | 'goneIsDone' | ReadBack<Result>;

/** How to find out whether our own attempt created the thing that exists. */
export interface ReadBack<Result> {
  /** The endpoint that reads it. */
  readonly readBack: Endpoint<Result>;
  /** The field of the request body that identifies it, and the parameter of `readBack`'s path. */
  readonly key: string;
  /** Whether the thing that was read is the one that the request body asked for. */
  isSame(sent: object, found: Result): boolean;
}

/** The value that was read from `data`, with the fields that were left out of it; or the name of the field that is not usable. */
export type Checked<Result> =
  | { value: Result; odd?: readonly OddField[]; problem?: never }
  | { problem: string; value?: never; odd?: never };

/** A REST endpoint as data. To add an endpoint, add one of these. */
export interface Endpoint<Result> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version; `{name}` is filled in with the parameter of that name, escaped. */
  readonly path: string;
  readonly host: HostName;
  /** The header that carries the credential. */
  readonly auth: 'apikey' | 'authtoken';
  readonly retry: RetryClass;
  readonly recovery: Recovery<Result>;
  /** The error code that means "not found"; the result is then `undefined`. */
  readonly absent?: string;
  /**
   * Reads the result from `data`. `body` is the whole body of the response, for fields beside `data`. `mayRepeat` is true if an
   * earlier attempt may have done the work, its response being lost.
   */
  readonly result: (
    data: unknown,
    body?: { readonly [field: string]: unknown },
    mayRepeat?: boolean,
  ) => Checked<Result>;
}

/** One request to an endpoint, however many attempts it takes. */
export interface EndpointRequest {
  readonly credential: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** Begins with `?`. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | undefined;
  /** The uid that the response must be about: a response about another user is refused with `WRONG_USER`. */
  readonly uid?: string | undefined;
  /** Another credential, in the path or the body, to be kept out of errors. */
  readonly secret?: string | undefined;
  /** The operation's: it bounds all attempts and the waits between them, and names the operation. */
  readonly deadline: Deadline;
}

/** Sends a request to an endpoint. Rejects with a `CometChatException` only. */
export type Transport = <Result>(endpoint: Endpoint<Result>, request: EndpointRequest) => Promise<Result>;

/** How errors and hooks name an endpoint, such as `GET /users/{uid}`. A path that an app wrote itself may hold a credential. */
export function endpointName({ method, path }: Pick<Endpoint<unknown>, 'method' | 'path'>): string {
  return redact(`${method} ${path}`, []);
}

/** Fills in a path. A value that could leave its segment is refused here too, although callers check first. */
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
