import type { ImportSummary } from '../../server.js';
import type { Output } from '../output.js';
import { duration } from '../progress.js';
import { count, timeText } from '../text.js';
import { countsText } from './counts-text.js';
import { endLine, reasonLines } from './end-text.js';
import { exitCodeOf, isJournalRefused, reasonOf } from './stopped.js';

/** The end of an import, with the rows of its file. */
export interface ImportEnd {
  readonly summary: ImportSummary;
  /** The number of all rows of the file, if it was read before. */
  readonly total: number | undefined;
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

function text(end: ImportEnd, counts: ImportSummary['counts'], output: Output): string[] {
  const { summary, failed } = end;
  const { stoppedBy, finishedAt, fromJournal, requests, durationMs } = summary;
  const { fold, style } = output;
  if (finishedAt !== undefined)
    return [
      fold(
        `An earlier run finished this import on ${timeText(Date.parse(finishedAt) / 1000)}: ${countsText(counts)}. Nothing was sent.`,
      ),
      `${style.bold('Hint:')} ${fold('To import the file again, add --restart.', 'Hint: '.length)}`,
    ];
  const time = `${duration(durationMs / 1000)}, ${count(requests, 'request')}`;
  const done = `${rowsText(end, counts)} in ${time}: ${countsText(counts)}.`;
  const lines = [endLine(output, { stoppedBy, failed: counts.failed }, done)];
  if (fromJournal > 0)
    lines.push(
      fold(
        `${fromJournal.toLocaleString('en-US')} of them ${fromJournal === 1 ? 'was' : 'were'} done by an earlier run.`,
      ),
    );
  if (counts.skipped > 0)
    lines.push(
      fold(
        `${count(counts.skipped, 'row')} skipped: these users are deactivated. To reactivate them, add --reactivate.`,
      ),
    );
  if (counts.failed > 0 && failed !== undefined && !stoppedBy)
    lines.push(fold(`The failed rows are in ${failed}. Correct them, then import that file.`));
  if (counts.failed > 0 && failed === undefined) lines.push('To get the failed rows in a file, add --failed PATH.');
  if (!stoppedBy) return lines;
  lines.push(...reasonLines(output, stoppedBy));
  if (!isJournalRefused(stoppedBy)) lines.push(fold(howToGoOn(end, counts)));
  return lines;
}

/** The rows that were done: all rows of the file, or those before the end of a run that stopped. */
function rowsText({ summary, bad, total, name }: ImportEnd, counts: ImportSummary['counts']): string {
  if (!summary.stoppedBy) return `${count(summary.rows + bad, 'row')} of ${name}`;
  const done = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (total === undefined) return `${count(done, 'row')} of ${name}`;
  return `${done.toLocaleString('en-US')} of ${count(total, 'row')} of ${name}`;
}

function howToGoOn({ journal, failed }: ImportEnd, counts: ImportSummary['counts']): string {
  const other =
    failed !== undefined && counts.failed > 0
      ? `, but give --failed another path: ${failed} has the rows that failed`
      : '';
  const known =
    journal === undefined
      ? 'Users who are done need almost no requests then.'
      : `${journal} has the rows that are done.`;
  return `To go on, run the same command again${other}. ${known}`;
}
