import { count, lowerCaseUid } from '../text.js';
import { type Finding, failed, ok } from './finding.js';

/** One row of a source: its uid, and where it is. */
export interface SourceRow {
  readonly uid: string;
  readonly line: number;
}

/** Reads the rows of a file. A row without a uid is left out. */
export type ReadSource = (path: string, signal: AbortSignal) => AsyncIterable<SourceRow>;

/** The number of collisions that are printed. */
const SHOWN = 5;

/**
 * Finds uids of a source that are one user for CometChat: duplicates, and uids that differ only in letter case. The memory grows with
 * the number of different uids.
 */
export async function checkCollisions(rows: AsyncIterable<SourceRow>, name: string): Promise<Finding> {
  const firsts = new Map<string, SourceRow>();
  const shown: string[] = [];
  let duplicates = 0;
  let spellings = 0;
  let total = 0;
  for await (const { uid, line } of rows) {
    total += 1;
    const key = lowerCaseUid(uid);
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, { uid, line });
      continue;
    }
    const isSame = first.uid === uid;
    if (isSame) duplicates += 1;
    else spellings += 1;
    if (shown.length < SHOWN)
      shown.push(
        isSame
          ? `${uid} (lines ${first.line} and ${line})`
          : `${first.uid} (line ${first.line}) and ${uid} (line ${line})`,
      );
  }
  if (duplicates + spellings === 0) return ok('source', `${name}: ${count(total, 'row')}, every uid once`);
  const problems = [
    ...(duplicates ? [count(duplicates, 'repeated uid')] : []),
    ...(spellings
      ? [`${count(spellings, 'uid')} that differ${spellings === 1 ? 's' : ''} from another only in letter case`]
      : []),
  ];
  const more = duplicates + spellings - shown.length;
  const list = `${shown.join('; ')}${more > 0 ? `; and ${more.toLocaleString('en-US')} more` : ''}`;
  return failed(
    'source',
    `${name}: ${problems.join(', ')}: ${list}`,
    [
      ...(spellings ? ['CometChat ignores letter case, so an import sends none of these rows.'] : []),
      ...(duplicates ? ['An import takes the last row of a uid.'] : []),
      'Make the uids unique.',
    ].join(' '),
  );
}
