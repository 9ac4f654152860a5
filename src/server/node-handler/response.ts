import type { IncomingBody } from './body.js';
import type { NodeResponse } from './types.js';

/** Headers about one connection. HTTP/2 does not have them: Node would drop them and print a warning. */
const HTTP_1_HEADERS: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
];

/**
 * Writes a `Response` to a response of `node:http` or `node:http2`, only as fast as the client reads it. Then it discards the
 * part of the request's body that nobody has read.
 */
export async function writeResponse(
  response: Response,
  outgoing: NodeResponse,
  headersOnly: boolean,
  requestBody: IncomingBody,
): Promise<void> {
  const { status, headers, body } = response;
  if (outgoing.destroyed) return void (await body?.cancel());
  outgoing.statusCode = status;
  // Only a response of HTTP/2 has a stream.
  const isLeftOut = (name: string) => name === 'set-cookie' || ('stream' in outgoing && HTTP_1_HEADERS.includes(name));
  for (const [name, value] of headers) if (!isLeftOut(name)) outgoing.setHeader(name, value);
  // Several values of this header cannot be joined into one.
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (headersOnly) await body?.cancel();
  else if (body) await pump(body, outgoing);
  outgoing.end(requestBody.discard());
}

async function pump(body: NonNullable<Response['body']>, outgoing: NodeResponse): Promise<void> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  outgoing.on('close', stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || outgoing.destroyed) return;
      if (!outgoing.write(value)) await waitForDrain(outgoing);
    }
  } finally {
    outgoing.off('close', stop);
  }
}

/** Waits until the buffer has room again, or the connection is closed. */
function waitForDrain(outgoing: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}
