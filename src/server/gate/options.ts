import * as z from 'zod/mini';
import type { OptionNames } from '../../errors/option-names.js';
import type { QuotaClass } from '../../transport/endpoint.js';
import type { RateOptions } from './types.js';

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
