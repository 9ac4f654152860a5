import { type CometChatException, isCometChatException } from 'cometchat-users';

/** Throws if the condition is false. */
export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(`It is not so: ${what}.`);
}

/** Throws if the two differ; the order of fields does not matter. */
export function same(actual: unknown, expected: unknown, what = 'The value'): void {
  if (!isSame(actual, expected)) throw new Error(`${what} is ${show(actual)}, not ${show(expected)}.`);
}

/** Throws if these fields of the object differ; it may have others. */
export function has(actual: unknown, expected: object, what = 'The value'): void {
  for (const [field, value] of Object.entries(expected)) {
    same((actual as Record<string, unknown> | undefined)?.[field], value, `${what}'s ${field}`);
  }
}

/** The expected fields of an exception. A field that is `undefined` must be missing. */
export type Expected = { readonly [Field in keyof CometChatException]?: CometChatException[Field] | undefined };

/** Returns the error of a rejected promise, which must be a `CometChatException` with these fields. */
export async function rejects(promise: Promise<unknown>, expected: Expected): Promise<CometChatException> {
  const error = await promise.then(
    (value) => {
      throw new Error(`It resolved with ${show(value)}, where ${expected.code} was due.`);
    },
    (reason: unknown) => reason,
  );
  if (!isCometChatException(error)) throw new Error(`It rejected with ${show(error)}: no CometChatException.`);
  has(error, expected, `${error.code} (${error.message}, cause ${String(error.cause)})`);
  return error;
}

/** Waits until the condition is true, for four seconds at most. */
export async function until(isSo: () => unknown, what: string): Promise<void> {
  for (const begun = Date.now(); !isSo(); await pause(10)) {
    if (Date.now() - begun > 4_000) throw new Error(`It did not come to be: ${what}.`);
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Returns how long a promise takes to settle, in ms. */
export async function timeOf(promise: Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await promise.catch(() => undefined);
  return Date.now() - begun;
}

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return Object.is(left, right);
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => isSame(at(left, name), at(right, name)));
}

function at(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function show(value: unknown): string {
  if (value instanceof Error) return String(value);
  return JSON.stringify(value) ?? String(value);
}
