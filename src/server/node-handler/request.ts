import { markRewritten } from '../request-body.js';
import type { IncomingBody } from './body.js';
import type { NodeHeaders, NodeRequest } from './types.js';

/** Thrown for an incoming request that cannot be turned into a `Request`. */
export class UnreadableRequest extends Error {}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Makes a `Request` from a request of `node:http` or `node:http2`. */
export function toRequest(incoming: NodeRequest, body: IncomingBody, signal: AbortSignal): Request {
  const { method = 'GET' } = incoming;
  const url = urlOf(incoming);
  const headers = headersOf(incoming.headers);
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  if (!incoming.readableEnded) {
    const init = { method, headers, signal, body: body.stream(), duplex: 'half' };
    return new Request(url, init);
  }
  return fromParsedBody(url, { method, headers, signal }, incoming.body);
}

/** Serializes a body that a parser has read. Headers that describe the original bytes are removed. */
function fromParsedBody(url: string, init: RequestInit & { headers: Headers }, body: unknown): Request {
  const hadBody = init.headers.get('content-length') !== '0';
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) init.headers.delete(name);
  if (body instanceof Uint8Array) return new Request(url, { ...init, body: body as Uint8Array<ArrayBuffer> });
  if (typeof body === 'object') init.headers.set('content-type', 'application/json');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(url, text === undefined ? init : { ...init, body: text });
  if (hadBody) markRewritten(request);
  return request;
}

/** The URL, from the connection and the `Host` header, or `:authority` in HTTP/2. If the path is a URL, its host is ignored. */
function urlOf({ headers, socket, originalUrl, url }: NodeRequest): string {
  const host = headers[':authority'] ?? headers.host ?? 'localhost';
  if (typeof host !== 'string' || !HOST.test(host)) throw new UnreadableRequest('The Host header is not a valid host.');
  const target = originalUrl ?? url ?? '/';
  const path = target.startsWith('/')
    ? target
    : target.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
  const text = `${isEncrypted(socket) ? 'https' : 'http'}://${host}${path}`;
  if (!URL.canParse(text)) throw new UnreadableRequest('The path is not valid.');
  return text;
}

function isEncrypted(socket: object | undefined): boolean {
  return (socket as { encrypted?: unknown } | undefined)?.encrypted === true;
}

function headersOf(given: NodeHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    // HTTP/2 has pseudo-headers, such as `:path`, among the headers.
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  return headers;
}
