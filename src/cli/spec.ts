import type { Arguments, Options } from './arguments.js';
import type { Call } from './call.js';

/** A command, as data. {@link defineCommand} checks its types. */
export interface CommandSpec<A extends Arguments = Arguments, O extends Options = Options> {
  /** The word that a person types. */
  readonly name: string;
  /** One line for the list of commands. It starts with a small letter and has no full stop. */
  readonly summary: string;
  /** Sentences for the help of this command. Default: the summary. */
  readonly description?: string;
  readonly arguments?: A;
  readonly options?: O;
  /** True if the command sends requests to an app: it then has `--app-id`, `--region` and so on, and `call.admin()` works. */
  readonly usesApp?: boolean;
  /** Complete command lines for the help, each with a comment if it needs one: `[command line, comment]`. */
  readonly examples: readonly (readonly [line: string, comment?: string])[];
  /** Commands below this one: `emulator exec`. */
  readonly commands?: readonly CommandSpec[];
  /** Runs the command. It resolves with the exit code; with nothing for 0. The caller prints an error that it throws. */
  run(call: Call<A, O>): Promise<number | undefined> | Promise<void>;
}

/** A group of commands, such as `user`. */
export interface GroupSpec {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandSpec[];
}

/** Defines a command. It only infers the types of the arguments and options. */
export function defineCommand<const A extends Arguments, const O extends Options>(
  spec: CommandSpec<A, O>,
): CommandSpec {
  return spec as unknown as CommandSpec;
}
