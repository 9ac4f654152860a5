import { VERSION } from '../version.js';
import { columns, UsageError } from './args.js';
import type { Command, Output } from './command.js';

/** Runs one of the commands. Resolves with the exit code: 0 for success, 1 for a failure, 2 for an invalid command line. */
export async function main(
  args: readonly string[],
  commands: Readonly<Record<string, Command>>,
  output: Output,
): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--version' || name === '-v') return print(`${VERSION}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(helpOf(commands));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    output.err(`There is no ${name.startsWith('-') ? 'option' : 'command'} ${name}.\n\n${helpOf(commands)}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return print(command.help);
  try {
    await command.run(rest, output);
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    output.err(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${command.help}` : ''}`);
    return isUsage ? 2 : 1;
  }

  function print(text: string): number {
    output.out(text);
    return 0;
  }
}

function helpOf(commands: Readonly<Record<string, Command>>): string {
  const list = columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]));
  return `Usage: cometchat-users COMMAND [OPTIONS]\n\n${list}\nFor the options of a command: cometchat-users COMMAND --help\nFor the version:              cometchat-users --version\n`;
}
