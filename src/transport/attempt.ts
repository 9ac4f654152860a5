import { CometChatException } from '../errors/exception.js';
import { Deadline } from './deadline.js';
import { cancel, readBody } from './read-body.js';
import { safeCause } from './redact.js';

/** What sends a request; the platform's unless the app brings its own. */
export type Fetch = (request: Request) => Promise<Response>;

/** An HTTP response that has been read to its end. */
export interface FullResponse {
  readonly status: number;
  readonly isRedirect: boolean;
  /** Whether the body was larger than the limit, and so was not read. */
  readonly isTooLarge?: boolean;
  readonly headers: Headers;
  readonly text: string;
}

/** The bounds of an attempt. */
export interface AttemptOptions {
  /** Sends the request in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for the whole attempt, the body of the response included. */
  readonly ms: number;
  /** Ends the attempt earlier. */
  readonly within: Deadline;
  /** Bytes that the body of the response may have. */
  readonly maxBytes: number;
  /** Credentials that must not appear in an error. */
  readonly secrets: readonly string[];
}

/** One HTTP exchange. It settles in time, also if `fetch` ignores signals; it rejects with a `CometChatException` only. */
export async function attempt(request: Request, options: AttemptOptions): Promise<FullResponse> {
  const { ms, within, maxBytes, secrets } = options;
  const deadline = new Deadline(ms, 'An attempt', within);
  try {
    // Where AbortSignal.any is missing, ky starts another attempt although the operation has ended.
    if (deadline.reason) throw deadline.reason;
    return await deadline.race(read(send(request, deadline, options.fetch), maxBytes));
  } catch (error) {
    // The error that an aborted fetch rejects with differs between platforms.
    if (deadline.reason) throw deadline.reason;
    throw new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(error, secrets) });
  } finally {
    deadline.end();
  }
}

/** Looks up the platform's `fetch` at each attempt: a mock or a tracer may replace it later. */
function send(request: Request, deadline: Deadline, ownFetch: Fetch | undefined): Promise<Response> {
  const { signal } = deadline;
  if (!ownFetch) return fetch(request, { signal });
  const bounded = new Request(request, { signal });
  // Keep a reference to the Request, or the garbage collector drops its signal.
  deadline.onPassed(() => bounded);
  return ownFetch(bounded);
}

async function read(sent: Promise<Response>, maxBytes: number): Promise<FullResponse> {
  const response = await sent;
  const { status, headers, type } = response;
  // Browsers hide the status of a redirect (status 0), other platforms show it.
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (isRedirect) cancel(response.body);
  const text = isRedirect ? '' : await readBody(response, maxBytes);
  return { status, headers, isRedirect, isTooLarge: text === undefined, text: text ?? '' };
}
