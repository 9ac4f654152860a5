/** Where a command writes. */
export interface Output {
  /** Prints the result of the command. */
  readonly out: (text: string) => void;
  /** Prints errors and notices. */
  readonly err: (text: string) => void;
}

/** A command of `cometchat-users`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help, ending with a new line. */
  readonly help: string;
  /** Runs until it is done. An error that it throws is printed; the exit code is then 1, or 2 for a `UsageError`. */
  run(args: readonly string[], output: Output): Promise<void>;
}
