/** The requests of a run; `npm run soak` sets many. */
export const RUNS = positive('FUZZ_RUNS', 5_000);

/** The seed of the random numbers. */
export const SEED = positive('FUZZ_SEED', 20_251_121);

/**
 * A failure prints its seed and its path: `FUZZ_SEED` and `FUZZ_PATH` repeat that one, and `vitest -t` chooses the
 * test.
 */
export const PATH = process.env.FUZZ_PATH;

/** The share of the requests that uses a listening server and kept connections. */
export const OVER_HTTP = 0.25;

/** The share of connections with broken HTTP, as a part of the requests. */
export const BROKEN = 0.03;

/**
 * The most and the average requests in a sequence. The average is below the measured one, so that the total is reached.
 */
export const SEQUENCE_MAX = 40;
export const SEQUENCE_MEAN = 18;

function positive(name: string, missing: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return missing;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} must be a positive whole number, not ${text}.`);
  return Number(text);
}
