import type { JournalAction, JournalOutcome } from './types.js';

/** The name in the first line. It tells a journal from any other file. */
export const JOURNAL_NAME = 'cometchat-users import';
export const JOURNAL_VERSION = 1;

/** The first line of a journal. */
export interface Header {
  readonly journal: string;
  readonly version: number;
  readonly appId: string;
  readonly region: string;
  readonly sourceId?: string | undefined;
}

/** A row in a line: the uid, the number of earlier rows of this uid in the source, and the hash of the content. */
type Row = readonly [uid: string, nth: number, content: string];

/** Every line after the first. */
export type Entry =
  | readonly ['begin', ...Row, JournalAction]
  | readonly ['end', ...Row, JournalOutcome]
  | readonly ['refused', ...Row]
  | readonly ['finish', at: string, summary: Readonly<Record<string, number>>];

/** Whether a value is a header of any version. */
export function isHeader(value: unknown): value is Header {
  return isObject(value) && value.journal === JOURNAL_NAME;
}

/** Whether a value has the form of an entry. */
export function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [kind, uid, nth, content, last] = value;
  if (kind === 'finish') return typeof uid === 'string' && isObject(nth);
  const isRow = typeof uid === 'string' && Number.isSafeInteger(nth) && nth >= 0 && typeof content === 'string';
  return (
    isRow && (kind === 'refused' || (kind === 'begin' ? typeof last === 'string' : kind === 'end' && isObject(last)))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
