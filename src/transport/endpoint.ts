import type { OddField } from '../user/field-readers.js';
import type { Deadline } from './deadline.js';
import { redact } from './redact.js';

/** The name of one of an app's hosts. */
export type HostName = 'admin' | 'client' | 'calls';

/**
 * Whether a failed attempt may be repeated.
 *
 * - `safe`: repeated. Sending the request twice does no harm.
 * - `create`: repeated like `safe`, but if the first attempt created the resource, the service refuses the second one. It needs a
 *   `recovery`, or a `result` that reads `mayBeDone`.
 * - `never`: not repeated.
 */
export type RetryClass = 'safe' | 'create' | 'never';

/**
 * The meaning of a refusal if an earlier attempt lost its response and may have done the work.
 *
 * - `none`: the refusal is an error.
 * - `goneIsDone`: "not found" is a success, because our own attempt deleted the resource.
 * - `ReadBack`: "already exists" is a success if the existing resource is the one that we sent.
 */
export type Recovery<Result> = 'none' | 'goneIsDone' | ReadBack<Result>;

/** How to find out whether our own attempt created the existing resource. */
export interface ReadBack<Result> {
  /** The endpoint that reads it. */
  readonly readBack: Endpoint<Result>;
  /** The field of the request body that identifies it, and the parameter of `readBack`'s path. */
  readonly key: string;
  /** Whether the resource that was read is the one that the request body asked for. */
  isSame(sent: object, found: Result): boolean;
}

/** The quota that a request counts against. The service counts each class of requests on its own. */
export type QuotaClass = 'core' | 'standard' | 'import';

/** The value that was read from `data`, with the fields that were left out; or the name of the field that is not usable. */
export type Checked<Result> =
  | { value: Result; odd?: readonly OddField[]; badField?: never }
  | { badField: string; value?: never; odd?: never };

/** A REST endpoint as data. To add an endpoint, add one of these. */
export interface Endpoint<Result> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path after the version. `{name}` is replaced by the parameter of that name, escaped. */
  readonly path: string;
  readonly host: HostName;
  /** The header that carries the credential. */
  readonly auth: 'apikey' | 'authtoken';
  /** Default `standard`. Only an admin reads it. */
  readonly quota?: QuotaClass;
  readonly retry: RetryClass;
  readonly recovery: Recovery<Result>;
  /** The error code that means "not found"; the result is then `undefined`. */
  readonly absent?: string;
  /**
   * Reads the result from `data`. `body` is the whole body of the response, for fields besides `data`. `mayBeDone` is true if an
   * earlier attempt lost its response and may have done the work.
   */
  readonly result: (
    data: unknown,
    body?: { readonly [field: string]: unknown },
    mayBeDone?: boolean,
  ) => Checked<Result>;
}

/** One request to an endpoint, with all of its attempts. */
export interface EndpointRequest {
  readonly credential: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** Begins with `?`. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | undefined;
  /** The uid that the response must be about. A response about another user is an error (`WRONG_USER`). */
  readonly uid?: string | undefined;
  /** Another credential, in the path or the body. It must not appear in an error. */
  readonly secret?: string | undefined;
  /** Gets the headers of the response, if the request succeeds. */
  readonly onHeaders?: ((headers: Headers) => void) | undefined;
  /** The deadline of the operation, with its name. It limits all attempts and the waits between them. */
  readonly deadline: Deadline;
}

/** Sends a request to an endpoint. Rejects with a `CometChatException` only. */
export type Transport = <Result>(endpoint: Endpoint<Result>, request: EndpointRequest) => Promise<Result>;

/** The name of an endpoint in errors and hooks, such as `GET /users/{uid}`. It is redacted: a path from an app may contain a credential. */
export function endpointName({ method, path }: Pick<Endpoint<unknown>, 'method' | 'path'>): string {
  return redact(`${method} ${path}`, []);
}

/** Fills in a path. Throws for a value that could leave its path segment. Callers check the values too. */
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
