import { Agent, request } from 'node:http';
import type { Answered, Sent } from './emulator-world.js';

/** Sends one request; resolves with `undefined` if the connection ended without a response. */
export type Exchange = (sent: Sent) => Promise<Answered | undefined>;

/** Sends over kept sockets, with bodies and headers that `fetch` would not send. */
export function overHttp(url: string): { exchange: Exchange; close(): void } {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });

  const exchange: Exchange = ({ method, origin, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const host = origin.replace(/^[a-z]+:\/\//, '');
      const bytes = body === undefined ? undefined : Buffer.from(body as string);
      const outgoing = request(
        {
          ...{ agent, hostname, port, method, timeout: 10_000 },
          // Node refuses to send these. The test of broken HTTP sends them.
          path: path.replace(/[^\x21-\x7e]/g, encodeURIComponent),
          headers: { host, ...headers, ...(bytes && { 'content-length': bytes.length }) },
        },
        (incoming) => {
          const parts: Buffer[] = [];
          incoming.on('data', (part) => parts.push(part));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const { statusCode: status = 0, headersDistinct } = incoming;
            const pairs = Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]);
            resolve({
              status,
              headers: new Headers(pairs as [string, string][]),
              text: Buffer.concat(parts).toString(),
            });
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in ten seconds')));
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server may respond before a huge body is complete, and then writing fails here: the response counts.
        if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(undefined);
        else reject(error);
      });
      outgoing.end(bytes);
    });

  return { exchange, close: () => agent.destroy() };
}
