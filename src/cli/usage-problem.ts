import type { Command, CommanderError } from 'commander';
import { UsageError } from './failure.js';

/** Options that somebody may try, and that would put a secret into the list of processes and the shell's history. */
const SECRET = /^--(api-?key|auth-?key|key|token|auth-?token|secret|password)$/i;

/** Converts an error of commander to one with a plain message. A value never comes with it: it could be a secret. */
export function usageProblem({ code, message }: CommanderError, command: Command): UsageError {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\(Did you mean (.*)\?\)$/, 'Did you mean $1?');
  const [, flag = ''] = /^unknown option '([^'=]*)/.exec(first) ?? [];
  if (SECRET.test(flag))
    return new UsageError(
      `There is no option ${flag}: a secret in an argument is visible to other programs.`,
      'Set COMETCHAT_API_KEY, or pass the secret by standard input: see --help.',
    );
  switch (code) {
    case 'commander.unknownOption':
      if (command.options.some(({ long }) => long === flag)) return new UsageError(`${flag} takes no value.`);
      return new UsageError(`There is no option ${flag}.`, hint);
    case 'commander.unknownCommand':
      return new UsageError(first.replace(/^unknown command '(.*)'$/, 'There is no command $1.'), hint);
    case 'commander.missingArgument':
      return new UsageError(first.replace(/^missing required argument '(.*)'$/, '$1 is missing.'));
    case 'commander.optionMissingArgument':
      return new UsageError(
        first.replace(/^option '(?:-\w, )?(--[\w-]+) <(.*)>' argument missing$/, '$1 needs a value: $1 $2.'),
      );
    case 'commander.help':
      return new UsageError(`The command is missing: ${command.commands.map((one) => one.name()).join(', ')}.`);
    case 'commander.excessArguments':
      return command.commands.length > 0 ? noCommand(command) : new UsageError(tooMany(command));
    default:
      return new UsageError(first);
  }
}

/** A command that works by itself and has commands below it, such as `emulator`. */
function noCommand(command: Command): UsageError {
  const below = command.commands.map((one) => `${command.name()} ${one.name()}`);
  return new UsageError(
    `There is no command ${command.name()} ${command.args[0]}.`,
    `Did you mean ${below.join(' or ')}?`,
  );
}

function tooMany(command: Command): string {
  const { length } = command.registeredArguments;
  return `"${command.name()}" takes ${length === 0 ? 'options only' : length === 1 ? 'one argument' : `${length} arguments`}, and there are more.`;
}
