import * as z from 'zod/mini';
import { badRequest } from '../../api-error.js';
import type { JsonObject } from '../../json-object.js';
import * as check from '../../validate/checks.js';
import { wording } from '../../validate/fields.js';
import { OPERATION_NAMES } from './operations.js';
import type { Fault } from './types.js';

/** The longest delay. A timer supports it, and it exceeds every client's timeout. */
const MS_MAX = 3_600_000;

const yes = z.literal(true, check.must('must be true'));
const text = z.string().check(z.minLength(1, 'must be a string'));
const path = z.string().check(z.startsWith('/', 'must begin with /'));
const headers = z.custom<Record<string, string>>(
  areHeaders,
  'must have valid header names and values, and no transfer-encoding',
);

function number(min: number, max: number, isWhole = true) {
  const fits = (value: unknown) =>
    typeof value === 'number' && value >= min && value <= max && (!isWhole || Number.isInteger(value));
  return z.custom<number>(fits, `must be ${isWhole ? 'an integer' : 'a number'} from ${min} to ${max}`);
}

/** `true`, or an object with these fields. */
function orTrue(fields: Readonly<Record<string, check.Check>>) {
  const problem = `must be true or an object of ${Object.keys(fields).join(', ')}`;
  return z.union([z.literal(true), z.strictObject(optional(fields))], problem);
}

/** The effects. A fault has exactly one of them, or only `delayMs`. */
const EFFECTS = {
  status: number(200, 599),
  drop: check.oneOf(['before', 'after']),
  reset: yes,
  json: check.oneOf(['truncated', 'malformed']),
  html: yes,
  empty: yes,
  envelope: yes,
  rateLimit: orTrue({
    headers: check.oneOf(['x-rate-limit', 'x-ratelimit', 'none']),
    retryAfter: number(0, 86_400),
  }),
  trickle: orTrue({ bytes: number(1, 1e6), everyMs: number(0, MS_MAX) }),
};

const FAULT = z.strictObject(
  optional({
    operation: check.oneOf(OPERATION_NAMES),
    method: text,
    path,
    nth: number(1, 1e9),
    share: number(0, 1, false),
    seed: number(0, 2 ** 32 - 1),
    times: number(1, 1e9),
    ...EFFECTS,
    delayMs: number(0, MS_MAX),
    code: text,
    headers,
    body: z.unknown(),
  }),
);

/** Some fields need another field: one of those listed here. */
const GOES_WITH: Readonly<Record<string, readonly string[]>> = {
  code: ['status', 'envelope'],
  headers: ['status'],
  body: ['status'],
  seed: ['share'],
};

/** Reads a fault. Throws a 400 whose details name every wrong field. */
export function readFault(value: unknown): Fault {
  if (!check.isObject(value)) throw badRequest({ fault: ['The fault must be an object.'] });
  const fault = Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
  const { error } = z.safeParse(FAULT, fault, { error: wording });
  const problems = error ? error.issues.flatMap(problemsOf) : wrongTogether(fault);
  if (problems.length > 0) throw badRequest(Object.fromEntries(problems));
  return JSON.parse(JSON.stringify(fault)) as Fault;
}

type Problem = [name: string, problems: string[]];

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const [name, ...inner] = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [[name ?? 'fault', [`The ${issue.path.join(' ')} ${issue.message}.`]]];
  if (name === undefined) return issue.keys.map((key) => [key, [`The ${key} is not a field of a fault.`]]);
  return [[name, [`The ${[name, ...inner].join(' ')} has no ${issue.keys.join(', ')}.`]]];
}

/** The problems of fields that are valid alone. */
function wrongTogether(fault: JsonObject): Problem[] {
  const problems: Problem[] = [];
  for (const [name, others] of Object.entries(GOES_WITH))
    if (name in fault && !others.some((other) => other in fault))
      problems.push([name, [`The ${name} is valid only with ${others.join(' or ')}.`]]);
  const [first, ...more] = Object.keys(EFFECTS).filter((name) => name in fault);
  for (const name of more) problems.push([name, [`The ${name} cannot be combined with ${first}.`]]);
  if (first === undefined && !('delayMs' in fault))
    problems.push(['fault', [`The fault must have one of ${Object.keys(EFFECTS).join(', ')} or delayMs.`]]);
  return problems;
}

function optional<T extends Readonly<Record<string, check.Check>>>(fields: T) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, z.exactOptional(field)]));
}

/** Valid names and values of headers. The emulator itself sends the length of the body. */
function areHeaders(value: unknown): boolean {
  try {
    return check.isObject(value) && !new Headers(value as Record<string, string>).has('transfer-encoding');
  } catch {
    return false;
  }
}
