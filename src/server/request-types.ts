import type { QueryValue } from '../transport/lists/query.js';

/** A request to an endpoint that has no method of its own yet. */
export interface AdminRequest {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below the version, such as `/groups/team/members`. Escape each segment yourself. The path cannot lead to another host. */
  readonly path: string;
  /** The query. A list is sent as one parameter for each entry, all of the same name. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** The body, sent as JSON. */
  readonly body?: object | undefined;
}

/** The body of a response, as the service sent it. */
export interface AdminAnswer {
  /** The `data` field of the response. */
  readonly data: unknown;
  readonly [field: string]: unknown;
}
