/** The time of an event as a number, which grows with the time; `undefined` if it is not a time. */
export function timeOf(at: unknown): number | undefined {
  const number = at instanceof Date ? at.getTime() : typeof at === 'string' ? Date.parse(at) : at;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
