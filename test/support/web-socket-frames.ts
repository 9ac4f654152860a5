import { randomBytes } from 'node:crypto';

/** The key of every handshake here. */
export const SOCKET_KEY = 'eHh4eHh4eHh4eHh4eHh4eA==';

/** The request for a WebSocket, with more headers at its end. */
export function socketRequest(...headers: string[]): string {
  const lines = [
    'GET / HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${SOCKET_KEY}`,
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A frame of a client, which has a mask. `first` is its first byte: the flags and the opcode. */
export function maskedFrame(first: number, content: string | Uint8Array, mask: Uint8Array = randomBytes(4)): Buffer {
  const payload = Buffer.from(content as string);
  const size = payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([first, ...size]), mask, payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0))]);
}

/** A text message with JSON. */
export const sayJson = (value: unknown): Buffer => maskedFrame(0x81, JSON.stringify(value));
