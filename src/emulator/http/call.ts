import type { ReceivedBody } from './received.js';

/** A request with its whole body. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** Without the port. */
  readonly hostname: string;
  /** The path of the URL, normalized and still escaped. */
  readonly path: string;
  /** The query of the URL, with its `?`. Empty without a query. */
  readonly search: string;
  /** Keyed by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReceivedBody;
}

/** The argument of a route. */
export class Call {
  readonly received: Received;
  readonly #params: Readonly<Record<string, string>>;
  #query: URLSearchParams | undefined;

  constructor(received: Received, params: Readonly<Record<string, string>>) {
    this.received = received;
    this.#params = params;
  }

  /** A header, by its lower-case name. */
  header(name: string): string | undefined {
    return this.received.headers[name];
  }

  /** The segment in the place of `:name`. Empty when the route has no such parameter. */
  param(name: string): string {
    return this.#params[name] ?? '';
  }

  /** The first value of a query parameter. */
  query(name: string): string | undefined {
    return this.#parsedQuery().get(name) ?? undefined;
  }

  /** All values of a query parameter. */
  queries(name: string): string[] {
    return this.#parsedQuery().getAll(name);
  }

  #parsedQuery(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.received.search);
    return this.#query;
  }
}

/** Converts a `Request`, whose URL is already normalized. */
export function receivedOf({ method, url, headers }: Request, body: ReceivedBody): Received {
  const { hostname, pathname: path, search } = new URL(url);
  return { method, url, hostname, path, search, headers: Object.fromEntries(headers), body };
}
