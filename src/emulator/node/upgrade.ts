import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { asksForWebSocket } from './websocket.js';

/** Takes over a connection. */
interface Accepting {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * Gives the requests that ask for a WebSocket to `sockets`. One that asks for another protocol, as Java's client and
 * `curl --http2` do for HTTP/2, is answered as if it had not asked, which is what a server does that knows only HTTP/1.1.
 */
export function withUpgrades(server: Server, sockets: Accepting): Server {
  return server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (asksForWebSocket(request)) return sockets.accept(request, socket, head);
    // Node has taken its parser away: the request is read anew, from a connection that looks like a new one.
    socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
    server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
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
