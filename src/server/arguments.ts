import type { Issue } from '../errors/issue.js';
import { toUid } from '../user/input.js';
import { BODY_MAX_BYTES } from '../user/limits.js';
import { CREDENTIAL } from '../user/shapes.js';
import { utf8Bytes } from '../user/text.js';
import { normalizeUid, uidIssues } from '../user/uid.js';
import { flag, type Rule } from './rules.js';

/** What is wrong with the arguments of one call, gathered so that everything is told at once. */
export type Issues = Issue[];

/** An argument that is there and cannot be right. */
export function report(issues: Issues, field: string, must: string): void {
  issues.push({ field, code: 'INVALID_PARAMETER', message: `${field} must be ${must}.` });
}

function reportMissing(issues: Issues, field: string): void {
  issues.push({ field, code: 'MISSING_PARAMETERS', message: `${field} is missing.` });
}

/** The uid of a uid or of whatever has one. */
export function readUid(issues: Issues, input: unknown, field = 'uid'): string {
  const uid = toUid(input);
  issues.push(...uidIssues(uid).map((issue) => ({ ...issue, field, message: issue.message.replace(/^uid/, field) })));
  return typeof uid === 'string' ? normalizeUid(uid) : '';
}

/** One uid or a list of them, each once. */
export function readUids(issues: Issues, input: unknown, field: string, max = Number.POSITIVE_INFINITY): string[] {
  if (input === undefined || input === null || (Array.isArray(input) && input.length === 0)) {
    reportMissing(issues, field);
    return [];
  }
  if (!Array.isArray(input)) return [readUid(issues, input, field)];
  const before = issues.length;
  const uids = [...new Set(Array.from(input, (item, index) => readUid(issues, item, `${field}[${index}]`)))];
  if (issues.length > before) return [];
  if (uids.length > max) report(issues, field, `at most ${max} uids`);
  checkSize(issues, { [field]: uids }, field);
  return uids;
}

/** A token, a key or the id of something: what a path and a header can carry. */
export function readId(issues: Issues, input: unknown, field: string): string {
  if (input === undefined || input === null || input === '') reportMissing(issues, field);
  else if (typeof input !== 'string' || !CREDENTIAL.test(input) || /^\.+$/.test(input) || input.length > MAX_ID)
    report(issues, field, `a string of at most ${MAX_ID} ASCII letters, digits and signs`);
  return input as string;
}

/** More than any of the service's, and short enough for a path. */
const MAX_ID = 1000;

/**
 * The fields of an object by rules. One that is `undefined` is not there; one that no rule knows is refused, for a filter that is
 * misspelt would be none at all.
 */
export function readFields(
  issues: Issues,
  input: unknown,
  what: string,
  rules: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
): Record<string, unknown> {
  const given: unknown = input ?? {};
  if (typeof given !== 'object' || Array.isArray(given) || given === null) {
    report(issues, what, 'an object');
    return {};
  }
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  const names = fields.map(([name]) => name);
  for (const name of required) if (!names.includes(name)) reportMissing(issues, name);
  for (const [name, value] of fields) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const must = rule ? rule(value) : `one of ${Object.keys(rules).join(', ')}`;
    if (must !== undefined) report(issues, rule ? name : `${what}.${name}`, must);
  }
  return Object.fromEntries(fields);
}

/** Each field may fit and the request still not. */
export function checkSize(issues: Issues, body: object, field: string): void {
  if (issues.length > 0) return;
  const bytes = utf8Bytes(JSON.stringify(body));
  if (bytes > BODY_MAX_BYTES) report(issues, field, `at most ${BODY_MAX_BYTES} bytes as JSON, and is ${bytes}`);
}

/** What is wrong with the flags among the options of a call. */
export function flagIssues(options: object | null | undefined, ...names: string[]): Issues {
  const issues: Issues = [];
  for (const name of names) {
    const value: unknown = (options as { [field: string]: unknown } | null | undefined)?.[name];
    const must = value === undefined ? undefined : flag(value);
    if (must !== undefined) report(issues, name, must);
  }
  return issues;
}
