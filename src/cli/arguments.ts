/** One option of a command. An option without `value` is a switch. */
export interface OptionSpec {
  /** The description in the help. */
  readonly text: string;
  /** The name of the value in the help, such as `PORT`. */
  readonly value?: string;
  /** One letter, for example `p` for `-p`. */
  readonly short?: string;
  /** True if the option may be given several times. */
  readonly multiple?: true;
  /** The only allowed values. */
  readonly choices?: readonly string[];
  /** Converts the text. Throws a `UsageError` for a wrong one; name the option in its message. */
  readonly read?: (text: string) => unknown;
}

/** The options of a command, by their names in code: `allowOrigin` is `--allow-origin`. */
export type Options = Readonly<Record<string, OptionSpec>>;

/** One argument that is not an option. */
export interface ArgumentSpec {
  /** The description in the help. */
  readonly text: string;
  /** The name in the help, such as `UID`. */
  readonly value: string;
  readonly optional?: true;
  /** True for one or more values. Only the last argument may have it. */
  readonly many?: true;
}

/** The arguments of a command, by their names in code, in order. */
export type Arguments = Readonly<Record<string, ArgumentSpec>>;

type OptionValue<S> = S extends { readonly read: (text: string) => infer T }
  ? T
  : S extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : string;

/** The given value of each option. */
export type OptionValues<O extends Options> = {
  readonly [Name in keyof O]?: O[Name] extends { readonly value: string }
    ? O[Name] extends { readonly multiple: true }
      ? readonly OptionValue<O[Name]>[]
      : OptionValue<O[Name]>
    : boolean;
};

/** The given value of each argument. */
export type ArgumentValues<A extends Arguments> = {
  readonly [Name in keyof A]: A[Name] extends { readonly many: true }
    ? readonly string[]
    : A[Name] extends { readonly optional: true }
      ? string | undefined
      : string;
};
