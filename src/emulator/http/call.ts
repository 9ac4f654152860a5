import type { ReceivedBody } from './received.js';

/** A request whose body was read, as whatever answers it sees it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** Without the port. */
  readonly hostname: string;
  /** The path of the URL, in normal form and as it is escaped there. */
  readonly path: string;
  /** The query of the URL with its `?`; empty for none. */
  readonly search: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReceivedBody;
}

/** What a route is called with. */
export class Call {
  readonly received: Received;
  readonly #params: Readonly<Record<string, string>>;
  #query: URLSearchParams | undefined;

  constructor(received: Received, params: Readonly<Record<string, string>>) {
    this.received = received;
    this.#params = params;
  }

  /** A header by its lower-case name. */
  header(name: string): string | undefined {
    return this.received.headers[name];
  }

  /** What the path has in the place of `:name`; empty where the route has no such place. */
  param(name: string): string {
    return this.#params[name] ?? '';
  }

  /** The first value of a name in the query. */
  query(name: string): string | undefined {
    return this.#parsedQuery().get(name) ?? undefined;
  }

  /** Every value of a name in the query. */
  queries(name: string): string[] {
    return this.#parsedQuery().getAll(name);
  }

  #parsedQuery(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.received.search);
    return this.#query;
  }
}

/** The same of a usual `Request`, whose URL is in normal form already. */
export function receivedOf({ method, url, headers }: Request, body: ReceivedBody): Received {
  const { hostname, pathname: path, search } = new URL(url);
  return { method, url, hostname, path, search, headers: Object.fromEntries(headers), body };
}
