import { type CometChatException, isCometChatException } from '../errors/exception.js';
import { EXIT_CODES, FAILURE, USAGE } from './exit-codes.js';
import { CommandError, UsageError } from './failure.js';
import { hintFor } from './hints.js';
import type { Style } from './style.js';
import { systemProblem } from './system-errors.js';
import { printable } from './text.js';

/** An error as the command prints it. */
export interface Report {
  readonly exitCode: number;
  /** The error as JSON, for `--json`. It has a `kind`, a `message` and a `hint` if there is one. */
  readonly json: object;
  /** The error as lines for a person. */
  text(style: Style): string;
}

/** Describes an error. Only a mistake of this program itself shows its stack, on request: `COMETCHAT_DEBUG=1`. */
export function reportOf(error: unknown): Report {
  if (isCometChatException(error)) return ofException(error);
  const known = error instanceof CommandError ? error : systemProblem(error);
  if (known) {
    const usage = known instanceof UsageError;
    return make(usage ? USAGE : FAILURE, {
      kind: usage ? 'usage' : 'failed',
      message: known.message,
      hint: known.hint,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return make(FAILURE, { kind: 'unexpected', message: `Unexpected error: ${message}`, hint: undefined });
}

function ofException(error: CometChatException): Report {
  const { kind, code, endpoint, details, message } = error;
  const hint = hintFor(error);
  const { name: _name, hint: _hint, ...fields } = error.toJSON();
  const exitCode = EXIT_CODES[kind];
  const more = Object.values(details ?? {})
    .flat()
    .filter((line) => !message.includes(line));
  const source = endpoint ? `${code}, from ${endpoint}` : code;
  return make(exitCode, { ...fields, kind, message, hint }, more, source);
}

function make(
  exitCode: number,
  fields: { readonly kind: string; readonly message: string; readonly hint: string | undefined },
  more: readonly string[] = [],
  source?: string,
): Report {
  const { message, hint } = fields;
  return {
    exitCode,
    json: { error: { ...fields, exitCode } },
    text: (style) =>
      [
        `${style.bad('Error:')} ${lines(message)}`,
        ...more.map((line) => `       ${lines(line)}`),
        ...(hint ? [`${style.bold('Hint:')}  ${hint}`] : []),
        ...(source ? [style.dim(`       (${printable(source)})`)] : []),
      ].join('\n'),
  };
}

/** A message may have several lines, such as a suggestion. Each is made safe, and set below the first. */
function lines(message: string): string {
  return message.split('\n').map(printable).join('\n       ');
}
