import fc from 'fast-check';
import { maskedFrame, socketRequest } from '../../../support/web-socket-frames.js';

/** How a client ends its connection. */
export type Leaving = 'reset' | 'destroy' | 'end' | 'wait';

/** All that one client writes. Each part of `frames` is written at once. */
export interface SocketScript {
  readonly handshake: string | Uint8Array;
  readonly frames: readonly Uint8Array[];
  readonly leaving: Leaving;
}

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

const json = fc.oneof(
  fc.constantFrom<unknown>(
    ...[{ action: 'ping', ack: 'true' }, { action: 'ping' }, { action: null }, { type: 'auth' }, null, [], 0, 'auth'],
    ...[
      { type: 'auth', body: null },
      { type: 'auth', appId: 7, body: { auth: {} } },
      { type: ['auth'], body: [] },
    ],
    ...[
      { type: 'auth', appId: 'emulator-app', body: { auth: 'a.b.c' } },
      { type: '__proto__', __proto__: null },
    ],
    { type: 'auth', appId: 'emulator-app', body: { auth: '....' }, filler: 'x'.repeat(300) },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A frame that conforms, also as a fragment. */
const valid = fc.oneof(
  json.map((value) => maskedFrame(0x81, JSON.stringify(value))),
  fc.tuple(fc.constantFrom(0x01, 0x00, 0x80, 0x82, 0x02), bytes(300)).map(([first, all]) => maskedFrame(first, all)),
  fc.tuple(fc.constantFrom(0x89, 0x8a), bytes(125)).map(([first, all]) => maskedFrame(first, all)),
  bytes(125).map((all) => maskedFrame(0x88, all)),
  fc.integer({ min: 1, max: 300 }).map((many) => Buffer.concat(Array(many).fill(maskedFrame(0x89, 'x')))),
);

/** A header with any flags, opcode and length, which the payload need not have. */
const anyHeader = fc
  .record({
    first: fc.nat(255),
    mask: fc.boolean(),
    short: fc.oneof(fc.nat(127), fc.constantFrom(125, 126, 127)),
    long: bytes(8),
    payload: bytes(200),
  })
  .map(({ first, mask, short, long, payload }) =>
    Buffer.concat([Buffer.from([first, (mask ? 0x80 : 0) | short]), long, payload]),
  );

/** A valid frame with changed bytes, or a part of one. */
const damaged = fc
  .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat())
  .map(([frame, changes, cut]) => {
    const copy = Buffer.from(frame);
    for (const [at, byte] of changes) copy[at % copy.length] = byte;
    return copy.subarray(0, 1 + (cut % copy.length));
  });

const frame = fc.oneof(
  { weight: 5, arbitrary: valid },
  { weight: 3, arbitrary: anyHeader },
  { weight: 3, arbitrary: damaged },
  { weight: 1, arbitrary: bytes(300) },
);

const header = fc.constantFrom(
  ...['Sec-WebSocket-Protocol: a, b', 'Sec-WebSocket-Protocol: ,,', 'Sec-WebSocket-Protocol: a, a', 'Upgrade: h2c'],
  ...['Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits', 'Sec-WebSocket-Extensions: ;=,"'],
  ...['Sec-WebSocket-Version: 8', 'Sec-WebSocket-Version: x', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Key: \u0000'],
  ...['Connection: close', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Expect: 100-continue', 'Host: a b'],
  ...['Origin: https://evil.example', 'Origin: \u00ff', 'Sec-Fetch-Site: cross-site', `X: ${'x'.repeat(20_000)}`],
);

/** A handshake that ws has to refuse or that Node cannot read, or one with odd but legal headers. */
const oddHandshake = fc.oneof(
  fc.array(header, { minLength: 1, maxLength: 3 }).map((headers) => socketRequest(...headers)),
  fc.constantFrom(
    socketRequest().replace('GET', 'POST'),
    socketRequest().replace('GET / HTTP/1.1', 'GET http://evil.example/ HTTP/1.1'),
    socketRequest().replace('GET / HTTP/1.1', 'GET / HTTP/1.0'),
    socketRequest().replace('GET / HTTP/1.1', 'CONNECT localhost:1 HTTP/1.1'),
    socketRequest().replace('Upgrade: websocket', 'Upgrade: h2c'),
    socketRequest().replace('Upgrade: websocket', 'Upgrade: WebSocket, h2c').repeat(12),
    socketRequest().replace('Connection: Upgrade', 'Connection: x'),
    socketRequest().replace(/Sec-WebSocket-Key.*\r\n/, ''),
    socketRequest().repeat(2),
  ),
  fc.nat(socketRequest().length).map((length) => socketRequest().slice(0, length)),
  fc
    .tuple(fc.nat(socketRequest().length - 1), fc.nat(255))
    .map(([at, byte]) => Buffer.from(socketRequest()).fill(byte, at, at + 1)),
  bytes(200),
);

/** A TLS record with a ClientHello, or the beginning of one, or neither. */
const hello = fc
  .tuple(fc.constantFrom(22, 20, 21, 23, 0, 0x80), fc.constantFrom(1, 3, 4), bytes(300))
  .map(([kind, minor, rest]) =>
    Buffer.concat([Buffer.from([kind, 3, minor, rest.length >> 8, rest.length & 255]), rest]),
  );

const leaving = fc.constantFrom<Leaving>('reset', 'destroy', 'end', 'wait');
const frames = fc.array(frame, { minLength: 2, maxLength: 18, size: 'max' });

/** Frames of every kind, after a handshake that nearly always succeeds. */
export const socketScript: fc.Arbitrary<SocketScript> = fc.record({
  handshake: fc.oneof({ weight: 7, arbitrary: fc.constant(socketRequest()) }, { weight: 2, arbitrary: oddHandshake }),
  frames,
  leaving,
});

/** Bytes for a server that expects TLS. */
export const tlsScript: fc.Arbitrary<SocketScript> = fc.record({
  handshake: fc.oneof(hello, bytes(100), fc.constant(socketRequest('X: plain'))),
  frames: fc.array(fc.oneof(hello, bytes(100)), { maxLength: 3 }),
  leaving,
});
