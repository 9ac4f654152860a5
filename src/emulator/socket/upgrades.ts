import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { refuse, type Sockets } from './sockets.js';

/** Why a request is refused, in one line. `undefined` admits it. */
type Guard = (request: IncomingMessage) => string | undefined;

/**
 * Passes the WebSocket requests that the guard admits to `sockets`. A request for another protocol (HTTP/2 from
 * Java's client or `curl --http2`) gets the usual HTTP/1.1 response, as the standard allows.
 */
export function handleUpgrades(server: Server, sockets: Sockets, guard: Guard): void {
  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (asksForWebSocket(request)) {
      if (guard(request) !== undefined) refuse(socket, '403 Forbidden');
      else sockets.accept(request, socket, head);
      return;
    }
    // Node has removed its parser. Put the request back without the upgrade, and let Node read the connection as a new
    // one.
    socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
    server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has removed its own listener. Without one, a socket error would end the process. One connection can ask for
    // an upgrade several times.
    socket.off('error', destroyOnError).on('error', destroyOnError);
    try {
      upgrade(request, socket, head);
    } catch {
      socket.destroy();
    }
  });
}

function destroyOnError(this: Duplex): void {
  this.destroy();
}

/** Whether a client asks for a WebSocket, not for another protocol. */
function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

function withoutUpgrade({ method, url, rawHeaders }: IncomingMessage): Buffer {
  let lines = `${method} ${url} HTTP/1.1\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (!/^(upgrade|connection|http2-settings)$/i.test(name)) lines += `${name}: ${value}\r\n`;
  }
  return Buffer.from(`${lines}\r\n`, 'latin1');
}
