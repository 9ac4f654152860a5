/** The output of a command. */
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
  /** The help text, which ends with a new line. */
  readonly help: string;
  /** Runs the command to its end. `main` prints an error that it throws; the exit code is then 1, or 2 for a `UsageError`. */
  run(args: readonly string[], output: Output): Promise<void>;
}
