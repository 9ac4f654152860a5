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
  | { readonly begin: readonly [...Row, action: JournalAction] }
  | { readonly end: readonly [...Row, outcome: JournalOutcome] }
  | { readonly refused: Row }
  | { readonly finish: readonly [at: string, summary: Readonly<Record<string, number>>] };

/** Whether a value is a header of any version. */
export function isHeader(value: object | undefined): value is Header {
  return (value as Partial<Header> | undefined)?.journal === JOURNAL_NAME;
}

/** The JSON of a line in ASCII, so that a journal has as many bytes as characters. */
export function toAsciiJson(line: Header | Entry): string {
  return JSON.stringify(line).replace(/[\u007f-\uffff]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
