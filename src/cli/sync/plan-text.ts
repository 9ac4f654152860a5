import type { PlannedChange, SyncPlan } from '../../server.js';
import type { FileSource } from '../files/file-source.js';
import type { Output } from '../output.js';
import { count, timeText } from '../text.js';
import { type SkipReasons, stepText } from './step-text.js';

/** The steps of each kind that a person sees. A program gets all of them. */
const SHOWN = { removal: 10, other: 20 };

/** The parts of a printed plan that the plan itself does not have. */
export interface PlanPrint {
  readonly source?: FileSource | undefined;
  /** The rows of the file that could not be read. */
  readonly bad?: number;
  /** The options that show all steps, such as `--json`. */
  readonly seeAll: string;
  /** Whether the command has the option `--missing`. */
  readonly hasMissing?: boolean;
  /** The texts for skipped rows that differ from those of `sync`. */
  readonly reasons?: Partial<SkipReasons>;
}

/** The number of steps that change a user. */
export function changesOf({ counts }: SyncPlan): number {
  return counts.create + counts.update + counts.reactivate + counts.deactivate + counts.erase;
}

/**
 * Prints a plan: for a person the first steps, those that remove somebody in any case, and the counts; with `--json` each step that is not
 * `unchanged`, then the counts.
 */
export async function printPlan(output: Output, plan: SyncPlan, print: PlanPrint): Promise<void> {
  const { source, bad = 0, reasons } = print;
  const lineOf = (step: PlannedChange) => ('line' in step ? (source?.lineOf(step.line) ?? step.line) : undefined);
  const removals = plan.counts.deactivate + plan.counts.erase;
  const others = changesOf(plan) - removals + plan.counts.skip + plan.counts.invalid;
  const left = { removal: Math.min(SHOWN.removal, removals), other: Math.min(SHOWN.other, others) };
  const shown = left.removal + left.other;
  for await (const step of plan) {
    if (!output.json && left.removal + left.other === 0) break;
    if (step.action === 'unchanged') continue;
    const kind = step.action === 'deactivate' || step.action === 'erase' ? 'removal' : 'other';
    if (output.json) await output.result(jsonOf(step, lineOf(step)), () => '');
    else if (left[kind] > 0) {
      left[kind]--;
      await output.raw(`${stepText(step, lineOf(step), output, reasons)}\n`);
    }
  }
  const { rows, users, missing, missingUsers, requests } = plan;
  const counts = { ...plan.counts, invalid: plan.counts.invalid + bad };
  const createdBefore = source && missing !== 'keep' ? { createdBefore: source.savedAt.toISOString() } : {};
  const json = { counts, rows: rows + bad, users, missing, missingUsers, requests, ...createdBefore };
  await output.result({ plan: json }, () => {
    const hidden = removals + others - shown;
    const more = output.fold(`… and ${count(hidden, 'more step')}. To see all, add ${print.seeAll}.`);
    return `${hidden > 0 ? `${more}\n` : ''}${shown > 0 ? '\n' : ''}${summaryText(json, output, print)}`;
  });
}

type Numbers = Pick<SyncPlan, 'counts' | 'rows' | 'users' | 'missing' | 'missingUsers'>;

function summaryText(
  { counts, rows, users, missing, missingUsers }: Numbers,
  { style, fold }: Output,
  { source, hasMissing = false }: PlanPrint,
): string {
  const parts = [
    [counts.create, 'to create'],
    [counts.update, 'to update'],
    [counts.reactivate, 'to reactivate'],
    [counts.deactivate, 'to deactivate'],
    [counts.erase, 'to erase for ever'],
    [counts.unchanged, 'unchanged'],
    [counts.skip, 'skipped'],
    [counts.invalid, 'invalid'],
  ] as const;
  const list = parts
    .filter(([number]) => number > 0)
    .map(([number, name]) => `${number.toLocaleString('en-US')} ${name}`);
  const kept = missingUsers - counts.deactivate - counts.erase;
  const text = `${list.join(', ') || 'nothing to do'}. ${count(rows, 'row')}, ${count(users, 'user')} in CometChat.`;
  const lines = [`${style.bold('Plan:')} ${fold(text, 'Plan: '.length)}`];
  if (kept > 0) {
    const [are, stay] = kept === 1 ? ['is', 'stays'] : ['are', 'stay'];
    const saved = source ? ` (${timeText(source.savedAt.getTime() / 1000)})` : '';
    const why =
      missing !== 'keep'
        ? `: deactivated already, or created after the file was saved${saved}.`
        : hasMissing
          ? '. To remove them, see --missing.'
          : '.';
    lines.push(fold(`${count(kept, 'user')} of CometChat ${are} not in the file and ${stay}${why}`));
  }
  return `${lines.join('\n')}\n`;
}

function jsonOf(step: PlannedChange, line: number | undefined): object {
  return step.action === 'invalid'
    ? { ...step, line, error: step.error.toJSON() }
    : { ...step, ...(line !== undefined && { line }) };
}
