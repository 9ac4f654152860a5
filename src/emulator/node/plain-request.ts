import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { OWN_PATH } from '../http/guard.js';
import type { WithBytes } from '../http/received.js';

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'PUT', 'DELETE']);
// A host and a path that `URL` would leave as they are.
const HOST = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/;
const PATH = /^\/[!$&-;=?-[\]_a-z~]*$/;
const DOT_SEGMENT = /\/\.\.?(?:[/?]|$)/;
const BODY_MAX_BYTES = 1024 * 1024;

/**
 * As much of a `Request` as CometChat's own paths need. Most requests are so plain that what a real one costs, its `Headers`
 * and its stream, is half the time they take. `undefined` for any other.
 */
export function plainRequest(incoming: IncomingMessage): Request | undefined {
  const { method, url = '', headers } = incoming;
  const { host = '' } = headers;
  if (!METHODS.has(method) || !HOST.test(host) || !PATH.test(url) || DOT_SEGMENT.test(url)) return undefined;
  if (url.includes(OWN_PATH) || !hasPlainBody(incoming)) return undefined;
  // Node leaves out or joins what comes twice, and not always as `Headers` does.
  if (Object.keys(headers).length * 2 !== incoming.rawHeaders.length) return undefined;
  return new PlainRequest(incoming, `${isSecure(incoming) ? 'https' : 'http'}://${host}${url}`) as unknown as Request;
}

function hasPlainBody({ method, headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false;
  const length = headers['content-length'];
  return method === 'GET' ? length === undefined : length !== undefined && Number(length) <= BODY_MAX_BYTES;
}

function isSecure({ socket }: IncomingMessage): boolean {
  return (socket as TLSSocket).encrypted === true;
}

class PlainRequest implements WithBytes {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: PlainHeaders;
  readonly #incoming: IncomingMessage;

  constructor(incoming: IncomingMessage, url: string) {
    this.method = incoming.method;
    this.url = url;
    this.headers = new PlainHeaders(incoming.headers);
    this.#incoming = incoming;
  }

  /** Rejects where the connection ends before the body does. */
  bodyBytes(): Promise<Uint8Array> {
    const incoming = this.#incoming;
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      incoming
        .on('data', (chunk: Uint8Array) => chunks.push(chunk))
        .once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
        .once('close', () => {
          if (!incoming.readableEnded) reject(new Error('The connection ended before the body did.'));
        });
    });
  }
}

class PlainHeaders {
  readonly #fields: IncomingMessage['headers'];

  constructor(fields: IncomingMessage['headers']) {
    this.#fields = fields;
  }

  /** By its name in whatever letter case. */
  get(name: string): string | null {
    const key = name.toLowerCase();
    return Object.hasOwn(this.#fields, key) ? String(this.#fields[key]) : null;
  }

  [Symbol.iterator](): IterableIterator<[string, unknown]> {
    return Object.entries(this.#fields).values();
  }
}
