/** WebSocket opcodes. Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), section 5. */
export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

/** The longest message. The vendor's SDK sends a few hundred bytes. */
const MESSAGE_MAX_BYTES = 64 * 1024;

export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A frame that a client must not send. `code` closes the socket. */
export class FrameError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Splits incoming bytes into complete frames. Fragmented messages are refused. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  *push(chunk: Uint8Array): Generator<Frame> {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) yield frame;
  }

  #take(): Frame | undefined {
    const bytes = this.#pending;
    if (bytes.length < 2) return undefined;
    const [first = 0, second = 0] = bytes;
    const opcode = first & 0x0f;
    if ((first & 0x70) !== 0) throw new FrameError(1002, 'Extensions are not supported.');
    if ((second & 0x80) === 0) throw new FrameError(1002, 'A client must mask its frames.');
    if ((first & 0x80) === 0 || opcode === 0) throw new FrameError(1003, 'A message must be one frame.');
    if (![TEXT, CLOSE, PING, PONG].includes(opcode)) throw new FrameError(1003, 'A message must be text.');

    const short = second & 0x7f;
    if (opcode >= CLOSE && short > 125) throw new FrameError(1002, 'A control frame must have at most 125 bytes.');
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < start) return undefined;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (length > MESSAGE_MAX_BYTES)
      throw new FrameError(1009, `A message must have at most ${MESSAGE_MAX_BYTES} bytes.`);
    const end = start + 4 + length;
    if (bytes.length < end) return undefined;

    const mask = bytes.subarray(start, start + 4);
    const payload = Buffer.from(bytes.subarray(start + 4, end));
    for (let i = 0; i < payload.length; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
    this.#pending = bytes.subarray(end);
    return { opcode, payload };
  }
}

/** Encodes one frame of a server, without a mask. The payload has at most 65,535 bytes. */
export function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const header = length < 126 ? [length] : [126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...header]), payload]);
}

/** A close frame with the reason. */
export function closeFrame(code: number, reason = ''): Buffer {
  return frame(CLOSE, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]));
}
