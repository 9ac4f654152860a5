import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';
import { type Admitting, converse } from './conversation.js';

/** The types of ws do not have `closeTimeout` yet. */
const OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  // The vendor's SDK sends a few hundred bytes.
  maxPayload: 64 * 1024,
  // In milliseconds. Then the connection of a client that does not answer a close is destroyed.
  closeTimeout: 200,
};

/** The open sockets of one server. */
export interface Sockets {
  /** Completes the handshake, or responds with an error status. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client that the server is closing. The sockets are closed soon afterwards. */
  close(): void;
}

/** Accepts WebSockets for the vendor's Chat SDK. */
export function createSockets(admit: Admitting): Sockets {
  const server = new WebSocketServer(OPTIONS);
  return {
    accept(request, socket, head) {
      // ws would accept version 8 too.
      if (request.headers['sec-websocket-version'] !== '13')
        return refuse(socket, '426 Upgrade Required', 'Sec-WebSocket-Version: 13\r\n');
      server.handleUpgrade(request, socket, head, (client) => {
        // A connected client must not keep the process running.
        (socket as Socket).unref();
        converse(client, admit);
      });
    },
    close() {
      for (const client of server.clients) client.close(1001, 'The emulator was closed.');
    },
  };
}

/** Responds to a WebSocket request with an error status, and closes the connection. */
export function refuse(socket: Duplex, status: string, headers = ''): void {
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
