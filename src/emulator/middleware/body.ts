import { badRequest } from '../api-error.js';
import { type Call, NO_BODY, type ReceivedBody, type Station } from '../exchange.js';
import type { JsonObject } from '../json-object.js';

/**
 * The deepest nesting of JSON. The same as PHP's default, and far too little to overflow the stack in later
 * serialization.
 */
const DEPTH_MAX = 512;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body, up to `maxBytes` bytes. It refuses nothing: the route says how much it takes. */
export function readBody(maxBytes: number): Station {
  return async (call, next) => {
    call.env.body = await receiveBody(call.req.raw, maxBytes);
    await next();
  };
}

async function receiveBody(request: Request, maxBytes: number): Promise<ReceivedBody> {
  const announced = request.headers.get('content-length');
  if (announced === '0' || request.method === 'GET' || request.method === 'HEAD') return NO_BODY;
  if (announced !== null && Number(announced) > maxBytes) return { bytes: Number(announced), problem: 'tooLarge' };
  try {
    // Node enforces an announced length, so the body can be read in one step, which is much faster.
    const bytes = announced === null ? await readStream(request, maxBytes) : await request.arrayBuffer();
    return bytes.byteLength > maxBytes ? { bytes: bytes.byteLength, problem: 'tooLarge' } : decodeBody(bytes);
  } catch {
    return { bytes: 0, problem: 'incomplete' };
  }
}

/** Stops after `maxBytes` bytes. */
async function readStream({ body }: Request, maxBytes: number): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (let length = 0; reader !== undefined && length <= maxBytes; ) {
    const { value } = await reader.read();
    if (value === undefined) break;
    chunks.push(value);
    length += value.byteLength;
  }
  await reader?.cancel();
  return new Blob(chunks).arrayBuffer();
}

/** Decodes a complete body. */
export function decodeBody(received: ArrayBuffer | Uint8Array): ReceivedBody {
  const bytes = received.byteLength;
  if (bytes === 0) return NO_BODY;
  let text: string;
  try {
    text = utf8.decode(received);
  } catch {
    return { bytes, problem: 'notUtf8' };
  }
  try {
    const json: unknown = JSON.parse(text);
    return isTooDeep(json) ? { bytes, text, problem: 'tooDeep' } : { bytes, text, json };
  } catch {
    return { bytes, text };
  }
}

/** Whether a JSON value nests deeper than {@link DEPTH_MAX}. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** The body as an object. A request without a body counts as `{}`, so that every missing field is reported. */
export function objectIn(call: Call, maxBytes: number): JsonObject {
  const json = jsonIn(call, maxBytes);
  if (Array.isArray(json)) throw badRequest({ body: ['The body must be one object, not an array.'] });
  if (typeof json !== 'object' || json === null) throw badRequest({ body: ['The body must be a JSON object.'] });
  return json as JsonObject;
}

/**
 * The body as any JSON value; `{}` without a body. A POST or PUT body has at most `maxBytes` bytes. Source:
 * [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
export function jsonIn({ req, env: { body } }: Call, maxBytes: number): unknown {
  const limited = req.method === 'POST' || req.method === 'PUT';
  if (body.problem === 'tooLarge' || (limited && body.bytes > maxBytes))
    throw badRequest({ body: [`The body must be at most ${maxBytes} bytes.`] });
  if (body.problem === 'notUtf8') throw badRequest({ body: ['The body must be UTF-8.'] });
  if (body.problem === 'incomplete') throw badRequest({ body: ['The body did not arrive completely.'] });
  if (body.text === undefined) return {};
  // A form of another site cannot send this content type without a preflight.
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? ''))
    throw badRequest({ body: ['The content type must be application/json.'] });
  if (body.problem === 'tooDeep') throw badRequest({ body: [`The body must nest at most ${DEPTH_MAX} levels.`] });
  if (!('json' in body)) throw badRequest({ body: ['The body must be JSON.'] });
  return body.json;
}
