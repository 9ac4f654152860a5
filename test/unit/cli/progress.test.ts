import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../../src/cli/io.js';
import { createProgress, duration } from '../../../src/cli/progress.js';

const CLEAR = '\r\u001b[K';

/** A progress that writes to a stream, with a clock that the test turns. */
function progressOn(
  terminal: { isTTY?: boolean; columns?: number },
  env: Record<string, string> = { NO_COLOR: '1' },
  quiet = false,
) {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal);
  let time = 0;
  const io: Io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr, env };
  const progress = createProgress(io, { quiet, noun: 'rows', now: () => time });
  return { progress, written: () => stderr.read() ?? '', pass: (ms: number) => (time += ms) };
}

describe('on a terminal', () => {
  test('a bar shows the part, the rate and the time that is left, and is drawn again at most each 100 ms', () => {
    const { progress, written, pass } = progressOn({ isTTY: true, columns: 80 });
    progress.update({ done: 500, total: 2000, perSecond: 25 });
    const bar = `${'='.repeat(7)}${' '.repeat(23)}`;
    expect(written()).toBe(`${CLEAR}[${bar}] 25%  500 of 2,000 rows, 25/s, 1 min left`);
    pass(99);
    progress.update({ done: 501, total: 2000 });
    expect(written()).toBe('');
    pass(1);
    progress.update({ done: 502, total: 2000 });
    expect(written()).toContain('502 of 2,000 rows');
  });

  test.each([20, 40, 60, 79, 80, 200])('the bar is never as wide as a terminal of %i columns', (columns) => {
    const { progress, written } = progressOn({ isTTY: true, columns });
    progress.update({ done: 123_456, total: 1_200_000, perSecond: 49.9, note: 'reading the users of the app' });
    expect(written().replace(CLEAR, '').length).toBeLessThan(columns);
  });

  test('without a total there is no bar; with more rows than the total, it is full', () => {
    const { progress, written, pass } = progressOn({ isTTY: true, columns: 80 });
    progress.update({ done: 5, perSecond: 1 });
    expect(written()).toBe(`${CLEAR}5 rows, 1/s`);
    pass(100);
    progress.update({ done: 6, total: 5 });
    expect(written()).toContain(`[${'='.repeat(30)}]100%`);
  });

  test('a line is printed above the bar, and the end removes the bar once', () => {
    const { progress, written } = progressOn({ isTTY: true, columns: 80 });
    progress.print('first');
    expect(written()).toBe('first\n');
    progress.update({ done: 1 });
    written();
    progress.print('second');
    expect(written()).toBe(`${CLEAR}second\n1 rows`);
    progress.end();
    progress.end();
    expect(written()).toBe(CLEAR);
  });

  test('colors are of the 16 that the terminal chooses; NO_COLOR has none', () => {
    const { progress, written } = progressOn({ isTTY: true, columns: 80 }, {});
    progress.update({ done: 1, total: 2 });
    expect(written()).toContain('\u001b[32m===');
  });
});

describe('elsewhere', () => {
  test.each([
    ['a pipe', {}, {}],
    ['a terminal that cannot move its cursor', { isTTY: true }, { TERM: 'dumb' }],
  ])('%s gets a line each 10 seconds', (_, terminal, env) => {
    const { progress, written, pass } = progressOn(terminal, env);
    progress.update({ done: 1, total: 2 });
    pass(9_999);
    progress.update({ done: 1, total: 2 });
    expect(written()).toBe('');
    pass(1);
    progress.update({ done: 1, total: 2, note: 'waiting for the service' });
    progress.end();
    expect(written()).toBe('1 of 2 rows, waiting for the service\n');
  });

  test('a quiet one writes only the lines that are printed', () => {
    const { progress, written, pass } = progressOn({ isTTY: true }, {}, true);
    pass(20_000);
    progress.update({ done: 1 });
    progress.print('line');
    progress.end();
    expect(written()).toBe('line\n');
  });
});

test.each([
  [0, '0.1 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [3599, '1 h'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
