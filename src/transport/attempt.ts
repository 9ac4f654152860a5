import { CometChatException } from '../errors/exception.js';
import { Deadline } from './deadline.js';
import type { QuotaClass } from './endpoint.js';
import { cancel, readBody } from './read-body.js';
import { safeCause } from './redact.js';

/** A function that sends a request, as the platform's `fetch` does. */
export type Fetch = (request: Request) => Promise<Response>;

/** An HTTP response whose body has been read. */
export interface FullResponse {
  readonly status: number;
  readonly isRedirect: boolean;
  /** Whether the body was larger than the limit. It was then not read. */
  readonly isTooLarge?: boolean;
  readonly headers: Headers;
  readonly text: string;
}

/** Decides when an attempt is sent: it calls `send`, again if it wants, and resolves with the last response. */
export type Gate = (quota: QuotaClass, deadline: Deadline, send: () => Promise<FullResponse>) => Promise<FullResponse>;

/** The limits of an attempt. */
export interface AttemptOptions {
  /** Sends the request. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for the whole attempt, with the body of the response. */
  readonly ms: number;
  /** Ends the attempt earlier. */
  readonly within: Deadline;
  /** The largest allowed body of the response, in bytes. */
  readonly maxBytes: number;
  /** Credentials that must not appear in an error. */
  readonly secrets: readonly string[];
}

/**
 * Sends a request once and reads the response. It settles within its time limit, even if `fetch` ignores signals. It rejects with a
 * `CometChatException` only.
 */
export async function sendAttempt(request: Request, options: AttemptOptions): Promise<FullResponse> {
  const { ms, within, maxBytes, secrets } = options;
  const deadline = new Deadline(ms, 'An attempt', within);
  try {
    // Without AbortSignal.any, ky starts another attempt although the operation has ended.
    if (deadline.reason) throw deadline.reason;
    return await deadline.race(read(send(request, deadline, options.fetch), maxBytes));
  } catch (error) {
    // The error of an aborted fetch differs between platforms.
    if (deadline.reason) throw deadline.reason;
    throw new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(error, secrets) });
  } finally {
    deadline.end();
  }
}

/** Calls `fetch`. It reads the platform's `fetch` at each attempt, because a mock or a tracer may replace it later. */
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
