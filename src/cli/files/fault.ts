import { CommandError } from '../failure.js';
import { shortened } from '../text.js';

/** The place of a problem in a file. Lines and columns begin at 1. */
export interface Place {
  readonly line?: number | undefined;
  /** The column in characters; absent if the parser does not know it. */
  readonly column?: number | undefined;
}

/** A problem of a whole file: the command ends, and uses no row of it. */
export class FileFault extends CommandError {
  override readonly name = 'FileFault';

  constructor(message: string, { hint, ...place }: Place & { readonly hint?: string | undefined } = {}) {
    super(`${placed(place)}${message}`, hint);
  }
}

/** The place as the beginning of a message, such as `Line 3, column 7: `. Empty without a line. */
export function placed({ line, column }: Place): string {
  if (line === undefined) return '';
  return column === undefined ? `Line ${line}: ` : `Line ${line}, column ${column}: `;
}

/** A text from a file for a message: in quotes, at most 40 characters, control characters escaped. */
export function shown(text: string): string {
  return JSON.stringify(shortened(text));
}
