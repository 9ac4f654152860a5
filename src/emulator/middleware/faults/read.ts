import { badRequest } from '../../api-error.js';
import type { Check } from '../../validate/checks.js';
import * as check from '../../validate/checks.js';
import { OPERATION_NAMES } from './operations.js';
import type { Fault } from './types.js';

/** The longest delay. A timer supports it, and it exceeds every client's timeout. */
const MS_MAX = 3_600_000;

const yes: Check = (value) => (value === true ? undefined : 'must be true');

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'must be a string');

function number(min: number, max: number, whole = true): Check {
  return (value) => {
    const right = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    return right ? undefined : `must be ${whole ? 'an integer' : 'a number'} from ${min} to ${max}`;
  };
}

/** `true`, or an object with these fields. */
function orTrue(fields: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (value === true) return undefined;
    if (check.object(value) !== undefined) return `must be true or an object of ${Object.keys(fields).join(', ')}`;
    for (const [name, inner] of Object.entries(value as object)) {
      const problem = Object.hasOwn(fields, name) ? fields[name]?.(inner) : 'is not known';
      if (problem !== undefined) return `${name} ${problem}`;
    }
    return undefined;
  };
}

/** Valid names and values of headers. */
const headers: Check = (value) => {
  try {
    if (check.object(value) !== undefined) return 'must be an object';
    new Headers(value as Record<string, string>);
    return undefined;
  } catch {
    return 'must have valid header names and values';
  }
};

const path: Check = (value) => (typeof value === 'string' && value[0] === '/' ? undefined : 'must begin with /');

const TARGET = {
  operation: check.oneOf(new Set(OPERATION_NAMES)),
  method: text,
  path,
  nth: number(1, 1e9),
  share: number(0, 1, false),
  seed: number(0, 2 ** 32 - 1),
  times: number(1, 1e9),
};

/** The effects. A fault has exactly one of them, or only `delayMs`. */
const EFFECTS = {
  status: number(200, 599),
  drop: check.oneOf(new Set(['before', 'after'])),
  reset: yes,
  json: check.oneOf(new Set(['truncated', 'malformed'])),
  html: yes,
  empty: yes,
  envelope: yes,
  rateLimit: orTrue({
    headers: check.oneOf(new Set(['x-rate-limit', 'x-ratelimit', 'none'])),
    retryAfter: number(0, 86_400),
  }),
  trickle: orTrue({ bytes: number(1, 1e6), everyMs: number(0, MS_MAX) }),
};

const FIELDS: Readonly<Record<string, Check>> = {
  ...TARGET,
  ...EFFECTS,
  delayMs: number(0, MS_MAX),
  code: text,
  headers,
  body: () => undefined,
};

/** Some fields need another field: one of those listed here. */
const GOES_WITH: Readonly<Record<string, readonly string[]>> = {
  code: ['status', 'envelope'],
  headers: ['status'],
  body: ['status'],
  seed: ['share'],
};

/** Reads a fault. Throws a 400 whose details name every wrong field. */
export function readFault(value: unknown): Fault {
  if (check.object(value) !== undefined) throw badRequest({ fault: ['The fault must be an object.'] });
  const given = Object.entries(value as object).filter(([, inner]) => inner !== undefined);
  const names = new Set(given.map(([name]) => name));
  const problems = new Map<string, string>();
  for (const [name, inner] of given) {
    const known = Object.hasOwn(FIELDS, name);
    const problem = known ? FIELDS[name]?.(inner) : 'is not a field of a fault';
    const lacks = known && GOES_WITH[name]?.every((other) => !names.has(other));
    if (problem !== undefined) problems.set(name, problem);
    else if (lacks) problems.set(name, `is valid only with ${GOES_WITH[name]?.join(' or ')}`);
  }
  const effects = Object.keys(EFFECTS).filter((name) => names.has(name));
  for (const name of effects.slice(1))
    if (!problems.has(name)) problems.set(name, `cannot be combined with ${effects[0]}`);
  if (effects.length === 0 && !names.has('delayMs') && problems.size === 0)
    problems.set('fault', `must have one of ${Object.keys(EFFECTS).join(', ')} or delayMs`);
  if (problems.size > 0)
    throw badRequest(Object.fromEntries([...problems].map(([name, problem]) => [name, [`The ${name} ${problem}.`]])));
  return JSON.parse(JSON.stringify(Object.fromEntries(given))) as Fault;
}
