/**
 * A value, or a promise of it. Most responses are available synchronously; awaiting each of them would be a large part
 * of its cost.
 */
export type MaybePromise<T> = T | Promise<T>;

/** Calls `next` with a value, as soon as it is available. */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => U): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
