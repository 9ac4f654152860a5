import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { failure } from '../answer.js';
import { badRequest } from '../api-error.js';
import type { Answer } from '../exchange.js';
import { isLost, partsOf, toResponse } from '../middleware/faults/delivery.js';
import type { Pipeline } from '../pipeline.js';

/** The request listener for `node:http`. It does not replace the global `Request` and `Response`. */
export function createBridge(handle: Pipeline): RequestListener {
  const listener = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
      const answer = await handle(request, incoming);
      if (answer instanceof Response) return answer;
      await deliver(answer, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
    // The host name is for a request without one: the guard refuses it.
    { overrideGlobalObjects: false, hostname: 'localhost', errorHandler: unreadable },
  );
  return (incoming, outgoing) => {
    // As to a proxy. The listener knows the scheme in lower case only.
    incoming.url = incoming.url?.replace(/^https?:/i, (scheme) => scheme.toLowerCase());
    // An error here comes only from the socket.
    Promise.resolve(listener(incoming, outgoing)).catch(() => outgoing.destroy());
  };
}

/**
 * The answer to a request line and a Host header that make no valid URL. There is no `Request` for them, so no station
 * sees them, the guard included. So the answer is always the same, and no page can read it.
 */
function unreadable(): Response {
  return toResponse(failure(badRequest({ url: ['The request line and the Host header must make a valid URL.'] })));
}

/**
 * Writes the kept text to the socket. A `Response` would add a stream for it, which nearly doubles the processor time of
 * a request.
 */
async function deliver(answer: Answer, outgoing: ServerResponse): Promise<void> {
  const { status, headers, text, manner } = answer;
  if (isLost(answer)) {
    if (manner?.kind === 'reset') outgoing.socket?.resetAndDestroy();
    else outgoing.destroy();
  } else if (text === null) outgoing.writeHead(status, headers).end();
  else {
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
    if (manner) await deliverParts(answer, outgoing);
    else {
      // One write for head and body. `end(text)` would make two, the second of them empty.
      outgoing.cork();
      outgoing.write(text);
      outgoing.uncork();
      outgoing.end();
    }
  }
}

/** Applies a fault to the socket. */
async function deliverParts(answer: Answer, outgoing: ServerResponse): Promise<void> {
  outgoing.flushHeaders();
  for await (const part of partsOf(answer)) {
    // Stop when the client has disconnected.
    if (outgoing.destroyed) return;
    await new Promise((resolve) => outgoing.write(part, resolve));
  }
  if (answer.manner?.kind === 'reset') outgoing.socket?.resetAndDestroy();
  else outgoing.end();
}
