import { EXIT_CODES, FAILURE } from './exit-codes.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';

/** The option of every command that asks before it changes something for ever. */
export const YES = { yes: { short: 'y', text: 'do not ask; needed where there is no terminal' } } as const;

/** The answer to a question. `stopped`: the person pressed Ctrl+C. */
export type Answer = 'yes' | 'no' | 'stopped';

/** The terminal to ask on. */
interface Asking {
  readonly io: Io;
  readonly yes: boolean | undefined;
  readonly signal: AbortSignal;
  readonly json: boolean;
}

/**
 * Asks a yes-or-no question on the terminal. The default answer is no. Resolves with `yes` at once if that option was given. Throws a
 * `UsageError` if there is no terminal to ask on.
 */
export async function confirmed(question: string, { io, yes, signal, json }: Asking): Promise<Answer> {
  if (yes) return 'yes';
  const { stdin, stderr, env } = io;
  if (json || !stdin.isTTY || !stderr.isTTY)
    throw new UsageError(
      'This needs a confirmation, and there is no terminal to ask on.',
      'Pass --yes if you are sure.',
    );
  if (env.TERM === 'dumb') return askPlainly(question, io, signal);
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, input: stdin, output: stderr, signal });
  if (isCancel(answer)) return 'stopped';
  return answer ? 'yes' : 'no';
}

/** The exit code for an answer other than yes. */
export function exitCodeFor(answer: Answer): number {
  return answer === 'stopped' ? EXIT_CODES.aborted : FAILURE;
}

/** Asks in one line, on a terminal that cannot move its cursor. */
async function askPlainly(question: string, { stdin, stderr }: Io, signal: AbortSignal): Promise<Answer> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  try {
    return await new Promise<Answer>((resolve) => {
      signal.addEventListener('abort', () => resolve('stopped'));
      lines.on('close', () => resolve('no'));
      lines.question(`${question} (y/N) `, (text) => resolve(/^y(es)?$/i.test(text.trim()) ? 'yes' : 'no'));
    });
  } finally {
    lines.close();
  }
}
