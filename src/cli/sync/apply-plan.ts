import type { Admin, PlanSummary, SyncPlan } from '../../server.js';
import type { Call } from '../call.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import type { FileSource } from '../files/file-source.js';
import type { Output } from '../output.js';
import { createProgress, duration } from '../progress.js';
import { count } from '../text.js';
import { countsText } from './counts-text.js';
import { endLine, reasonLines } from './end-text.js';
import { Failures } from './failures.js';
import { changesOf } from './plan-text.js';
import { exitCodeOf, reasonOf } from './stopped.js';

/** A plan to apply. */
interface ApplyPlan {
  readonly admin: Admin;
  readonly plan: SyncPlan;
  readonly source: FileSource | undefined;
  /** The rows of the file that could not be read. They count as failed. */
  readonly bad: number;
  readonly concurrency: number | undefined;
}

/** Applies a plan. Resolves with the exit code. */
export async function applyPlan(
  { io, output, signal }: Pick<Call, 'io' | 'output' | 'signal'>,
  { admin: { sync }, plan, source, bad, concurrency }: ApplyPlan,
): Promise<number> {
  const total = changesOf(plan);
  const progress = createProgress(io, { quiet: output.json, noun: 'users' });
  const failures = new Failures(output, progress);
  const begin = performance.now();
  let done = 0;
  let interrupted = 0;
  try {
    const run = sync.apply(plan, { signal, concurrency });
    for await (const { line, uid, status, reason, error } of run) {
      // A step that Ctrl+C interrupted did not fail.
      if (error?.kind === 'aborted' && signal.aborted) {
        interrupted++;
        continue;
      }
      if (error) await failures.add({ line: line && (source?.lineOf(line) ?? line), uid, error });
      else if (reason === 'changedSince') progress.print(`${uid}: skipped, because the user was changed meanwhile.`);
      if (status !== 'skipped' || reason === 'changedSince') done++;
      progress.update({ done, total, perSecond: (done * 1000) / (performance.now() - begin) });
    }
    const summary = await run.summary;
    progress.end();
    failures.printRest();
    const failed = summary.counts.failed + bad - interrupted;
    await printSummary(output, { ...summary, counts: { ...summary.counts, failed } });
    if (summary.stoppedBy) return exitCodeOf(summary.stoppedBy);
    return failed > 0 ? FAILURE : SUCCESS;
  } finally {
    progress.end();
  }
}

async function printSummary(output: Output, summary: PlanSummary): Promise<void> {
  const { counts, requests, durationMs, stoppedBy } = summary;
  const stopped = stoppedBy && { ...stoppedBy.toJSON(), ...reasonOf(stoppedBy), exitCode: exitCodeOf(stoppedBy) };
  await output.result({ summary: { counts, requests, durationMs, ...(stopped && { stoppedBy: stopped }) } }, () => {
    const text = `${countsText(counts)} in ${duration(durationMs / 1000)}, ${count(requests, 'request')}.`;
    const lines = [endLine(output, { stoppedBy, failed: counts.failed }, text)];
    if (stoppedBy) lines.push(...reasonLines(output, stoppedBy), 'To go on, run the same command again.');
    return `${lines.join('\n')}\n`;
  });
}
