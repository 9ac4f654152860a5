import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareInstants, eventTimeProblem, readEventTime } from '../../../src/server/changes/time.js';

describe('an event time', () => {
  test.each<[unknown, string]>([
    [new Date('2026-01-02T03:04:05.678Z'), 'time:1767323045.678'],
    ['2026-01-02T03:04:05.678Z', 'time:1767323045.678'],
    ['2026-01-02T03:04:05.678000Z', 'time:1767323045.678'],
    ['2026-01-02T03:04:05.678901+00:00', 'time:1767323045.678901'],
    ['2026-01-02 03:04:05.678901+00', 'time:1767323045.678901'],
    ['2026-01-02T04:34:05.5+0130', 'time:1767323045.5'],
    ['2026-01-01T20:04:05.123456789-07:00', 'time:1767323045.123456789'],
    ['2026-01-02T03:04Z', 'time:1767323040'],
    ['2026-01-02', 'time:1767312000'],
    // Without an offset, the zone of the server must not decide.
    ['2026-01-02T03:04:05', 'time:1767323045'],
    ['1969-12-31T23:59:59.5Z', 'time:-0.5'],
    ['1969-12-31T23:59:58.25Z', 'time:-1.75'],
    ['0001-01-01T00:00:00Z', 'time:-62135596800'],
    [7, 'number:7'],
    [2.5, 'number:2.5'],
    [1e-7, 'number:0.0000001'],
    [7n, 'number:7'],
    [2n ** 63n - 1n, 'number:9223372036854775807'],
    ['9223372036854775807', 'number:9223372036854775807'],
    ['007', 'number:7'],
  ])('%s is read exactly', (at, instant) => {
    expect(eventTimeProblem(at)).toBeUndefined();
    expect(readEventTime(at)).toBe(instant);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a word', 'yesterday'],
    ['a month', '2026-01'],
    ['a day that does not exist', '2026-02-30'],
    ['an hour that does not exist', '2026-01-02T25:00:00Z'],
    ['an offset that does not exist', '2026-01-02T03:04:05+99:00'],
    ['a decimal text', '1.5'],
    ['a negative text', '-5'],
    ['a text with an exponent', '1e5'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an invalid Date', new Date(Number.NaN)],
    ['a boolean', true],
    ['an object', { seconds: 1 }],
    ['a very long text', '1'.repeat(100)],
  ])('%s is refused, with the kinds that a time may be of', (_, at) => {
    expect(eventTimeProblem(at)).toMatch(/Date, an ISO 8601 text, a number, a bigint or a text of digits/);
  });

  test('a number that JavaScript has rounded is refused, with what to do', () => {
    expect(eventTimeProblem(Number('9007199254740993'))).toMatch(/rounded.*text or as a bigint/);
  });
});

describe('two event times', () => {
  test.each<[unknown, unknown]>([
    ['2026-01-02T03:04:05.678901Z', '2026-01-02T03:04:05.678902Z'],
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678001Z'],
    [new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.678001Z'],
    ['2026-01-02T05:00:00+02:00', '2026-01-02T04:00:00+00:00'],
    ['1969-12-31T23:59:58.25Z', '1969-12-31T23:59:58.75Z'],
    ['1969-12-31T23:59:59.75Z', '1970-01-01T00:00:00Z'],
    ['9', '10'],
    ['49', '120'],
    [2n ** 63n - 2n, '9223372036854775807'],
    [2, 2.5],
    [-2.5, -2],
    [-0.5, 0.25],
    [2.5, 3n],
  ])('%s is before %s', (one, other) => {
    expect(compareInstants(readEventTime(one), readEventTime(other))).toBe(-1);
    expect(compareInstants(readEventTime(other), readEventTime(one))).toBe(1);
    expect(compareInstants(readEventTime(one), readEventTime(one))).toBe(0);
  });

  test('in whatever form they are written, they compare like the moments that they are', () => {
    fc.assert(
      fc.property(moment(), moment(), (one, other) => {
        const [a, b] = [one.micros, other.micros];
        const expected = a < b ? -1 : a > b ? 1 : 0;
        expect(compareInstants(readEventTime(one.text), readEventTime(other.text))).toBe(expected);
      }),
    );
  });

  test('a time and a number are not compared: they are refused', () => {
    const mixed = () => compareInstants(readEventTime(new Date(5)), readEventTime(5));
    expect(mixed).toThrow(expect.objectContaining({ code: 'MIXED_EVENT_TIMES', kind: 'validation' }));
  });
});

/** A moment in microseconds since 1970, as a text with some offset. */
function moment() {
  const ms = { min: Date.UTC(1960, 0, 1), max: Date.UTC(2100, 0, 1) };
  const parts = fc.tuple(fc.integer(ms), fc.integer({ min: 0, max: 999 }), fc.integer({ min: -14 * 60, max: 14 * 60 }));
  return parts.map(([time, micros, offset]) => {
    const local = new Date(time + offset * 60_000).toISOString().slice(0, -1);
    const digits = String(micros).padStart(3, '0');
    const pad = (number: number) => String(number).padStart(2, '0');
    const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
    const zone = `${offset < 0 ? '-' : '+'}${pad(hours)}:${pad(minutes)}`;
    return { text: `${local}${digits}${zone}`, micros: BigInt(time) * 1000n + BigInt(micros) };
  });
}
