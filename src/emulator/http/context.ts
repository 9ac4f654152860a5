import type { Context } from 'hono';
import type { Config } from '../options.js';
import type { Apps } from '../state/apps.js';
import type { JsonObject } from '../types.js';
import { type Answer, jsonAnswer } from './answer.js';
import { badRequest } from './api-error.js';
import { DEPTH_MAX } from './depth.js';
import type { ReceivedBody } from './received.js';

/** What every route works on. */
export interface Service {
  readonly config: Config;
  readonly apps: Apps;
}

/** What Hono carries along with a request. */
export interface Env {
  Bindings: { received: ReceivedBody };
}

export type Call = Context<Env>;

/** Answers `{ data }`, and whatever goes beside it. */
export function ok(data: unknown, beside: object = {}): Answer {
  return jsonAnswer(200, { data, ...beside });
}

/** Answers as the service does where there is nothing to show. */
export function done(message: string): Answer {
  return ok({ success: true, message });
}

/** The body as an object; an absent one is `{}`, so that each missing field is reported. */
export function readBody(call: Call, maxBytes: number): JsonObject {
  const json = readJson(call, maxBytes);
  if (Array.isArray(json)) throw badRequest({ body: ['The body must be one object, not an array.'] });
  if (typeof json !== 'object' || json === null) throw badRequest({ body: ['The body must be a JSON object.'] });
  return json as JsonObject;
}

/**
 * The body as whatever JSON it is; `{}` for none. A POST or PUT body is at most
 * `maxBytes` long. Source: [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
export function readJson(call: Call, maxBytes: number): unknown {
  const { received } = call.env;
  const limited = call.req.method === 'POST' || call.req.method === 'PUT';
  if (received.problem === 'tooLarge' || (limited && received.bytes > maxBytes)) {
    throw badRequest({ body: [`The body must be at most ${maxBytes} bytes.`] });
  }
  if (received.problem === 'notUtf8') throw badRequest({ body: ['The body must be UTF-8.'] });
  if (received.problem === 'incomplete') throw badRequest({ body: ['The body did not arrive completely.'] });
  if (received.text === undefined) return {};
  if (!isJson(call.req.header('content-type')))
    throw badRequest({ body: ['The content type must be application/json.'] });
  if (received.problem === 'tooDeep') throw badRequest({ body: [`The body must nest ${DEPTH_MAX} levels at most.`] });
  if (!('json' in received)) throw badRequest({ body: ['The body must be JSON.'] });
  return received.json;
}

function isJson(contentType = ''): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType);
}
