import type { Checked } from './endpoint.js';
import { asObject } from './json.js';

/** The outcome of one uid, feature or permission, for a method that takes several. */
export interface Outcome {
  /** True if it worked. */
  readonly success: boolean;
  /** The message of the service. */
  readonly message: string;
}

/** The outcome of one uid, for a method that takes several. */
export interface UidOutcome extends Outcome {
  /** The uid of the user. */
  readonly uid: string;
}

/** The outcome for each key, such as a uid. `code` is the error code of the service, if it reports one. */
export type Outcomes = (Outcome & { key: string; code: unknown })[];

/** Reads `{ <key>: { success, message } }` as a list. A list is safe for any key, such as `__proto__`. */
export function outcomes(data: unknown): Checked<Outcomes> {
  const entries = Object.entries(asObject(data) ?? {}).map(([key, value]) => [key, asObject(value)] as const);
  if (!asObject(data)) return { badField: 'data' };
  const wrong = entries.find(([, value]) => typeof value?.success !== 'boolean');
  if (wrong) return { badField: `${wrong[0]}.success` };
  return {
    value: entries.map(([key, value]) => ({
      key,
      success: value?.success === true,
      message: typeof value?.message === 'string' ? value.message : '',
      code: asObject(value?.error)?.code,
    })),
  };
}

/** Turns outcomes into the public form for uids. */
export function toUidOutcomes(outcomes: Outcomes): UidOutcome[] {
  return outcomes.map(({ key: uid, success, message }) => ({ uid, success, message }));
}
