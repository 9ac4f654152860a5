import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import type { Door } from '../middleware/guard/guard.js';
import { asksForWebSocket, refuse } from './websocket.js';

/** Accepts a connection. */
interface Accepting {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * Passes the WebSocket requests that the access rules admit to `sockets`. A request for another protocol (HTTP/2 from
 * Java's client or `curl --http2`) gets the usual HTTP/1.1 response, as the standard allows.
 */
export function withUpgrades(server: Server, sockets: Accepting, door: Door): Server {
  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (asksForWebSocket(request)) {
      if (door.refusal(request) !== undefined) refuse(socket, '403 Forbidden');
      else sockets.accept(request, socket, head);
      return;
    }
    // Node has removed its parser. Put the request back without the upgrade, and let Node read the connection as a new
    // one.
    socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
    server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
  }

  return server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has removed its own listener. Without one, a socket error would end the process.
    socket.on('error', () => socket.destroy());
    try {
      upgrade(request, socket, head);
    } catch {
      socket.destroy();
    }
  });
}

function withoutUpgrade({ method, url, rawHeaders }: IncomingMessage): Buffer {
  let lines = `${method} ${url} HTTP/1.1\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (!/^(upgrade|connection|http2-settings)$/i.test(name)) lines += `${name}: ${value}\r\n`;
  }
  return Buffer.from(`${lines}\r\n`, 'latin1');
}
