/** A command failed for a reason that the user can change, such as a missing file. The exit code is 1. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** The exit code, if it is not the usual one. */
  readonly exitCode: number | undefined;
  /** A sentence about what to do next. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, exitCode?: number) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The command line or a setting is wrong. The exit code is 2. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}
