import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ListenOptions } from '../types.js';
import { type Answering, createBridge } from './bridge.js';

const DEFAULT_PORT = 7700;

/** A port to listen on, over and over. */
export interface Listener {
  listen(options?: ListenOptions): Promise<{ url: string }>;
  url(): string;
  close(): Promise<void>;
}

/** A server that is bound to its port. */
interface Serving {
  readonly server: Server;
  readonly url: string;
}

/** Serves over HTTP whatever answers requests. */
export function createListener(answer: Answering): Listener {
  let serving: Promise<Serving> | undefined;
  let url: string | undefined;

  return {
    async listen({ port = DEFAULT_PORT, host = '127.0.0.1' } = {}) {
      if (serving !== undefined)
        throw new Error(`The emulator listens already${url ? `, at ${url}` : ''}: close() it first.`);
      const starting = bind(createServer(createBridge(answer)), port, host);
      serving = starting;
      try {
        const bound = await starting;
        if (serving !== starting) throw new Error('The emulator was closed before it listened.');
        url = bound.url;
        return { url };
      } catch (error) {
        if (serving === starting) serving = undefined;
        throw error;
      }
    },
    url() {
      if (url === undefined) throw new Error('The emulator has no url yet: await listen() first.');
      return url;
    },
    async close() {
      const closing = serving;
      serving = undefined;
      url = undefined;
      const bound = await closing?.catch(() => undefined);
      if (bound !== undefined) await shut(bound.server);
    },
  };
}

function bind(server: Server, port: number, host: string): Promise<Serving> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const why = taken ? 'is in use: give another, or 0 for a free one' : `is not to be had: ${cause.message}`;
      reject(new Error(`Port ${port} of ${host} ${why}.`, { cause }));
    });
    server.listen(port, host, () => resolve({ server, url: urlOf(server.address() as AddressInfo) }));
  });
}

/** An address that a client can use: "all interfaces" is none. */
function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Ends the connections that clients keep open as well: they would hold the process for seconds. */
function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
