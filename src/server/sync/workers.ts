import * as z from 'zod/mini';

/**
 * The option `concurrency`, unless the caller gives it. With 100 ms for a request and two requests for a new user, fewer could not use the
 * default share of 8,000 core requests a minute.
 */
export const DEFAULT_CONCURRENCY = 32;

export const Concurrency = z.optional(z.int().check(z.gte(1), z.lte(64)));

/** A piece of work that has begun. */
export interface Begun {
  readonly work: Promise<void>;
}

/**
 * Does work with so many workers at a time. `beginNext` is called one call after the other, so the pieces begin in their order; it resolves with
 * `undefined` when there is nothing more to do.
 */
export async function workAtOnce(workers: number, beginNext: () => Promise<Begun | undefined>): Promise<void> {
  let latest: Promise<Begun | undefined> = Promise.resolve(undefined);
  const next = () => {
    latest = latest.then(beginNext);
    return latest;
  };
  const work = async () => {
    for (let begun = await next(); begun; begun = await next()) await begun.work;
  };
  await Promise.all(Array.from({ length: workers }, work));
}
