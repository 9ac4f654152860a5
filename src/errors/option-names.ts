/**
 * The names of all options of a type. With `satisfies`, a missing or unknown name is a compile error.
 */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: true };

/** An option that does not exist, with an error message. */
export interface UnknownOption {
  readonly field: string;
  readonly message: string;
}

/** Messages cut names that are longer. */
const SHOWN_LENGTH = 50;

/**
 * Finds the first own enumerable name of `given` that is not in `names`. `owner` is the function that takes the options. `group` is
 * the option that contains them, if they are nested.
 */
export function findUnknownOption(
  given: unknown,
  names: object,
  owner: string,
  group?: string,
): UnknownOption | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const known = Object.keys(names);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown.slice(0, SHOWN_LENGTH), known);
  const full = (name: string) => (group === undefined ? name : `${group}.${name}`);
  const field = full(unknown.slice(0, SHOWN_LENGTH));
  const advice = near === undefined ? `Its options are ${known.map(full).join(', ')}.` : `Did you mean ${full(near)}?`;
  return { field, message: `${field} is not an option of ${owner}. ${advice}` };
}

/**
 * The candidate with the spelling most similar to a name, in any letter case; `undefined` if more than a third of the letters
 * differ.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(name.length, candidate.length) / 3)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** The number of letters to add, remove or replace to turn one word into the other (Levenshtein distance). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
