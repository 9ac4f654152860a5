import type { Io } from './io.js';
import { hasColors, styleOf } from './style.js';
import { wrap } from './text.js';

/** The state of a long run. */
interface ProgressState {
  readonly done: number;
  /** The number of all rows, if it is known. */
  readonly total?: number | undefined;
  readonly perSecond?: number | undefined;
  /** The activity, if nothing is done at the moment. It then stands where the rate and the time would be. */
  readonly note?: string | undefined;
}

/** Shows how far a long run is: a bar on a terminal, a line from time to time elsewhere. It writes to standard error. */
export interface Progress {
  update(state: ProgressState): void;
  /**
   * Shows a text where the bar would be, while it is not known how much there is to do. The text is made only when it is shown. A short
   * activity shows nothing.
   */
  show(text: () => string): void;
  /** Prints a line above the bar, broken at spaces. Its further lines are indented by `indent` spaces. */
  print(line: string, indent?: number): void;
  /** Removes the bar. */
  end(): void;
}

/** How often the bar is drawn again, and how often a line is printed where there is no terminal, in milliseconds. */
const REDRAW_MS = 100;
const LINE_MS = 10_000;

/** An activity that is shorter shows no text, in milliseconds: it would only flash. */
const SHORT_MS = 300;

/** The length of the bar in characters. The longest text beside it still fits into 80 columns, so the bar keeps its length. */
const BAR = 20;

const CLEAR_LINE = '\r\u001b[K';

/**
 * Creates the progress of a command. The bar is drawn here, because that of @clack/prompts reads standard input and ends the process with
 * exit code 0 at Ctrl+C.
 */
export function createProgress(
  { stderr, env }: Io,
  { quiet, noun, now = () => performance.now() }: { quiet: boolean; noun: string; now?: () => number },
): Progress {
  const hasBar = !quiet && stderr.isTTY === true && env.TERM !== 'dumb';
  const style = styleOf(hasColors(stderr, env));
  const begun = now();
  let last = hasBar ? Number.NEGATIVE_INFINITY : now();
  let bar = '';
  const columns = () => (stderr.isTTY ? (stderr.columns ?? 80) : Number.POSITIVE_INFINITY);

  function draw(makeText: () => string, makeBar: (text: string, width: number) => string): void {
    if (quiet || now() - last < (hasBar ? REDRAW_MS : LINE_MS)) return;
    last = now();
    const text = makeText();
    if (hasBar) bar = makeBar(text, columns() - 1);
    stderr.write(hasBar ? `${CLEAR_LINE}${bar}` : `${text}\n`);
  }

  return {
    update: (state) =>
      draw(
        () => describe(state, noun),
        (text, width) => withBar(state, text, width, style.good),
      ),
    show(text) {
      if (now() - begun >= SHORT_MS) draw(text, (made, width) => made.slice(0, width));
    },
    print(line, indent = 0) {
      const text = wrap(line, columns(), indent, 0);
      stderr.write(bar === '' ? `${text}\n` : `${CLEAR_LINE}${text}\n${bar}`);
    },
    end() {
      if (bar !== '') stderr.write(CLEAR_LINE);
      bar = '';
    },
  };
}

function describe({ done, total, perSecond, note }: ProgressState, noun: string): string {
  const parts = [total === undefined ? `${number(done)} ${noun}` : `${number(done)} of ${number(total)} ${noun}`];
  if (note !== undefined) return [...parts, note].join(', ');
  if (perSecond) parts.push(`${number(Math.round(perSecond))}/s`);
  if (perSecond && total !== undefined && total > done) parts.push(`${duration((total - done) / perSecond)} left`);
  return parts.join(', ');
}

function withBar({ done, total }: ProgressState, text: string, width: number, mark: (text: string) => string): string {
  const length = Math.min(BAR, width - text.length - 8);
  if (!total || length < 5) return text.slice(0, width);
  const part = Math.min(1, done / total);
  const full = Math.floor(part * length);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  return `[${mark('='.repeat(full))}${' '.repeat(length - full)}]${percent}  ${text}`;
}

/** Seconds as words: `40 s`, `12 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(0.1, Math.round(seconds * 10) / 10)} s`;
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
