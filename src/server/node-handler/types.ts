/** Headers as `node:http` gives them. */
export type NodeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A listener of an event. Of those that are used here, only `data` has something to say. */
type Listener = (chunk: Uint8Array) => void;

/** What is used of an `IncomingMessage`, or of Express's request. */
export interface NodeRequest {
  /** The HTTP method. */
  readonly method?: string | undefined;
  /** The path and the query. */
  readonly url?: string | undefined;
  /** Where Express keeps the whole path below a mount. */
  readonly originalUrl?: string | undefined;
  /** The headers, with lower-case names. */
  readonly headers: NodeHeaders;
  /** The connection. An encrypted one makes the URL https. */
  readonly socket?: object | undefined;
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** Whether somebody has read the body to its end. */
  readonly readableEnded: boolean;
  /** Adds a listener. */
  on(event: string, listener: Listener): unknown;
  /** Stops the `data` events for now. */
  pause(): unknown;
  /** Continues the `data` events. */
  resume(): unknown;
}

/** What is used of a `ServerResponse`, or of Express's response. */
export interface NodeResponse {
  /** The HTTP status. */
  statusCode: number;
  /** True once the headers were sent. */
  readonly headersSent: boolean;
  /** True once the whole response was sent. */
  readonly writableFinished: boolean;
  /** True once the connection was closed. */
  readonly destroyed: boolean;
  /** Sets a header. */
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Sends a part of the body; `false` asks to wait for `drain`. */
  write(chunk: Uint8Array): boolean;
  /** Ends the response. */
  end(): unknown;
  /** Closes the connection. */
  destroy(): unknown;
  /** Adds a listener. */
  on(event: string, listener: Listener): unknown;
  /** Removes a listener. */
  off(event: string, listener: Listener): unknown;
}
