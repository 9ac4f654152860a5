/** Headers as `node:http` gives them. */
export type NodeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A listener of an event. Of those that are used here, only `data` has something to say. */
type Listener = (chunk: Uint8Array) => void;

/** What is used of an `IncomingMessage`, or of Express's request. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Where Express keeps the whole path below a mount. */
  readonly originalUrl?: string | undefined;
  readonly headers: NodeHeaders;
  readonly socket?: object | undefined;
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** Whether somebody has read the body to its end. */
  readonly readableEnded: boolean;
  on(event: string, listener: Listener): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** What is used of a `ServerResponse`, or of Express's response. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
  setHeader(name: string, value: string | readonly string[]): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
}
