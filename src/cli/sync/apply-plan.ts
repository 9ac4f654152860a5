import type { PlanSummary, SyncPlan } from '../../server.js';
import type { Call } from '../call.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import type { FileSource } from '../files/file-source.js';
import type { Output } from '../output.js';
import { createProgress, duration } from '../progress.js';
import { count, printable } from '../text.js';
import { countsText } from './counts-text.js';
import { Failures } from './failures.js';
import { changesOf } from './plan-text.js';
import { exitCodeOf, reasonOf } from './stopped.js';

/** Applies a plan. Resolves with the exit code. */
export async function applyPlan(
  { io, output, signal, admin }: Pick<Call, 'io' | 'output' | 'signal' | 'admin'>,
  { plan, source, concurrency }: { plan: SyncPlan; source: FileSource | undefined; concurrency: number | undefined },
): Promise<number> {
  const { sync } = await admin();
  const total = changesOf(plan);
  const progress = createProgress(io, { quiet: output.json, noun: 'users' });
  const failures = new Failures(output, progress);
  const begin = performance.now();
  let done = 0;
  try {
    const run = sync.apply(plan, { signal, concurrency });
    for await (const { line, uid, status, reason, error } of run) {
      // A step that Ctrl+C interrupted did not fail.
      if (error?.kind === 'aborted' && signal.aborted) continue;
      if (error) await failures.add({ line: line && (source?.lineOf(line) ?? line), uid, error });
      else if (reason === 'changedSince') progress.print(`${uid}: skipped, because the user was changed meanwhile.`);
      if (status !== 'skipped' || reason === 'changedSince') done++;
      progress.update({ done, total, perSecond: (done * 1000) / (performance.now() - begin) });
    }
    const summary = await run.summary;
    progress.end();
    failures.printRest();
    await printSummary(output, summary);
    if (summary.stoppedBy) return exitCodeOf(summary.stoppedBy);
    return failures.count > 0 ? FAILURE : SUCCESS;
  } finally {
    progress.end();
  }
}

async function printSummary(output: Output, summary: PlanSummary): Promise<void> {
  const { counts, requests, durationMs, stoppedBy } = summary;
  const stopped = stoppedBy && { ...stoppedBy.toJSON(), ...reasonOf(stoppedBy), exitCode: exitCodeOf(stoppedBy) };
  await output.result({ summary: { counts, requests, durationMs, ...(stopped && { stoppedBy: stopped }) } }, () => {
    const { style } = output;
    const mark = stoppedBy ? style.bad('Stopped') : counts.failed > 0 ? style.warn('Done') : style.good('Done');
    const lines = [`${mark}: ${countsText(counts)} in ${duration(durationMs / 1000)}, ${count(requests, 'request')}.`];
    if (stopped) {
      lines.push(`${style.bad('Reason:')} ${printable(stopped.message)}`);
      if (stopped.hint) lines.push(`${style.bold('Hint:')} ${stopped.hint}`);
      lines.push('To go on, run the same command again.');
    }
    return `${lines.join('\n')}\n`;
  });
}
