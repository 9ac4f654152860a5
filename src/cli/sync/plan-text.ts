import type { PlannedChange, SkipReason, SyncPlan } from '../../server.js';
import { placed } from '../files/fault.js';
import type { FileSource } from '../files/file-source.js';
import type { Output } from '../output.js';
import { count, printable, shortened, timeText } from '../text.js';

/** The steps that a person sees. A program gets all of them. */
const SHOWN = 20;

const SIGNS: Readonly<Record<PlannedChange['action'], string>> = {
  create: '+',
  update: '~',
  reactivate: '↑',
  deactivate: '-',
  erase: '✕',
  unchanged: '=',
  skip: ' ',
  invalid: '!',
};

/** The number of steps that change a user. */
export function changesOf({ counts }: SyncPlan): number {
  return counts.create + counts.update + counts.reactivate + counts.deactivate + counts.erase;
}

/**
 * Prints a plan: for a person the first steps and the counts, with `--json` each step that is not `unchanged`, then the counts. `reasons`
 * are texts for skipped rows that differ from those of `sync`.
 */
export async function printPlan(
  output: Output,
  plan: SyncPlan,
  source?: FileSource,
  reasons: Partial<Reasons> = {},
): Promise<void> {
  const placeOf = (line: number | undefined) => (line === undefined || !source ? line : source.lineOf(line));
  let shown = 0;
  let hidden = 0;
  for await (const step of plan) {
    if (step.action === 'unchanged') continue;
    const line = placeOf('line' in step ? step.line : undefined);
    if (output.json) await output.result(jsonOf(step, line), () => '');
    else if (shown < SHOWN) {
      shown++;
      await output.raw(`${stepText(step, line, { ...REASONS, ...reasons })}\n`);
    } else hidden++;
  }
  const { counts, rows, users, missing, missingUsers, requests } = plan;
  const createdBefore = source && missing !== 'keep' ? { createdBefore: source.savedAt.toISOString() } : {};
  await output.result({ plan: { counts, rows, users, missing, missingUsers, requests, ...createdBefore } }, () => {
    const more = hidden > 0 ? `… and ${count(hidden, 'more step')}. To see all, add --json or --out FILE.\n` : '';
    return `${more}${shown > 0 ? '\n' : ''}${summaryText(plan, output, source)}`;
  });
}

function summaryText(
  { counts, rows, users, missing, missingUsers }: SyncPlan,
  { style }: Output,
  source: FileSource | undefined,
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
  const lines = [
    `${style.bold('Plan:')} ${list.join(', ') || 'nothing to do'}. ${count(rows, 'row')}, ${count(users, 'user')} in CometChat.`,
  ];
  if (kept > 0)
    lines.push(
      missing === 'keep'
        ? `${count(kept, 'user')} of CometChat ${kept === 1 ? 'is' : 'are'} not in the file and stay${kept === 1 ? 's' : ''}: --missing says otherwise.`
        : `${count(kept, 'user')} of CometChat ${kept === 1 ? 'is' : 'are'} not in the file and stay${kept === 1 ? 's' : ''}: deactivated already, or created after the file was saved${source ? ` (${timeText(source.savedAt.getTime() / 1000)})` : ''}.`,
    );
  return `${lines.join('\n')}\n`;
}

function jsonOf(step: PlannedChange, line: number | undefined): object {
  return step.action === 'invalid'
    ? { ...step, line, error: step.error.toJSON() }
    : { ...step, ...(line !== undefined && { line }) };
}

function stepText(step: PlannedChange, line: number | undefined, reasons: Reasons): string {
  const begin = `${SIGNS[step.action]} ${step.action.padEnd(10)} ${step.uid ?? '?'}`;
  switch (step.action) {
    case 'create':
      return `${begin}  ${printable(step.user.name ?? '')}`;
    case 'update':
    case 'reactivate':
      return `${begin}  ${fieldsText(step.fields)}`;
    case 'deactivate':
    case 'erase':
      return `${begin}  ${printable(step.seen.name ?? '')}`;
    case 'invalid':
      return `${begin}  ${placed({ line })}${printable(step.error.message)}`;
    case 'skip':
      return `${begin}  ${placed({ line })}${reasons[step.reason]}`;
    default:
      return begin;
  }
}

type Reasons = Readonly<Record<SkipReason, string>>;

const REASONS: Reasons = {
  deactivated: 'the user is deactivated; --reactivate changes that',
  deactivatedInSource: 'the file has a deactivatedAt, but the user is active or does not exist',
  duplicate: 'a later row has the same uid',
};

function fieldsText(fields: Extract<PlannedChange, { action: 'update' }>['fields']): string {
  return Object.entries(fields)
    .map(([name, { from, to }]) => `${name}: ${valueText(from)} → ${valueText(to)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  const text =
    value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
  return printable(shortened(text));
}
