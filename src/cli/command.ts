/** Where a command writes. */
export interface Output {
  /** What was asked for. */
  readonly out: (text: string) => void;
  /** What went wrong, and what is only told by the way. */
  readonly err: (text: string) => void;
}

/** A command of `cometchat-users`. */
export interface Command {
  /** What it does, in the list of commands. */
  readonly summary: string;
  /** The whole help, ending with a new line. */
  readonly help: string;
  /** Runs until there is nothing left to do. What it throws is printed, and ends with exit code 1, or 2 for a `UsageError`. */
  run(args: readonly string[], output: Output): Promise<void>;
}
