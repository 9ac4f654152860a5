import { isTooDeep } from './depth.js';

/** The body of a request. It is read once, because both the log and the route need it. */
export interface ReceivedBody {
  /** The number of bytes received. If the body is too large to read, the announced number. */
  readonly bytes: number;
  /** Absent without a body, and when the body could not be read: then `problem` says why. */
  readonly text?: string;
  /** Absent when `text` is absent, is not JSON, or is JSON that nests too deep. */
  readonly json?: unknown;
  readonly problem?: 'tooLarge' | 'notUtf8' | 'incomplete' | 'tooDeep';
}

export const NO_BODY: ReceivedBody = { bytes: 0 };
export const INCOMPLETE: ReceivedBody = { bytes: 0, problem: 'incomplete' };
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body of a request, up to `maxBytes` bytes. Never rejects. */
export async function receiveBody(request: Request, maxBytes: number): Promise<ReceivedBody> {
  try {
    const announced = request.headers.get('content-length');
    if (announced === '0' || request.method === 'GET' || request.method === 'HEAD') return NO_BODY;
    if (announced !== null && Number(announced) > maxBytes) return { bytes: Number(announced), problem: 'tooLarge' };
    // Node enforces an announced length, so the body can be read in one step, which is much faster.
    const bytes =
      announced === null ? await readStream(request, maxBytes) : new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > maxBytes ? { bytes: bytes.byteLength, problem: 'tooLarge' } : decodeBody(bytes);
  } catch {
    return INCOMPLETE;
  }
}

async function readStream(request: Request, maxBytes: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      break;
    }
  }
  return concat(chunks, length);
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Decodes a complete body. */
export function decodeBody(bytes: Uint8Array): ReceivedBody {
  if (bytes.byteLength === 0) return NO_BODY;
  const size = bytes.byteLength;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { bytes: size, problem: 'notUtf8' };
  }
  try {
    const json: unknown = JSON.parse(text);
    return isTooDeep(json, text) ? { bytes: size, text, problem: 'tooDeep' } : { bytes: size, text, json };
  } catch {
    return { bytes: size, text };
  }
}
