import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long the clients of WebSockets have to answer a close before all connections are destroyed, in milliseconds. */
const GRACE_MS = 300;

/** The TCP connections of a server, including those in a TLS handshake and those that became a WebSocket. */
export class Connections {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      // After a refused upgrade Node gets the same connection again.
      if (this.#open.has(socket)) return;
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /**
   * Stops the server. HTTP connections end at once, also within a request. All others end soon, whatever their clients
   * do: Node would wait for them.
   */
  close(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        for (const socket of this.#open) socket.destroy();
      }, GRACE_MS);
      this.#server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }
}
