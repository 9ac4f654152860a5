/** Requests of a run; `npm run test:fuzz` sets many, `npm test` sends a small share. */
export const RUNS = positive('FUZZ_RUNS', 4_000);

/** Where the random numbers begin. */
export const SEED = positive('FUZZ_SEED', 20_251_121);

/** A failure prints its seed and its path: `FUZZ_SEED` and `FUZZ_PATH` repeat that one, and `vitest -t` chooses the way. */
export const PATH = process.env.FUZZ_PATH;

/** The share of the requests that goes through a listening server and sockets that are kept open. */
export const OVER_HTTP = 0.25;

/** As many connections as this share of the requests are broken HTTP, beside them. */
export const BROKEN = 0.03;

/** Requests in a sequence at most, and on average: somewhat fewer than were measured, for enough of them in the end. */
export const SEQUENCE_MAX = 40;
export const SEQUENCE_MEAN = 18;

function positive(name: string, missing: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return missing;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} must be a positive whole number, not ${text}.`);
  return Number(text);
}
