import type { Call } from '../call.js';
import type { FileCheck } from '../files/check.js';
import type { FileSource } from '../files/file-source.js';
import { createProgress } from '../progress.js';
import { Failures } from './failures.js';

/** Prints the rows of a file that cannot be read. Resolves with their number. `check` says whether there are any. */
export async function reportBadRows(
  { io, output }: Pick<Call, 'io' | 'output'>,
  source: FileSource,
  { bad, collisions }: FileCheck,
): Promise<number> {
  if (bad + collisions.size === 0) return 0;
  const failures = new Failures(output, createProgress(io, { quiet: true, noun: 'rows' }));
  for await (const _ of source.users({ onBadRow: (row) => failures.addBad(row) }));
  failures.printRest();
  return failures.count;
}
