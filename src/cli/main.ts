import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.js';
import { buildCommand, buildGroup, helpWidth, prepared, type Runner, usageOf } from './build.js';
import { COMMANDS } from './commands/index.js';
import { createCall } from './create-call.js';
import { SUCCESS } from './exit-codes.js';
import { UsageError } from './failure.js';
import { onInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import type { Modules } from './modules.js';
import { createOutput } from './output.js';
import { reportOf } from './report.js';
import { hasColors, styleOf } from './style.js';
import { wrap } from './text.js';
import { usageProblem } from './usage-problem.js';

const ABOUT = 'Users and logins of CometChat: manage, import and check them, and run a local emulator.';

const AFTER = [
  'Settings: COMETCHAT_APP_ID, COMETCHAT_REGION and COMETCHAT_API_KEY; or COMETCHAT_EMULATOR, the URL of an emulator.',
  'Exit codes: 0 done, 1 failed, 2 a wrong command line or setting, 3 to 12 by the kind of error (kind with --json), 130 stopped with Ctrl+C.',
];

/** Runs the command line. Resolves with the exit code. */
export async function main(argv: readonly string[], io: Io, modules: Modules): Promise<number> {
  let exitCode: number = SUCCESS;
  const run: Runner = async (spec, args, options) => {
    const output = createOutput(io, options.json === true);
    const interrupt = onInterrupt();
    try {
      const { signal } = interrupt;
      exitCode = (await spec.run(createCall({ args, options, output, io, signal, modules } as never))) ?? SUCCESS;
    } finally {
      interrupt.stop();
    }
  };
  const program = createProgram(io, run);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return SUCCESS;
    const command = commandOf(program, argv);
    const report = reportOf(error instanceof CommanderError ? usageProblem(error, command) : error);
    const json = wantsJson(argv);
    const isUsage = !json && (error instanceof CommanderError || error instanceof UsageError);
    const style = styleOf(hasColors(io.stderr, io.env));
    io.stderr.write(
      json
        ? `${JSON.stringify(report.json)}\n`
        : `${report.text(style, io.stderr.isTTY ? io.stderr.columns : undefined)}\n`,
    );
    if (isUsage) io.stderr.write(`\nUsage: ${usageOf(command)}\nFor all options and examples, add --help.\n`);
    return report.exitCode;
  }
}

/** Looks for `--json` without a parser: a wrong command line may not have been read up to it. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined).includes('--json');
}

function createProgram(io: Io, run: Runner): Command {
  const program = prepared(new Command('cometchat-users'), io)
    .description(ABOUT)
    .version(VERSION, '-v, --version', 'print the version')
    .addHelpText('after', () => `\n${AFTER.map((line) => wrap(line, helpWidth(io), 2, 0)).join('\n')}`);
  for (const spec of COMMANDS)
    program.addCommand('run' in spec ? buildCommand(spec, io, run) : buildGroup(spec, io, run));
  // `help` as a word is for people who do not know `--help` yet.
  return program.helpCommand('help [COMMAND]', 'print the help of a command');
}

/** The command that the words of the command line name. */
function commandOf(program: Command, argv: readonly string[]): Command {
  let command = program;
  for (const word of argv) {
    const next = command.commands.find((one) => one.name() === word);
    if (!next) break;
    command = next;
  }
  return command;
}
