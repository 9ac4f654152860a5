import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Received } from '../http/call.js';
import { OWN_PATH } from '../http/guard.js';
import { decodeBody, INCOMPLETE, NO_BODY } from '../http/received.js';

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'PUT', 'DELETE']);
// A host and a path that `URL` would not change.
const HOST = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/;
const PATH = /^\/[!$&-;=?-[\]_a-z~]*$/;
const BODY_MAX_BYTES = 1024 * 1024;

/**
 * Reads the head of a request to one of CometChat's own paths. Most requests are simple, and a `Request` with its
 * `URL`, `Headers` and stream would be most of their cost. `undefined` for a request that needs a real `Request`.
 */
export function plainHead(incoming: IncomingMessage): Arriving | undefined {
  const { method = '', url = '', headers } = incoming;
  const { host = '' } = headers;
  if (!METHODS.has(method) || !HOST.test(host) || !PATH.test(url) || url.includes('/.')) return undefined;
  if (url.includes(OWN_PATH) || !hasPlainBody(incoming)) return undefined;
  if (!areOnce(headers, incoming.rawHeaders.length / 2)) return undefined;
  const [colon, mark] = [host.indexOf(':'), url.indexOf('?')];
  return {
    method,
    url: `${isSecure(incoming) ? 'https' : 'http'}://${host}${url}`,
    hostname: colon === -1 ? host : host.slice(0, colon),
    path: mark === -1 ? url : url.slice(0, mark),
    search: mark === -1 ? '' : url.slice(mark),
    headers,
    body: NO_BODY,
  };
}

/** A request whose body has not been read yet. */
interface Arriving extends Omit<Received, 'body'> {
  body: Received['body'];
}

/** Reads the body and then calls back once: when the body is complete, or when the connection has ended. */
export function readPlain(incoming: IncomingMessage, request: Arriving, answer: (received: Received) => void): void {
  if (incoming.method === 'GET' || incoming.headers['content-length'] === '0') {
    answer(request);
    return;
  }
  const chunks: Uint8Array[] = [];
  incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  incoming.on('end', () => {
    const [bytes] = chunks;
    request.body = decodeBody(bytes && chunks.length === 1 ? bytes : Buffer.concat(chunks));
    answer(request);
  });
  incoming.on('error', () => {
    if (incoming.readableEnded) return;
    request.body = INCOMPLETE;
    answer(request);
  });
}

function hasPlainBody({ method, headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false;
  const length = headers['content-length'];
  return method === 'GET' ? length === undefined : length !== undefined && Number(length) <= BODY_MAX_BYTES;
}

/** Whether no header is repeated: Node drops or joins repeated headers, sometimes differently from `Headers`. */
function areOnce(headers: IncomingMessage['headers'], count: number): headers is Record<string, string> {
  let names = 0;
  for (const _ in headers) names += 1;
  return names === count && headers['set-cookie'] === undefined;
}

function isSecure({ socket }: IncomingMessage): boolean {
  return (socket as TLSSocket).encrypted === true;
}
