import { type CometChatException, isCometChatException } from '../errors/exception.js';
import { EXIT_CODES, FAILURE, USAGE } from './exit-codes.js';
import { CommandError, UsageError } from './failure.js';
import { hintFor } from './hints.js';
import type { Style } from './style.js';
import { errorOfFile } from './sync/stopped.js';
import { systemProblem } from './system-errors.js';
import { printable, wrap } from './text.js';

/** An error as the command prints it. */
export interface Report {
  readonly exitCode: number;
  /** The message, safe for a terminal, in one line. */
  readonly message: string;
  /** The error as JSON, for `--json`. It has a `kind`, a `message` and a `hint` if there is one. */
  readonly json: object;
  /** The error as lines for a person. `width` is that of the terminal; without it, lines are not broken. */
  text(style: Style, width?: number): string;
}

/** Describes an error. It never has a stack: a stack may have paths and data of the user. */
export function reportOf(error: unknown): Report {
  if (isCometChatException(error)) {
    const own = errorOfFile(error);
    return own instanceof CommandError ? reportOf(own) : ofException(error);
  }
  const known = error instanceof CommandError ? error : (systemProblem(error) ?? interruption(error));
  if (known) {
    const usage = known instanceof UsageError;
    return make(known.exitCode ?? (usage ? USAGE : FAILURE), {
      kind: usage ? 'usage' : 'failed',
      message: known.message,
      hint: known.hint,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return make(FAILURE, { kind: 'unexpected', message: `Unexpected error: ${message}`, hint: undefined });
}

/** Ctrl+C ended work that is not a request, such as the reading of a file. */
function interruption(error: unknown): CommandError | undefined {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return isAbort ? new CommandError('Stopped.', undefined, EXIT_CODES.aborted) : undefined;
}

function ofException(error: CometChatException): Report {
  const { name: _name, hint: _hint, errorCode: _v5, kind, code, message: original, ...fields } = error.toJSON();
  const { endpoint, details } = fields;
  const message = kind === 'aborted' ? 'Stopped.' : original;
  const hint = hintFor(error);
  const exitCode = EXIT_CODES[kind];
  const more = Object.values(details ?? {})
    .flat()
    .filter((line) => !message.includes(line));
  const source = endpoint ? `${code}, from ${endpoint}` : code;
  return make(exitCode, { kind, code, message, hint, ...fields }, more, source);
}

function make(
  exitCode: number,
  fields: {
    readonly kind: string;
    readonly code?: string;
    readonly message: string;
    readonly hint: string | undefined;
  },
  more: readonly string[] = [],
  source?: string,
): Report {
  const { message, hint } = fields;
  return {
    exitCode,
    message: printable(message.replaceAll('\n', ' ')),
    json: { error: { ...fields, exitCode } },
    text(style, width = Number.POSITIVE_INFINITY) {
      const below = (text: string) => wrap(printable(text), width, INDENT.length);
      return [
        `${style.bad('Error:')} ${message.split('\n').map(below).join(`\n${INDENT}`)}`,
        ...more.map((line) => INDENT + below(line)),
        ...(hint ? [`${style.bold('Hint:')}  ${below(hint)}`] : []),
        ...(source ? [style.dim(`${INDENT}(${printable(source)})`)] : []),
      ].join('\n');
    },
  };
}

/** Text below the first line begins where the message begins. */
const INDENT = ' '.repeat('Error: '.length);
