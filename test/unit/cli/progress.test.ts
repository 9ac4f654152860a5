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
    const bar = `${'='.repeat(5)}${' '.repeat(15)}`;
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
    progress.update({ done: 123_456, total: 1_200_000, perSecond: 49.9, note: 'waiting for CometChat' });
    expect(written().replace(CLEAR, '').length).toBeLessThan(columns);
  });

  test('the bar keeps its length in 80 columns, with the longest text beside it', () => {
    const { progress, written } = progressOn({ isTTY: true, columns: 80 });
    progress.update({ done: 200_000, total: 1_000_000, perSecond: 133, note: undefined });
    expect(written()).toBe(`${CLEAR}[====                ] 20%  200,000 of 1,000,000 rows, 133/s, 1 h 40 min left`);
  });

  test('while nothing is done, the activity stands where the rate and the time would be', () => {
    const { progress, written } = progressOn({ isTTY: true, columns: 80 });
    progress.update({ done: 1, total: 4, perSecond: 3, note: 'waiting for CometChat' });
    expect(written()).toMatch(/25% {2}1 of 4 rows, waiting for CometChat$/);
  });

  test('a text is shown in the place of the bar, and made only when it is shown', () => {
    const { progress, written, pass } = progressOn({ isTTY: true, columns: 20 });
    progress.show(() => expect.unreachable());
    pass(300);
    progress.show(() => 'Checking users.csv: 12 MB');
    expect(written()).toBe(`${CLEAR}Checking users.csv:`);
    progress.show(() => expect.unreachable());
    pass(100);
    progress.update({ done: 1 });
    expect(written()).toBe(`${CLEAR}1 rows`);
  });

  test('a printed line is broken at spaces, and its further lines are indented', () => {
    const { progress, written } = progressOn({ isTTY: true, columns: 20 });
    progress.print('Line 3: ann: uid may not contain a space.', 8);
    expect(written()).toBe('Line 3: ann: uid may\n        not contain\n        a space.\n');
  });

  test('without a total there is no bar; with more rows than the total, it is full', () => {
    const { progress, written, pass } = progressOn({ isTTY: true, columns: 80 });
    progress.update({ done: 5, perSecond: 1 });
    expect(written()).toBe(`${CLEAR}5 rows, 1/s`);
    pass(100);
    progress.update({ done: 6, total: 5 });
    expect(written()).toContain(`[${'='.repeat(20)}]100%`);
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
    ['a pipe', { columns: 20 }, {}],
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
