import { styleText } from 'node:util';
import type { Terminal } from './io.js';

/**
 * Marks parts of a text for a terminal. Only weights and the terminal's own red and green: they can be read on a dark and on a light screen.
 * Yellow cannot on many light ones.
 */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

/** Whether a stream gets colors: only a terminal does, and never when `NO_COLOR` is set. */
export function hasColors(stream: Terminal, env: Readonly<Record<string, string | undefined>>): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** The styles of a stream. Without colors, each returns its text unchanged. */
export function styleOf(colors: boolean): Style {
  // Without the option, the format depends on standard output, and messages go to standard error.
  const mark = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colors ? styleText(format, text, { validateStream: false }) : text;
  return { bold: mark('bold'), dim: mark('dim'), good: mark('green'), bad: mark('red') };
}
