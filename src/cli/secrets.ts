import { EXIT_CODES } from './exit-codes.js';
import { CommandError, UsageError } from './failure.js';
import type { Io } from './io.js';

/** The longest secret that is read, in characters. A file that is passed by mistake is larger. */
const LONGEST_SECRET = 4096;

/** Reads a secret from standard input: its only line. `name` is for messages, such as `REST API key`. */
export async function readSecret({ stdin }: Io, name: string, option: string): Promise<string> {
  if (stdin.isTTY)
    throw new UsageError(
      `${option} reads the ${name} from standard input, but that is the terminal.`,
      'Pass it by a pipe or a file.',
    );
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += chunk;
    if (text.length > LONGEST_SECRET) break;
  }
  const secret = text.trim();
  if (secret === '' || secret.length > LONGEST_SECRET || /\s/.test(secret))
    throw new UsageError(`Standard input must be the ${name}, in one line without spaces.`);
  return secret;
}

/**
 * Asks for a secret on the terminal, without showing it. `undefined` if there is no terminal that can hide it. Throws if the person cancels.
 */
export async function askForSecret(
  { stdin, stderr, env }: Io,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!stdin.isTTY || !stderr.isTTY || env.TERM === 'dumb') return undefined;
  const { password, isCancel } = await import('@clack/prompts');
  const answer = await password({ message: `${name}:`, input: stdin, output: stderr, signal, clearOnError: true });
  if (isCancel(answer)) throw new CommandError('Stopped.', undefined, EXIT_CODES.aborted);
  return answer;
}
