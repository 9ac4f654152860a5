import { markRewritten } from '../request-body.js';
import type { NodeHeaders, NodeRequest } from './types.js';

/** A request that cannot be made a `Request` of. */
export class UnreadableRequest extends Error {}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Makes a `Request` of what came to `node:http`. */
export function toRequest(incoming: NodeRequest, signal: AbortSignal): Request {
  const { method = 'GET' } = incoming;
  const url = urlOf(incoming);
  const headers = headersOf(incoming.headers);
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  if (!incoming.readableEnded) {
    const init = { method, headers, signal, body: streamOf(incoming), duplex: 'half' };
    return new Request(url, init);
  }
  return parsedBefore(url, { method, headers, signal }, incoming.body);
}

/** A parser has read the body. What it made of it is written anew, without what was said of the one that was sent. */
function parsedBefore(url: string, init: RequestInit & { headers: Headers }, body: unknown): Request {
  const hadBody = init.headers.get('content-length') !== '0';
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) init.headers.delete(name);
  if (body instanceof Uint8Array) return new Request(url, { ...init, body: body as Uint8Array<ArrayBuffer> });
  if (typeof body === 'object') init.headers.set('content-type', 'application/json');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(url, text === undefined ? init : { ...init, body: text });
  if (hadBody) markRewritten(request);
  return request;
}

/** From the connection and the `Host` header; a path that looks like a URL names no other host. */
function urlOf({ headers, socket, originalUrl, url }: NodeRequest): string {
  const host = headers.host ?? 'localhost';
  if (typeof host !== 'string' || !HOST.test(host)) throw new UnreadableRequest('The Host header names no host.');
  const target = originalUrl ?? url ?? '/';
  const path = target.startsWith('/')
    ? target
    : target.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
  const whole = `${isEncrypted(socket) ? 'https' : 'http'}://${host}${path}`;
  if (!URL.canParse(whole)) throw new UnreadableRequest('The path cannot be read.');
  return whole;
}

function isEncrypted(socket: object | undefined): boolean {
  return (socket as { encrypted?: unknown } | undefined)?.encrypted === true;
}

function headersOf(given: NodeHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    // HTTP/2 has what is no header among the headers.
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  return headers;
}

/** The body as it comes, no faster than it is read. */
function streamOf(incoming: NodeRequest): ReadableStream<Uint8Array> {
  let over = false;
  return new ReadableStream(
    {
      start(controller) {
        const end = (how: () => void) => () => {
          if (!over) how();
          over = true;
        };
        incoming.on('data', (chunk: Uint8Array) => {
          if (over) return;
          controller.enqueue(chunk);
          incoming.pause();
        });
        incoming.on(
          'end',
          end(() => controller.close()),
        );
        const broken = end(() => controller.error(new Error('The body ended early.')));
        incoming.on('error', broken);
        incoming.on('close', broken);
        incoming.pause();
      },
      pull: () => void incoming.resume(),
      cancel() {
        // What is not wanted is let pass, so that the answer can be read.
        over = true;
        incoming.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
