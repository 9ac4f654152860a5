/** Random cases of each property; `npm run test:fuzz` sets many, `npm test` runs a small share. */
export const RUNS = positive('CLIENT_FUZZ_RUNS', 150);

/** The seed of the random numbers. */
export const SEED = positive('FUZZ_SEED', 20_251_121);

function positive(name: string, missing: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return missing;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} must be a positive whole number, not ${text}.`);
  return Number(text);
}
