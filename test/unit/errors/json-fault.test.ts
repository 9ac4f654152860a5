import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../../src/errors/json-fault.js';

describe('the place of a syntax error', () => {
  test.each([
    ['', 0],
    ['  ', 2],
    ['{"uid"', 6],
    ['{"uid":xx}', 7],
    ['{"a":1,}', 7],
    ['{,}', 1],
    ['[1,2', 4],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":1}}', 7],
    ['{"a":[1}', 7],
    ['01', 1],
    ['-', 1],
    ['- 1', 1],
    ['1.', 2],
    ['1.}', 2],
    ['1e', 2],
    ['1e+x', 3],
    ['nul', 3],
    ['nulx', 3],
    ['tru e', 3],
    ['True', 0],
    ["{'a':1}", 1],
    ['"a', 2],
    ['"a\n"', 2],
    ['"\\x"', 2],
    ['"\\u12g4"', 5],
    ['{"a":1} // end', 8],
    ['\ufeff{}', 0],
  ])('%j is at %i', (text, index) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonFault(text)).toBe(index);
  });

  test('a text that is JSON has none', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(findJsonFault(text)).toBe(text.length);
      }),
    );
  });

  test('is where the engine finds it, if the engine tells the place', () => {
    const pieces = ['', '}', ']', ',', ':', '"', 'x', '0', '-', '.', 'e', '\\', '\n', 'tru', '1.5e3'];
    const broken = fc.tuple(fc.json({ maxDepth: 2 }), fc.nat(), fc.constantFrom(...pieces)).map(([json, at, piece]) => {
      const index = at % (json.length + 1);
      return json.slice(0, index) + piece + json.slice(index + 1);
    });
    let compared = 0;
    fc.assert(
      fc.property(broken, (text) => {
        const message = problemOf(text);
        fc.pre(message !== undefined);
        const [, position] = / at position (\d+)/.exec(message) ?? [];
        if (position !== undefined) expect(findJsonFault(text)).toBe(Number(position));
        else if (/end of JSON/.test(message)) expect(findJsonFault(text)).toBe(text.length);
        else expect(message).toMatch(/token/);
        compared += 1;
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test('a deep and a long text need no deep stack', () => {
    expect(findJsonFault('['.repeat(500_000))).toBe(500_000);
    expect(findJsonFault(`"${'x'.repeat(1_000_000)}`)).toBe(1_000_001);
    expect(findJsonFault(`"${'\\n'.repeat(500_000)}`)).toBe(1_000_001);
  });
});

/** The message of the engine about a text that is not JSON. */
function problemOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
