import { UsageError } from './failure.js';
import type { Io } from './io.js';

/** The option of every command that asks before it changes something for ever. */
export const YES = { yes: { short: 'y', text: 'do not ask; needed where there is no terminal' } } as const;

/**
 * Asks a yes-or-no question on the terminal. The default answer is no. Resolves with `true` at once if `yes` was given. Throws a
 * `UsageError` if there is no terminal to ask on.
 */
export async function confirmed(
  question: string,
  {
    io: { stdin, stderr },
    yes,
    signal,
    json,
  }: { io: Io; yes: boolean | undefined; signal: AbortSignal; json: boolean },
): Promise<boolean> {
  if (yes) return true;
  if (json || !stdin.isTTY || !stderr.isTTY)
    throw new UsageError(
      'This needs a confirmation, and there is no terminal to ask on.',
      'Pass --yes if you are sure.',
    );
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, input: stdin, output: stderr, signal });
  return !isCancel(answer) && answer;
}
