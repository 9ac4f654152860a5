type Func = (...args: unknown[]) => unknown;

/** Wraps a function: gets the original, to be called with the arguments. */
export type Wrapper = (original: (...args: unknown[]) => Promise<unknown>, args: unknown[]) => Promise<unknown>;

/** A wrapped function. */
export interface Wrapped {
  /** The function as it was. */
  readonly original: (...args: unknown[]) => Promise<unknown>;
  /** Restores the function. If somebody else has wrapped it since, our wrapper only passes calls on. */
  restore(): void;
}

/** Replaces a function of an object by a wrapper. Throws if the object does not allow it. */
export function wrap(target: object, name: string, wrapper: Wrapper): Wrapped {
  const owner = target as { [name: string]: Func };
  const own = Object.getOwnPropertyDescriptor(target, name);
  const before = owner[name] as Func;
  const original = async (...args: unknown[]) => before.apply(target, args);
  let isActive = true;
  const replacement: Func = (...args) => (isActive ? wrapper(original, args) : before.apply(target, args));
  owner[name] = replacement;
  return {
    original,
    restore() {
      isActive = false;
      if (owner[name] !== replacement) return;
      if (own) Object.defineProperty(target, name, own);
      else delete owner[name];
    },
  };
}
