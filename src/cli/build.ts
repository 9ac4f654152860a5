import { Argument, Command, Option } from 'commander';
import type { ArgumentSpec, OptionSpec } from './arguments.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';
import { APP_OPTIONS } from './settings.js';
import type { CommandSpec, GroupSpec } from './spec.js';
import { hasColors, styleOf } from './style.js';

/** Runs a command whose line was parsed. Both records have the names of the spec. */
export type Runner = (
  spec: CommandSpec,
  args: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** The option that every command has. */
const JSON_OPTION: OptionSpec = { text: 'print JSON for programs: one document, or one line for each row' };

/** Creates the commander program of a group or a command. */
export function buildGroup({ name, summary, commands }: GroupSpec, io: Io, run: Runner): Command {
  const group = prepared(new Command(name), io).summary(summary).description(sentence(summary));
  for (const command of commands) group.addCommand(buildCommand(command, io, run));
  return group;
}

/** Creates the commander command of a spec. */
export function buildCommand(spec: CommandSpec, io: Io, run: Runner): Command {
  const { name, summary, description = sentence(summary), options = {}, usesApp, examples, commands = [] } = spec;
  const command = prepared(new Command(name), io).summary(summary).description(description);
  const argumentSpecs = Object.entries(spec.arguments ?? {});
  for (const [, argument] of argumentSpecs) command.addArgument(argumentOf(argument));
  for (const [key, option] of Object.entries(options)) command.addOption(optionOf(key, option));
  if (!('json' in options)) command.addOption(optionOf('json', JSON_OPTION));
  // After an option of the group "Options", so that this group comes second in the help.
  if (usesApp)
    for (const [key, option] of Object.entries(APP_OPTIONS))
      command.addOption(optionOf(key, option).helpGroup('The app:'));
  command.addHelpText('after', () => exampleText(examples, hasColors(io.stdout, io.env)));
  for (const below of commands) command.addCommand(buildCommand(below, io, run));
  command.action(async (...values: unknown[]) => {
    const args = Object.fromEntries(argumentSpecs.map(([key], index) => [key, values[index]]));
    await run(spec, args, command.opts());
  });
  return command;
}

/** Sets what all commands share: no output and no exit of commander's own, help in one style. */
export function prepared(command: Command, io: Io): Command {
  const style = styleOf(hasColors(io.stdout, io.env));
  return command
    .exitOverride()
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: () => {},
      getOutHasColors: () => hasColors(io.stdout, io.env),
      getOutHelpWidth: () => helpWidth(io),
    })
    .configureHelp({
      styleTitle: style.bold,
      optionTerm: ({ flags }) => flags.replace(/[<>]/g, ''),
      argumentTerm: (argument) => argument.name(),
      subcommandTerm: (below) => below.name(),
      commandUsage: usageOf,
    });
}

/** The width of a help text. Longer lines are hard to read on a wide terminal. */
export function helpWidth({ stdout }: Io): number {
  return Math.min(stdout.columns ?? 80, 120);
}

/** The usage line of a command, such as `cometchat-users user get UID [OPTIONS]`. */
export function usageOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name());
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? name : `[${name}]`;
  });
  const below = command.commands.length > 0 && names.length > 0 && !hasAction(command) ? ['COMMAND'] : [];
  return [...names, ...below, ...args, '[OPTIONS]'].join(' ');
}

function hasAction(command: Command): boolean {
  return command.options.some(({ long }) => long === '--json');
}

function argumentOf({ value, text, optional, many }: ArgumentSpec): Argument {
  const name = `${value}${many ? '...' : ''}`;
  return new Argument(optional ? `[${name}]` : `<${name}>`, text);
}

function optionOf(key: string, { text, value, short, multiple, choices, read }: OptionSpec): Option {
  const long = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const option = new Option(`${short ? `-${short}, ` : ''}${long}${value ? ` <${value}>` : ''}`, text);
  option.attributeName = () => key;
  // commander gives `--no-…` a meaning of its own: a switch that is on by default.
  option.negate = false;
  const convert = (given: string): unknown => {
    if (choices && !choices.includes(given)) throw new UsageError(`${long} must be ${list(choices)}, not "${given}".`);
    return read ? read(given) : given;
  };
  if (value)
    option.argParser((given, before) =>
      multiple ? [...((before as unknown[]) ?? []), convert(given)] : convert(given),
    );
  return option;
}

function list(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join() : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function exampleText(examples: CommandSpec['examples'], colors: boolean): string {
  const style = styleOf(colors);
  const lines = examples.flatMap(([line, comment]) => [
    ...(comment ? [`  ${style.dim(`# ${comment}`)}`] : []),
    `  ${line}`,
  ]);
  return `\n${style.bold(examples.length > 1 ? 'Examples:' : 'Example:')}\n${lines.join('\n')}`;
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
