import { CometChatException } from '../errors/exception.js';
import type { Answer } from './answer.js';
import { startDeadline } from './deadline.js';
import { safeCause } from './redact.js';

/** What sends a request; the platform's unless the app brings its own. */
export type Fetch = (request: Request) => Promise<Response>;

/** One HTTP exchange, the body included, within a time of its own. */
export async function exchange(send: Fetch, request: Request, ms: number, secrets: readonly string[]): Promise<Answer> {
  const deadline = startDeadline(ms, 'An attempt', request.signal);
  try {
    return await deadline.race(receive(send, new Request(request, { signal: deadline.signal })));
  } catch (error) {
    // When the deadline has passed, what fetch makes of it differs between runtimes.
    if (deadline.signal.aborted) throw deadline.signal.reason;
    throw new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(error, secrets) });
  } finally {
    deadline.end();
  }
}

async function receive(send: Fetch, request: Request): Promise<Answer> {
  const response = await send(request);
  const { status, headers, type } = response;
  // Browsers hide what a redirect was (status 0), others show it.
  const redirected = type === 'opaqueredirect' || (status >= 300 && status < 400);
  // Unread, it would keep its connection.
  if (redirected) await response.body?.cancel();
  return { status, headers, redirected, text: redirected ? '' : await response.text() };
}
