import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Io } from './io.js';
import { hasColors, type Style, styleOf } from './style.js';
import { wrap } from './text.js';

/** The output of a command. Results go to standard output; notes and errors go to standard error. */
export interface Output {
  /** True with `--json`: standard output then has only JSON. */
  readonly json: boolean;
  /** The styles of standard output. */
  readonly style: Style;
  /** The width of the terminal; `undefined` if standard output is a file or a pipe. */
  readonly columns: number | undefined;
  /**
   * Breaks a text at spaces, so that it fits the terminal on standard output. The text begins in the column `indent`, and so do its further
   * lines. In a file or a pipe, it stays one line.
   */
  fold(text: string, indent?: number): string;
  /**
   * Prints one result: `value` as one line of JSON with `--json`, else `text`, which ends with a line break. Call it once for one
   * document, or once for each row: the rows are then NDJSON. Waits while the reader is slow.
   */
  result(value: unknown, text: () => string): Promise<void>;
  /** Prints text to standard output, with `--json` too. Only for output that already has its final form. */
  raw(text: string | Uint8Array): Promise<void>;
  /** Prints text for a person to standard error, broken at spaces. With `--json`, it prints nothing. */
  note(text: string): void;
  /** Prints text to standard error, broken at spaces; with `--json` as `{ "warning": text }`. */
  warn(text: string): void;
}

/** Creates the output of a command. */
export function createOutput({ stdout, stderr, env }: Io, json: boolean): Output {
  const raw = (text: string | Uint8Array) => write(stdout, text);
  const widthOf = (stream: Io['stdout']) => (stream.isTTY ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY);
  const line = (text: string) => `${wrap(text, widthOf(stderr), 0)}\n`;
  return {
    json,
    style: styleOf(hasColors(stdout, env)),
    columns: stdout.isTTY ? (stdout.columns ?? 80) : undefined,
    fold: (text, indent = 0) => wrap(text, widthOf(stdout), indent),
    result: (value, text) => raw(json ? `${JSON.stringify(value)}\n` : text()),
    raw,
    note: (text) => void (json || stderr.write(line(text))),
    warn: (text) => void stderr.write(json ? `${JSON.stringify({ warning: text })}\n` : line(text)),
  };
}

async function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.write(text)) return;
  await once(stream, 'drain').catch((error) => {
    // `cli.ts` decides about a reader that has closed the pipe.
    if (error.code !== 'EPIPE') throw error;
  });
}
