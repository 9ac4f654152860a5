import type { User } from '../../user/user.js';
import { asSent, isEqual } from './differences.js';

/** The fields that the service may merge into the existing value, instead of replacing it. No page of the vendor says which it does. */
export const MERGED_FIELDS = ['metadata', 'tags'] as const;

/** A field that the service may merge. */
export type MergedField = (typeof MERGED_FIELDS)[number];

/** How the service updates each field. `merge` keeps what the update leaves out; `mergeDeep` also does so in the objects within metadata. */
export type UpdateRules = { readonly [Field in MergedField]?: 'replace' | 'merge' | 'mergeDeep' | undefined };

/** The value of a field after an update, if the service merges it. */
function mergeInto(before: unknown, sent: unknown, isDeep: boolean): unknown {
  if (Array.isArray(sent)) return [...(Array.isArray(before) ? before : []), ...sent];
  if (!isObject(before) || !isObject(sent)) return sent;
  const merged = Object.entries(sent).map(([key, value]) => [key, isDeep ? mergeInside(before[key], value) : value]);
  return { ...before, ...Object.fromEntries(merged) };
}

/** Lists within metadata are replaced. */
function mergeInside(before: unknown, sent: unknown): unknown {
  return isObject(before) && isObject(sent) ? mergeInto(before, sent, true) : sent;
}

/** Whether an update of this field would change nothing, because the service merges it and the user has the whole value already. */
export function isMergedAlready(field: string, wanted: User, found: User, rules: UpdateRules): boolean {
  if (!isMergedField(field)) return false;
  const [rule, value] = [rules[field], asSent(wanted[field])];
  if (rule === undefined || rule === 'replace' || !isGiven(value)) return false;
  return isEqual(field, mergeInto(found[field], value, rule === 'mergeDeep'), found[field]);
}

/** Learns from the response to an update how the service updates each field. */
export function learnRules(before: User, sent: User, after: User, known: UpdateRules): UpdateRules {
  const learned = MERGED_FIELDS.map((field) => {
    const value = asSent(sent[field]);
    if (!sent.touched.includes(field) || !isGiven(value)) return [field, known[field]];
    const results = {
      replace: value,
      merge: mergeInto(before[field], value, false),
      mergeDeep: mergeInto(before[field], value, true),
    };
    const fitting = Object.entries(results)
      .filter(([, result]) => isEqual(field, result, after[field]))
      .map(([rule]) => rule);
    // If every rule gives the same, or none gives this, the response proves nothing.
    const isProof = fitting.length > 0 && fitting.length < 3 && !fitting.includes(known[field] ?? '');
    return [field, isProof ? fitting[0] : known[field]];
  });
  return Object.fromEntries(learned);
}

function isMergedField(field: string): field is MergedField {
  return (MERGED_FIELDS as readonly string[]).includes(field);
}

/** A field without a value is cleared, which is never a merge. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
