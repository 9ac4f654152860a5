import * as z from 'zod/mini';
import type { OptionNames } from '../../errors/option-names.js';
import type { QuotaClass } from '../../transport/endpoint.js';

/** How an admin keeps within CometChat's rate limits. */
export interface RateOptions {
  /**
   * The part of the quota that bulk work (`sync.apply` with several changes, `createMany`) uses at most, 0.01 to 1. Default 0.8: the
   * rest is for logins, which are core requests too. It holds for core and standard requests, and not for imports.
   */
  readonly share?: number | undefined;
  /**
   * The most core requests a minute that this admin sends: creates and deletions of a user. Default: the limit that CometChat reports, and
   * 10,000 before it has reported one.
   */
  readonly core?: number | undefined;
  /** The most standard requests a minute that this admin sends: all others. Default: the limit that CometChat reports, or 20,000. */
  readonly standard?: number | undefined;
  /** The most imports a minute that this admin sends, of up to 50 users each. Default: the limit that CometChat reports, or 60. */
  readonly import?: number | undefined;
}

/** Requests a minute of each class, before the service reports its limits. Source: the REST page on rate limits. */
export const DOCUMENTED_LIMITS = { core: 10_000, standard: 20_000, import: 60 } as const satisfies Record<
  QuotaClass,
  number
>;

export const DEFAULT_SHARE = 0.8;

const PerMinute = z.optional(z.int().check(z.gte(1), z.lte(1_000_000)));

const Rate = z.strictObject({
  share: z.optional(z.number().check(z.gte(0.01), z.lte(1))),
  core: PerMinute,
  standard: PerMinute,
  import: PerMinute,
} satisfies Record<keyof OptionNames<RateOptions>, z.ZodMiniType>);

/** The option `rate`. Its output is `undefined` for `false`, which turns the gate off. */
export const RateOption = z.pipe(
  z.transform((rate) => (rate === undefined ? {} : rate === false ? undefined : rate)),
  z.optional(Rate),
);
