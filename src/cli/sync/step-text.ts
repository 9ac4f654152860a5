import type { FieldChange, FieldChanges, PlannedChange, SkipReason } from '../../server.js';
import { placed } from '../files/fault.js';
import type { Output } from '../output.js';
import { printable, shortened } from '../text.js';

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

/** The texts that say why a row is skipped. */
export type SkipReasons = Readonly<Record<SkipReason, string>>;

/** One step of a plan as a line. On a terminal, its further lines begin below the uid. */
export function stepText(
  step: PlannedChange,
  line: number | undefined,
  { style, fold }: Output,
  reasons?: Partial<SkipReasons>,
): string {
  const begin = `${SIGNS[step.action]} ${step.action.padEnd(10)} `;
  const mark = { create: style.good, deactivate: style.bad, erase: style.bad, invalid: style.bad }[
    step.action as string
  ];
  return `${mark?.(begin) ?? begin}${fold(`${step.uid ?? '?'}  ${detailsOf(step, line, { ...REASONS, ...reasons })}`, begin.length)}`;
}

function detailsOf(step: PlannedChange, line: number | undefined, reasons: SkipReasons): string {
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
      return `${placed({ line })}${reasons[step.reason]}`;
    default:
      return '';
  }
}

const REASONS: SkipReasons = {
  deactivated: 'the user is deactivated; --reactivate changes that',
  deactivatedInSource: 'the file has a deactivatedAt, but the user is active or does not exist',
  duplicate: 'a later row has the same uid',
};

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
  return printable(shortened(plainText(value), LONGEST));
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
