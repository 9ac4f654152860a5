import { parseArgs } from 'node:util';

/** One option of a command. */
interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** Whether it may be given several times. */
  readonly multiple?: boolean;
  /** What stands for its value in the help, such as `PORT`. */
  readonly value?: string;
  /** What it does, for the help. */
  readonly text: string;
}

/** The options that a command has, by name. */
export type Options = Readonly<Record<string, Option>>;

/** What was given for each option. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]?: O[Name]['type'] extends 'boolean'
    ? boolean
    : O[Name] extends { readonly multiple: true }
      ? readonly string[]
      : string;
};

/** The command line cannot be right: the answer is how it should be, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads options; a command takes nothing else. Throws a {@link UsageError}. */
export function readArgs<O extends Options>(options: O, args: readonly string[]): Values<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values as Values<O>;
  } catch (error) {
    // Node goes on to say how an argument that begins with a dash would be given, which no command here has.
    throw new UsageError((error as Error).message.replace(/\. (?:To specify|This command).*$/s, '.'));
  }
}

/** One line for each row, the second column in line. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** The options as the help lists them. */
export function describeOptions(options: Options): string {
  return columns(
    Object.entries(options).map(([name, { short, value, text }]) => [
      `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
      text,
    ]),
  );
}
