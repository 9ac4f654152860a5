import { refuse } from '../errors/issue.js';
import type { CallOptions } from '../transport/call-options.js';
import type { Endpoint } from '../transport/endpoint.js';
import { hasLoneSurrogate } from '../user/text.js';
import { type Issues, readFields, report } from './arguments.js';
import type { AdminContext } from './context.js';
import { ADMIN } from './operations/results.js';
import { type QueryValue, toQuery } from './query.js';
import { listOf, oneOf, type Rule } from './rules.js';

/** A request for what has no method yet. */
export interface AdminRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version, such as `/groups/team/members`, with what is in it escaped already. It can lead to no other host. */
  readonly path: string;
  /** A list is said by its name again and again. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Sent as JSON. */
  readonly body?: object | undefined;
}

/** An answer as the service gave it. */
export interface AdminAnswer {
  readonly data: unknown;
  readonly [field: string]: unknown;
}

const RULES = { method: oneOf('GET', 'POST', 'PUT', 'DELETE'), path, query, body };

/** What sends a request for which there is no method yet. */
export function createRequest({ perform, send }: AdminContext) {
  return (request: AdminRequest, options?: CallOptions): Promise<AdminAnswer> =>
    perform('request', options, async (deadline) => {
      const issues: Issues = [];
      const given = readFields(issues, request, 'request', RULES, ['method', 'path']) as unknown as AdminRequest;
      if (given.method === 'GET' && given.body !== undefined) report(issues, 'body', 'left out of a GET');
      refuse(issues);
      const endpoint: Endpoint<AdminAnswer> = {
        ...ADMIN,
        method: given.method,
        path: given.path,
        // A POST that is sent twice may do its work twice.
        retry: given.method === 'POST' ? 'never' : 'safe',
        recovery: 'none',
        result: (_, answer) => ({ value: answer as AdminAnswer }),
      };
      return send(endpoint, { query: toQuery(given.query ?? {}), body: given.body, deadline });
    });
}

/** Letters, digits, signs and escapes: neither a query, nor a second host, nor a placeholder of ours. */
const PATH = /^(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})+)+$/i;

function path(value: unknown): ReturnType<Rule> {
  const isRight = typeof value === 'string' && value.length <= 2000 && PATH.test(value) && !climbs(value);
  return isRight ? undefined : 'a path below the version that begins with a slash, without "..", a query or a host';
}

/** Whether a segment leads up, or would be two of them, once it is unescaped; also if that is done twice. */
function climbs(value: string): boolean {
  const plain = value.replace(/%25/g, '%').replace(/%2e/gi, '.');
  return /%(?:2f|5c|00)/i.test(plain) || plain.split('/').some((segment) => /^\.+$/.test(segment));
}

function query(value: unknown): ReturnType<Rule> {
  const must = 'an object of strings, numbers, booleans and lists of them, without half of a surrogate pair';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return must;
  const isRight = Object.entries(value).every(
    ([name, one]) =>
      !hasLoneSurrogate(name) && (one === undefined || scalar(one) === undefined || listOf(scalar)(one) === undefined),
  );
  return isRight ? undefined : must;
}

const scalar: Rule = (value) => {
  const isRight =
    typeof value === 'string' ? !hasLoneSurrogate(value) : typeof value === 'boolean' || Number.isFinite(value);
  return isRight ? undefined : 'a string, number or boolean';
};

function body(value: unknown): ReturnType<Rule> {
  const must = 'an object or array that JSON can carry';
  if (typeof value !== 'object' || value === null) return must;
  try {
    return typeof JSON.stringify(value) === 'string' ? undefined : must;
  } catch {
    return must;
  }
}
