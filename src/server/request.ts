import * as z from 'zod/mini';
import type { CallOptions } from '../transport/call-options.js';
import type { Endpoint } from '../transport/endpoint.js';
import { toQuery } from '../transport/lists/query.js';
import { hasLoneSurrogate } from '../user/text.js';
import { checkArguments } from './arguments.js';
import type { AdminContext } from './context.js';
import { quotaOf } from './gate/quota-of.js';
import type { AdminAnswer, AdminRequest } from './request-types.js';
import { ADMIN } from './resources/results.js';
import { custom, textOf } from './schemas.js';

const WellFormed = textOf('unicode', (text) => !hasLoneSurrogate(text));
const Scalar = z.union([WellFormed, z.number(), z.boolean()]);

const RequestInput = z
  .strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
    path: textOf('path', isPath),
    query: z.optional(z.record(WellFormed, z.optional(z.union([Scalar, z.array(Scalar)])))),
    body: z.optional(custom<object>('body', isJson)),
  })
  .check(({ value: { method, body }, issues }) => {
    if (method === 'GET' && body !== undefined)
      issues.push({ code: 'invalid_format', format: 'noBody', path: ['body'], input: '' });
  });

/** Creates `admin.request`, which sends a request to an endpoint that has no method yet. */
export function createRequest({ perform, send }: AdminContext) {
  return (request: AdminRequest, options?: CallOptions): Promise<AdminAnswer> =>
    perform('request', options, async (deadline) => {
      const { method, path, query = {}, body } = checkArguments({ request: [RequestInput, request] }).request;
      const endpoint: Endpoint<AdminAnswer> = {
        ...ADMIN,
        method,
        path,
        quota: quotaOf(method, path),
        // A repeated POST may do its work twice.
        retry: method === 'POST' ? 'never' : 'safe',
        recovery: 'none',
        result: (_, body) => ({ value: body as AdminAnswer }),
      };
      return send(endpoint, { query: toQuery(query), body, deadline });
    });
}

/** Allows letters, digits, signs and escapes, but no query, no second host and no placeholder such as `{uid}`. */
const PATH = /^(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})+)+$/i;

function isPath(value: string): boolean {
  return value.length <= 2000 && PATH.test(value) && !leavesBase(value);
}

/** Whether a segment leads to a parent folder or contains a slash, after it is unescaped once or twice. */
function leavesBase(value: string): boolean {
  const plain = value.replace(/%25/g, '%').replace(/%2e/gi, '.');
  return /%(?:2f|5c|00)/i.test(plain) || plain.split('/').some((segment) => /^\.+$/.test(segment));
}

function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return typeof JSON.stringify(value) === 'string';
  } catch {
    return false;
  }
}
