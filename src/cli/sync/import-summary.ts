import type { ImportSummary } from '../../server.js';
import type { Output } from '../output.js';
import { duration } from '../progress.js';
import { count, printable } from '../text.js';
import { countsText } from './counts-text.js';
import { exitCodeOf, isJournalRefused, reasonOf } from './stopped.js';

/** The end of an import, with the rows of its file. */
export interface ImportEnd {
  readonly summary: ImportSummary;
  /** The rows that could not be read. */
  readonly bad: number;
  /** The rows that Ctrl+C interrupted. */
  readonly interrupted: number;
  /** The name of the file. */
  readonly name: string;
  /** The file of the failed rows, if there is one. */
  readonly failed: string | undefined;
  readonly journal: string | undefined;
}

/** Prints how an import ended, and how to go on. */
export async function printImport(output: Output, end: ImportEnd): Promise<void> {
  const { summary, bad, interrupted, failed } = end;
  const counts = { ...summary.counts, failed: summary.counts.failed + bad - interrupted };
  const { stoppedBy, ...others } = summary;
  const json = {
    ...others,
    rows: summary.rows + bad,
    counts,
    interrupted,
    ...(failed !== undefined && counts.failed > 0 && { failedFile: failed }),
    ...(stoppedBy && { stoppedBy: { ...stoppedBy.toJSON(), ...reasonOf(stoppedBy), exitCode: exitCodeOf(stoppedBy) } }),
  };
  await output.result({ summary: json }, () => `${text(end, counts, output).join('\n')}\n`);
}

function text(
  { summary, bad, name, failed, journal }: ImportEnd,
  counts: ImportSummary['counts'],
  { style }: Output,
): string[] {
  const { stoppedBy, finishedAt, fromJournal, requests, durationMs } = summary;
  if (finishedAt !== undefined)
    return [
      `An earlier run finished this import at ${finishedAt}: ${countsText(counts)}. Nothing was sent.`,
      `${style.bold('Hint:')} to import the file again, add --restart.`,
    ];
  const mark = stoppedBy ? style.bad('Stopped') : counts.failed > 0 ? style.warn('Done') : style.good('Done');
  const lines = [
    `${mark}: ${count(summary.rows + bad, 'row')} of ${name} in ${duration(durationMs / 1000)}, ${count(requests, 'request')}: ${countsText(counts)}.`,
  ];
  if (fromJournal > 0) lines.push(`An earlier run had done ${count(fromJournal, 'row')} of them.`);
  if (counts.skipped > 0)
    lines.push(
      `${count(counts.skipped, 'row')} skipped: these users are deactivated. To reactivate them, add --reactivate.`,
    );
  if (counts.failed > 0 && failed !== undefined)
    lines.push(`The failed rows are in ${failed}. Correct them, then import that file.`);
  if (counts.failed > 0 && failed === undefined) lines.push('To get the failed rows in a file, add --failed FILE.');
  if (stoppedBy) {
    const { message, hint } = reasonOf(stoppedBy);
    lines.push(`${style.bad('Reason:')} ${printable(message)}`);
    if (hint) lines.push(`${style.bold('Hint:')} ${hint}`);
    if (isJournalRefused(stoppedBy)) return lines;
    const known =
      journal === undefined ? 'users who are in step cost almost no requests' : `${journal} knows which rows are done`;
    lines.push(`To go on, run the same command again: ${known}.`);
  }
  return lines;
}
