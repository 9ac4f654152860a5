/** A row of a file that could be read. */
interface GoodRow {
  /** The line where the row begins. */
  readonly line: number;
  /** The value of the row. `importUsers` checks it. */
  readonly value: unknown;
  /** The row in the format of the file, for the file of failed rows. */
  readonly raw: string;
  readonly problem?: never;
}

/** A row that cannot be read. The other rows of the file can. */
export interface BadRow {
  readonly line: number;
  /** The column in characters; absent if the parser does not know it. */
  readonly column?: number | undefined;
  /** The problem as a sentence, without the place. */
  readonly problem: string;
  /** Set if a key of the row stands for no field. It is then probably the same in every row. */
  readonly unknownName?: { readonly hint: string } | undefined;
  readonly raw: string;
}

export type Row = GoodRow | BadRow;
