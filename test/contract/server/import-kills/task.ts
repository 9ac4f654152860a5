/** Where a child process kills itself: at the nth event of a step, or when the journal has n bytes. */
export interface KillAt {
  readonly step:
    | 'after the intent'
    | 'after the response'
    | 'within a line'
    | 'after the result line'
    | 'after it was told'
    | 'while it reads the lists'
    | 'at a size'
    | 'after the end';
  readonly nth: number;
}

/** The task of a child process: one import. */
export interface Task {
  readonly url: string;
  readonly appId: string;
  readonly apiKey: string;
  /** A file with one user in each line. */
  readonly source: string;
  readonly journal: string;
  /** The file to which the child adds each result that it is told. */
  readonly told: string;
  readonly kill: KillAt | undefined;
}
