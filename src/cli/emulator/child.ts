import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CommandError } from '../failure.js';

/** How long a program may take to end by itself after Ctrl+C, in milliseconds. The terminal has sent it the same signal. */
const OWN_END_MS = 500;

/** The exit codes of a shell for a program that does not exist, and for one that ends by a signal. */
const NOT_FOUND = 127;
const BY_SIGNAL = 128;

/** Runs a program to its end, with our standard streams. Resolves with its exit code. */
export function runChild(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    // On Windows, `npm` and its like are scripts, which only a shell can start.
    const child = spawn(program, args, { stdio: 'inherit', env: { ...env }, shell: process.platform === 'win32' });
    const end = () => setTimeout(() => child.kill('SIGTERM'), process.stdin.isTTY ? OWN_END_MS : 0).unref();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    child.once('error', () =>
      reject(new CommandError(`${program} cannot be started.`, 'Is it installed, and spelled like this?', NOT_FOUND)),
    );
    child.once('exit', (code, name) => resolve(code ?? BY_SIGNAL + (name ? constants.signals[name] : 0)));
  });
}
