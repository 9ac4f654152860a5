import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE, closeFrame, FrameError, FrameReader, frame, PING, PONG, TEXT } from './frames.js';

/** One connection. */
export interface WebSocketPeer {
  /** Sends a text. Does nothing when the socket is closed. */
  send(text: string): void;
  /** Sends the reason, then closes the connection. */
  close(code: number, reason?: string): void;
}

/**
 * A constant of [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), section 1.3. The handshake uses it to prove that
 * the server speaks WebSocket.
 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whether a client asks for a WebSocket, not for another protocol. */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Turns a connection into a WebSocket with text frames, pings and closes, without extensions and sub-protocols.
 * Responds to an invalid request with 400, or 426 for another version.
 */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Uint8Array,
  onText: (peer: WebSocketPeer, text: string) => void,
): WebSocketPeer | undefined {
  const key = request.headers['sec-websocket-key'];
  const version = request.headers['sec-websocket-version'];
  if (version !== '13') return refuse(socket, '426 Upgrade Required', 'Sec-WebSocket-Version: 13\r\n');
  if (request.method !== 'GET' || !key) return refuse(socket, '400 Bad Request');
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return converse(socket, head, onText);
}

function converse(
  socket: Duplex,
  head: Uint8Array,
  onText: (peer: WebSocketPeer, text: string) => void,
): WebSocketPeer {
  const reader = new FrameReader();
  let open = true;

  const peer: WebSocketPeer = {
    send(text) {
      if (open) socket.write(frame(TEXT, Buffer.from(text)));
    },
    close(code, reason) {
      if (!open) return;
      open = false;
      socket.end(closeFrame(code, reason), () => socket.destroy());
    },
  };

  function receive(chunk: Uint8Array): void {
    try {
      for (const { opcode, payload } of reader.push(chunk)) {
        if (!open) return;
        if (opcode === TEXT) onText(peer, utf8.decode(payload));
        else if (opcode === PING) socket.write(frame(PONG, payload));
        else if (opcode === CLOSE) peer.close(payload.length >= 2 ? payload.readUInt16BE(0) : 1000);
      }
    } catch (error) {
      // The other possible error is a TypeError, for a text that is not UTF-8.
      if (error instanceof FrameError) peer.close(error.code, error.message);
      else peer.close(1007, 'A text must be UTF-8.');
    }
  }

  socket.on('data', receive);
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    open = false;
  });
  if (head.length > 0) receive(head);
  return peer;
}

/** Responds to a WebSocket request with an error status, and closes the connection. */
export function refuse(socket: Duplex, status: string, headers = ''): undefined {
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
  return undefined;
}
