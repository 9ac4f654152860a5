/** Headers in the form of `node:http` and `node:http2`. */
export type NodeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A listener of an event. Only the listener of `data` gets an argument. */
type Listener = (chunk: Uint8Array) => void;

/** The members of an `IncomingMessage`, or of Express's request, that the handler uses. */
export interface NodeRequest {
  /** The HTTP method. */
  readonly method?: string | undefined;
  /** The path and the query. */
  readonly url?: string | undefined;
  /** The whole path, which Express keeps here below a mount. */
  readonly originalUrl?: string | undefined;
  /** The headers, with lower-case names. */
  readonly headers: NodeHeaders;
  /** The connection. An encrypted one makes the URL https. */
  readonly socket?: object | undefined;
  /** The parsed body, if a body parser ran before. */
  readonly body?: unknown;
  /** Whether the body was already read to its end. */
  readonly readableEnded: boolean;
  /** Adds a listener. */
  on(event: string, listener: Listener): unknown;
  /** Stops the `data` events for now. */
  pause(): unknown;
  /** Continues the `data` events. */
  resume(): unknown;
  /** Closes the connection. */
  destroy(): unknown;
}

/** The members of a `ServerResponse`, or of Express's response, that the handler uses. */
export interface NodeResponse {
  /** The HTTP status. */
  statusCode: number;
  /** True once the headers were sent. */
  readonly headersSent: boolean;
  /** True once `end` was called. */
  readonly writableEnded: boolean;
  /** True once the whole response was sent. */
  readonly writableFinished: boolean;
  /** True once the connection was closed. */
  readonly destroyed: boolean;
  /** Sets a header. */
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Sends a part of the body. `false` means: wait for `drain` before the next part. */
  write(chunk: Uint8Array): boolean;
  /** Ends the response. The function is called when all of it was sent. */
  end(onSent?: () => void): unknown;
  /** Closes the connection. */
  destroy(): unknown;
  /** Adds a listener. */
  on(event: string, listener: Listener): unknown;
  /** Removes a listener. */
  off(event: string, listener: Listener): unknown;
}
