/** There at once, or later. Most answers are there at once, and to wait for each of them would take a good part of their time. */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value when it is there. */
export function andThen<T, U>(value: Soon<T>, next: (value: T) => U): Soon<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
