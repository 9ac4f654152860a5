import { lowerCaseUid } from '../text.js';
import { FileFault, placed, shown } from './fault.js';
import { missingField } from './fields.js';
import type { BadRow, Row } from './row.js';

/** A summary of the rows of a file. */
export interface FileCheck {
  /** The rows, with those that cannot be read. */
  readonly rows: number;
  /** The rows that cannot be read. */
  readonly bad: number;
  /** Users who have several rows: the uid, and the lines of the last two. The last row counts. */
  readonly repeats: readonly { readonly uid: string; readonly lines: readonly [number, number] }[];
  /** The number of rows that have a later row of the same user. */
  readonly repeated: number;
  /** Uids that differ from another one only in letter case, as the service has them. Their rows must not be sent. */
  readonly collisions: ReadonlyMap<string, Collision>;
}

/** Two spellings of one uid of the service. */
type Collision = readonly [Spelling, Spelling];

interface Spelling {
  readonly uid: string;
  readonly line: number;
}

/** The repeats that are remembered for the report. */
const REPORTED = 10;

/** Reads all rows, before the first one is sent. Throws a `FileFault` if the file as a whole cannot be meant. */
export async function checkRows(rows: AsyncIterable<Row>, signal?: AbortSignal): Promise<FileCheck> {
  const seen = new Map<string, number>();
  // Only for uids with capital letters, so that most uids cost no second text.
  const spelled = new Map<string, string>();
  const collisions = new Map<string, Collision>();
  const repeats: { uid: string; lines: [number, number] }[] = [];
  let count = 0;
  let bad = 0;
  let firstBad: BadRow | undefined;
  let repeated = 0;
  let hasUid = false;
  let hasName = false;
  let keys: string[] = [];

  for await (const row of rows) {
    signal?.throwIfAborted();
    count++;
    if (row.problem !== undefined) {
      if (row.unknownName) throw new FileFault(row.problem, { line: row.line, hint: row.unknownName.hint });
      bad++;
      firstBad ??= row;
      continue;
    }
    const { uid, name } = (row.value ?? {}) as { uid?: unknown; name?: unknown };
    if (keys.length === 0) keys = Object.keys(row.value ?? {});
    hasName ||= name !== undefined;
    hasUid ||= uid !== undefined;
    if (typeof uid === 'string') remember(uid, row.line);
  }

  if (count === 0) throw new FileFault('The file has no rows.');
  if (firstBad && bad === count) throw new FileFault(`${firstBad.problem} No other row can be read either.`, firstBad);
  if (!hasUid) throw missingField('uid', keys);
  if (!hasName) throw missingField('name', keys);
  return { rows: count, bad, repeats, repeated, collisions };

  function remember(uid: string, line: number): void {
    const lower = lowerCaseUid(uid);
    const before = seen.get(lower);
    const spelling = spelled.get(lower) ?? lower;
    seen.set(lower, line);
    if (uid !== lower) spelled.set(lower, uid);
    else spelled.delete(lower);
    if (before === undefined) return;
    if (spelling !== uid) {
      if (!collisions.has(lower))
        collisions.set(lower, [
          { uid: spelling, line: before },
          { uid, line },
        ]);
      return;
    }
    repeated++;
    if (repeats.length < REPORTED) repeats.push({ uid, lines: [before, line] });
  }
}

/** The rows of a file without those whose uid differs only in letter case from another one: each of these becomes a bad row. */
export async function* withoutCollisions(
  rows: AsyncIterable<Row>,
  collisions: FileCheck['collisions'],
): AsyncGenerator<Row> {
  for await (const row of rows) {
    const collision = collisionOf(row, collisions);
    if (collision === undefined) yield row;
    else yield { line: row.line, problem: collisionText(collision), raw: row.raw };
  }
}

/** The problem of two uids that are one user in the service. */
function collisionText([first, second]: Collision): string {
  return `The uids ${shown(first.uid)} in line ${first.line} and ${shown(second.uid)} in line ${second.line} differ only in letter case, which CometChat ignores. They would be one user, so none of their rows is sent.`;
}

function collisionOf(row: Row, collisions: FileCheck['collisions']): Collision | undefined {
  if (row.problem !== undefined || collisions.size === 0) return undefined;
  const { uid } = (row.value ?? {}) as { uid?: unknown };
  return typeof uid === 'string' ? collisions.get(lowerCaseUid(uid)) : undefined;
}

/** The notes for a person about users who have several rows. */
export function notesOf({ repeats, repeated }: FileCheck): string[] {
  const notes = repeats.map(
    ({ uid, lines: [first, second] }) =>
      `${placed({ line: second })}${shown(uid)} is in line ${first} too. The last row counts.`,
  );
  if (repeated > repeats.length)
    notes.push(`${repeated - repeats.length} more rows have a later row of the same user.`);
  return notes;
}
