import type { Config } from '../options.js';
import type { Apps } from '../state/apps.js';
import type { JsonObject } from '../types.js';
import { type Answer, dataAnswer, jsonAnswer } from './answer.js';
import { badRequest } from './api-error.js';
import type { Call } from './call.js';
import { DEPTH_MAX } from './depth.js';

/** The data and settings that every route uses. */
export interface Service {
  readonly config: Config;
  readonly apps: Apps;
  /** Passes a one-line message to the user of the emulator, each message once. */
  readonly noticeOnce: (message: string) => void;
}

/** Responds with `{ data }`, and with further fields next to `data`. */
export function ok(data: unknown, beside?: object): Answer {
  return beside === undefined ? dataAnswer(data) : jsonAnswer(200, { data, ...beside });
}

/** Responds with a success message, as the service does when it has no data to return. */
export function done(message: string): Answer {
  return ok({ success: true, message });
}

/** The body as an object. A request without a body counts as `{}`, so that every missing field is reported. */
export function readBody(call: Call, maxBytes: number): JsonObject {
  const json = readJson(call, maxBytes);
  if (Array.isArray(json)) throw badRequest({ body: ['The body must be one object, not an array.'] });
  if (typeof json !== 'object' || json === null) throw badRequest({ body: ['The body must be a JSON object.'] });
  return json as JsonObject;
}

/**
 * The body as any JSON value; `{}` without a body. A POST or PUT body has at most `maxBytes` bytes. Source:
 * [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
export function readJson(call: Call, maxBytes: number): unknown {
  const { method, body } = call.received;
  const limited = method === 'POST' || method === 'PUT';
  if (body.problem === 'tooLarge' || (limited && body.bytes > maxBytes)) {
    throw badRequest({ body: [`The body must be at most ${maxBytes} bytes.`] });
  }
  if (body.problem === 'notUtf8') throw badRequest({ body: ['The body must be UTF-8.'] });
  if (body.problem === 'incomplete') throw badRequest({ body: ['The body did not arrive completely.'] });
  if (body.text === undefined) return {};
  if (!isJson(call.header('content-type'))) throw badRequest({ body: ['The content type must be application/json.'] });
  if (body.problem === 'tooDeep') throw badRequest({ body: [`The body must nest at most ${DEPTH_MAX} levels.`] });
  if (!('json' in body)) throw badRequest({ body: ['The body must be JSON.'] });
  return body.json;
}

function isJson(contentType = ''): boolean {
  return contentType === 'application/json' || /^application\/json\s*(;|$)/i.test(contentType);
}
