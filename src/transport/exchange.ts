import { CometChatException } from '../errors/exception.js';
import type { Answer } from './answer.js';
import { Deadline } from './deadline.js';
import { cancel, readBody } from './read-body.js';
import { safeCause } from './redact.js';

/** What sends a request; the platform's unless the app brings its own. */
export type Fetch = (request: Request) => Promise<Response>;

/** What is sent, and how. */
export interface Sending {
  readonly url: string | URL;
  readonly init: RequestInit;
  /** In the place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for the exchange. */
  readonly ms: number;
  /** Ends it earlier. */
  readonly within?: Deadline | undefined;
  /** Bytes that the body of the response may have. */
  readonly maxBytes: number;
  /** Must not be read in an error. */
  readonly secrets: readonly string[];
}

/** One HTTP exchange, the body included, within its own timeout. */
export async function exchange({ url, init, fetch: send, ms, within, maxBytes, secrets }: Sending): Promise<Answer> {
  const deadline = new Deadline(ms, 'An attempt', within);
  try {
    // Where `AbortSignal.any` is missing, ky starts one more attempt of a call that was aborted.
    if (deadline.reason) throw deadline.reason;
    const bounded = { ...init, signal: deadline.signal };
    // The platform's is looked up at each call, so that what is put in its place later (a mock, a tracer) is used; and it makes
    // a Request by itself, of which one is enough.
    if (!send) return await deadline.race(receive(fetch(url, bounded), maxBytes));
    const request = new Request(url, bounded);
    // Platforms hold a request's signal weakly: with the request gone, an abort would not reach a copy that was sent instead.
    deadline.onPassed(() => request);
    return await deadline.race(receive(send(request), maxBytes));
  } catch (error) {
    // When the deadline has passed, what fetch makes of it differs between runtimes.
    if (deadline.reason) throw deadline.reason;
    throw new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(error, secrets) });
  } finally {
    deadline.end();
  }
}

async function receive(sent: Promise<Response>, maxBytes: number): Promise<Answer> {
  const response = await sent;
  const { status, headers, type } = response;
  // Browsers hide what a redirect was (status 0), others show it.
  const redirected = type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (redirected) cancel(response.body);
  const text = redirected ? '' : await readBody(response, maxBytes);
  return { status, headers, redirected, isTooLarge: text === undefined, text: text ?? '' };
}
