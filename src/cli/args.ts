import { parseArgs } from 'node:util';

/** One option of a command. */
interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** True if the option may be given several times. */
  readonly multiple?: boolean;
  /** The name of the value in the help, such as `PORT`. */
  readonly value?: string;
  /** The description in the help. */
  readonly text: string;
}

/** The options that a command has, by name. */
export type Options = Readonly<Record<string, Option>>;

/** The given value of each option. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]?: O[Name]['type'] extends 'boolean'
    ? boolean
    : O[Name] extends { readonly multiple: true }
      ? readonly string[]
      : string;
};

/** The command line is invalid: the command prints its usage and exits with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the options of a command. Throws a {@link UsageError} for any other argument. */
export function readArgs<O extends Options>(options: O, args: readonly string[]): Values<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values as Values<O>;
  } catch (error) {
    // Leave out Node's advice on positional arguments: no command here accepts them.
    throw new UsageError((error as Error).message.replace(/\. (?:To specify|This command).*$/s, '.'));
  }
}

/** Returns the rows as text: one line for each row, with aligned columns. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** Makes the list of options for the help. */
export function describeOptions(options: Options): string {
  return columns(
    Object.entries(options).map(([name, { short, value, text }]) => [
      `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
      text,
    ]),
  );
}
