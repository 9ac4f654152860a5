import type { QueryValue } from './query.js';

/** A request for what has no method yet. */
export interface AdminRequest {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version, such as `/groups/team/members`, with what is in it escaped already. It can lead to no other host. */
  readonly path: string;
  /** A list is said by its name again and again. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Sent as JSON. */
  readonly body?: object | undefined;
}

/** An answer as the service gave it. */
export interface AdminAnswer {
  /** The `data` field of the response. */
  readonly data: unknown;
  readonly [field: string]: unknown;
}
