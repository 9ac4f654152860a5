import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { findUnknownOption, type OptionNames } from '../../errors/option-names.js';
import type { NetworkGuard } from '../middleware/guard/guard.js';
import type { ListenOptions } from '../option-types.js';
import type { Pipeline } from '../pipeline.js';
import type { Admitting } from '../socket/conversation.js';
import { createSockets } from '../socket/sockets.js';
import { handleUpgrades } from '../socket/upgrades.js';
import type { Listening } from '../types.js';
import { createBridge } from './bridge.js';
import { Connections } from './connections.js';
import { keyPairFor } from './tls.js';

const DEFAULT_PORT = 7700;

const OPTION_NAMES = { port: true, host: true, tls: true } as const satisfies OptionNames<ListenOptions>;
const TLS_NAMES = { key: true, cert: true } as const satisfies OptionNames<
  Exclude<ListenOptions['tls'], boolean | undefined>
>;

/** Listens on a port. It can listen again after a close. */
export interface Listener {
  listen(options?: ListenOptions): Promise<Listening>;
  url(): string;
  close(): Promise<void>;
}

/** A server that listens on its port. */
interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/** The parts of an emulator that a listener needs. */
export interface Serves {
  readonly handle: Pipeline;
  /** Decides which clients may keep their sockets open. */
  readonly admit: Admitting;
  readonly networkGuard: NetworkGuard;
  /** Called with the requested host and the actual address, before the first request. */
  onBound(host: string, address: string): void;
}

/** Serves the HTTP requests and the sockets of an emulator. */
export function createListener({ handle, admit, networkGuard, onBound }: Serves): Listener {
  let serving: Promise<Serving> | undefined;
  let url: string | undefined;

  return {
    async listen(options = {}) {
      const unknown =
        findUnknownOption(options, OPTION_NAMES, 'listen') ??
        findUnknownOption(options.tls, TLS_NAMES, 'listen', 'tls');
      if (unknown) throw new TypeError(unknown.message);
      const { port = DEFAULT_PORT, host = '127.0.0.1', tls } = options;
      if (serving !== undefined)
        throw new Error(`The emulator already listens${url ? `, at ${url}` : ''}: close() it first.`);
      const pair = keyPairFor(tls, host);
      const bridge = createBridge(handle);
      const sockets = createSockets(admit);
      const server = pair ? createTlsServer(pair, bridge) : createServer(bridge);
      handleUpgrades(server, sockets, (request) => networkGuard.refusal(request));
      // Never close an idle connection: a client may have just sent a request on it.
      server.keepAliveTimeout = 0;
      // Node drops headers beyond this count, but the access rules need all of them. Their total size stays limited.
      server.maxHeadersCount = 0;
      const connections = new Connections(server);
      const starting = bind(server, port, host, onBound).then((bound) => ({
        url: bound,
        close() {
          sockets.close();
          return connections.close();
        },
      }));
      serving = starting;
      try {
        const bound = await starting;
        if (serving !== starting) throw new Error('The emulator was closed before it listened.');
        url = bound.url;
        return pair ? { url, certificate: pair.cert } : { url };
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
      await bound?.close();
    },
  };
}

/** Starts the server; resolves with its address. */
function bind(server: Server, port: number, host: string, onBound: Serves['onBound']): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const why = taken ? 'is in use: pass another port, or 0 for a free one' : `is not available: ${cause.message}`;
      reject(new Error(`Port ${port} of ${host} ${why}.`, { cause }));
    });
    server.listen(port, host, () => {
      onBound(host, (server.address() as AddressInfo).address);
      resolve(urlOf(server));
    });
  });
}

/** An address that a client can connect to: "all interfaces" is not one. */
function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  if (address === '0.0.0.0' || address === '::') return `${scheme}://127.0.0.1:${port}`;
  return `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
