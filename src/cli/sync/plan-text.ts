import type { FieldChange, FieldChanges, PlannedChange, SyncPlan } from '../../server.js';
import { placed } from '../files/fault.js';
import type { FileSource } from '../files/file-source.js';
import type { Output } from '../output.js';
import { count, printable, timeText } from '../text.js';

/** The steps of each kind that a person sees. A program gets all of them. */
const SHOWN = { removal: 10, other: 20 };

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

/** The parts of a printed plan that the plan itself does not have. */
export interface PlanPrint {
  readonly source?: FileSource | undefined;
  /** The rows of the file that could not be read. */
  readonly bad?: number;
  /** The options that show all steps, such as `--json`. */
  readonly seeAll: string;
  /** Whether the command has the option `--missing`. */
  readonly hasMissing?: boolean;
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
  const { source, bad = 0 } = print;
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
      await output.raw(`${stepText(step, lineOf(step), output)}\n`);
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

function stepText(step: PlannedChange, line: number | undefined, { style, fold }: Output): string {
  const begin = `${SIGNS[step.action]} ${step.action.padEnd(10)} `;
  const mark = { create: style.good, deactivate: style.bad, erase: style.bad, invalid: style.bad }[
    step.action as string
  ];
  return `${mark?.(begin) ?? begin}${fold(`${step.uid ?? '?'}  ${detailsOf(step, line)}`, begin.length)}`;
}

function detailsOf(step: PlannedChange, line: number | undefined): string {
  switch (step.action) {
    case 'create':
      return printable(step.user.name ?? '');
    case 'update':
    case 'reactivate':
      return fieldsText(step.fields);
    case 'deactivate':
    case 'erase':
      return printable(step.seen.name ?? '');
    case 'invalid':
      return `${placed({ line })}${printable(step.error.message)}`;
    case 'skip':
      return `${placed({ line })}${REASONS[step.reason]}`;
    default:
      return '';
  }
}

const REASONS = {
  deactivated: 'the user is deactivated; --reactivate changes that',
  deactivatedInSource: 'the file has a deactivatedAt, but the user is active or does not exist',
  duplicate: 'a later row has the same uid',
} as const;

function fieldsText(fields: FieldChanges): string {
  return Object.entries(fields)
    .flatMap(([name, change]) => keysOf(name, change))
    .map(([name, { from, to }]) => `${name}: ${valueText(from)} → ${valueText(to)}`)
    .join(', ');
}

/** The keys of a changed object, such as the metadata, that differ. Another value is one change. */
function keysOf(name: string, change: FieldChange): (readonly [name: string, FieldChange])[] {
  const { from, to } = change;
  if (!isObject(from) || !isObject(to)) return [[name, change]];
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  const differing = [...keys].filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
  return differing.map((key) => [`${name}.${key}`, { from: from[key], to: to[key] }]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The most characters of a value that are shown: most links are shorter. */
const LONGEST = 100;

function valueText(value: unknown): string {
  const text = plainText(value);
  const characters = [...text];
  return printable(characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text);
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
