import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../src/cli/files/lines.js';
import { type Format, formatOf } from '../../../src/cli/files/rows.js';
import { cuts, faultOf, rowsOf, streamOf, usersOf } from './file-support.js';

const ODD = { uid: 'zoé', name: 'Zoé “🙂” 𝒳, "q" \\ \n\t]}[{', metadata: { a: ['],{', { b: null }] }, tags: ['é', ''] };

describe('every format gives the same rows wherever the chunks are cut', () => {
  const csv = '\ufeffuid,name,tags\r\nann,"Zoé ""🙂"" 𝒳,\r\nsecond line","é,b"\r\n\r\nbob,Bob,\r\n';
  test.each<[Format, string, unknown]>([
    [
      'ndjson',
      `\ufeff${JSON.stringify(ODD)}\r\n\n  {"uid":"b"}  \n{"uid":"c"}`,
      [
        [1, ODD],
        [3, { uid: 'b' }],
        [4, { uid: 'c' }],
      ],
    ],
    [
      'json',
      `\ufeff [\n${JSON.stringify(ODD)},\n\n{"uid":\n"b"} , {"uid":"c"}\n]\n`,
      [
        [2, ODD],
        [4, { uid: 'b' }],
        [5, { uid: 'c' }],
      ],
    ],
    [
      'csv',
      csv,
      [
        [2, { uid: 'ann', name: 'Zoé "🙂" 𝒳,\r\nsecond line', tags: ['é', 'b'] }],
        [5, { uid: 'bob', name: 'Bob' }],
      ],
    ],
  ])('%s', async (format, text, expected) => {
    for (const chunks of cuts(Buffer.from(text))) expect(await usersOf({ format }, ...chunks)).toEqual(expected);
  });

  test('random users come back from NDJSON and from an array, in random chunks', async () => {
    const users = fc.array(
      fc.record({
        uid: fc.string(),
        name: fc.string({ unit: 'grapheme' }),
        metadata: fc.dictionary(fc.string(), fc.jsonValue()),
      }),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(users, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (given, size, isIndented) => {
        // JSON has no -0 and no __proto__.
        const wanted = JSON.parse(JSON.stringify(given));
        for (const format of ['ndjson', 'json'] as const) {
          const text =
            format === 'json'
              ? JSON.stringify(wanted, null, isIndented ? 2 : 0)
              : wanted.map((user: unknown) => JSON.stringify(user)).join('\n');
          const bytes = Buffer.from(text);
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          );
          expect((await rowsOf({ format }, ...chunks)).map((row) => row.problem ?? row.value)).toEqual(wanted);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('text', () => {
  test.each<[string, string, number[]]>([
    [
      'a byte of Windows-1252',
      'Line 2, column 5: The byte 0xE9 is not valid UTF-8.',
      [97, 10, 98, 0xc3, 0xa9, 98, 98, 0xe9, 98],
    ],
    ['a character that is cut off', 'Line 1, column 2: The byte 0xF0 is not valid UTF-8.', [97, 0xf0, 0x9f, 0x99]],
    ['an overlong form', 'Line 1, column 2: The byte 0xC0 is not valid UTF-8.', [97, 0xc0, 0xaf, 98]],
    ['half a surrogate pair', 'Line 1, column 1: The byte 0xED is not valid UTF-8.', [0xed, 0xa0, 0x80, 97]],
    ['a single continuation byte', 'Line 1, column 1: The byte 0x80 is not valid UTF-8.', [0x80, 0x80, 97, 97]],
    ['UTF-16', 'The file is UTF-16 (little-endian), not UTF-8.', [0xff, 0xfe, 97, 0]],
    ['UTF-16, the other order', 'The file is UTF-16 (big-endian), not UTF-8.', [0xfe, 0xff, 0, 97]],
    ['UTF-32', 'The file is UTF-32, not UTF-8.', [0xff, 0xfe, 0, 0, 97, 0, 0, 0]],
    ['UTF-16 without a mark', 'Line 1, column 2: The file has a NUL character.', [97, 0, 10, 0]],
    ['a workbook', 'The file is a zip archive or an Excel workbook.', [0x50, 0x4b, 3, 4, 20]],
    ['gzip', 'The file is compressed.', [0x1f, 0x8b, 8, 0, 0]],
  ])('%s is refused with its place, wherever the chunks are cut', async (_, message, bytes) => {
    for (const format of ['ndjson', 'csv'] as const)
      for (const chunks of cuts(Uint8Array.from(bytes)))
        expect(await faultOf({ format, map: new Map([['a', 'uid']]) }, ...chunks)).toEqual({
          message,
          hint: expect.stringMatching(/UTF-8|Decompress/),
        });
  });

  test('a byte order mark alone is an empty file', async () => {
    for (const chunks of cuts(Buffer.from('\ufeff'))) expect(await rowsOf({ format: 'ndjson' }, ...chunks)).toEqual([]);
  });
});

describe('NDJSON', () => {
  test('a line that is no JSON is a bad row; the message does not quote it', async () => {
    const [first, second, third] = await rowsOf({ format: 'ndjson' }, '{"uid":"a"}\n{"uid": secret}\n{"uid":"c"');
    expect(first).toEqual({ line: 1, value: { uid: 'a' }, raw: '{"uid":"a"}' });
    expect(second).toEqual({ line: 2, column: 9, problem: 'The line is not valid JSON.', raw: '{"uid": secret}' });
    expect(third).toMatchObject({ line: 3, column: 11, problem: 'The line is not valid JSON.' });
  });

  test('a line over the limit ends the file at once, with its number', async () => {
    let given = 0;
    async function* endless() {
      yield 'short\n';
      for (;;) {
        given++;
        yield 'x'.repeat(1000);
      }
    }
    const read = async () => {
      for await (const _ of splitLines(endless(), 10_000));
    };
    await expect(read()).rejects.toThrow('Line 2: The row is longer than 10,000 characters.');
    expect(given).toBe(11);
  });

  test('unknown keys, names that are mapped, ids that are numbers, and values of the service', async () => {
    const map = new Map([
      ['id', 'uid'],
      ['team', 'metadata.org.team'],
    ]);
    const row = { id: 7, team: 'x', status: 'offline', updatedAt: 5, secret: 1, metadata: { org: { city: 'B' } } };
    expect(await usersOf({ format: 'ndjson', map, ignore: new Set(['secret']) }, JSON.stringify(row))).toEqual([
      [1, { uid: '7', metadata: { org: { city: 'B', team: 'x' } } }],
    ]);
    expect(await rowsOf({ format: 'ndjson' }, '{"uid":"a","nam":"A"}')).toEqual([
      {
        line: 1,
        problem: '"nam" is not a field of a user.',
        unknownName: { hint: 'Did you mean name? Then add --map nam=name. To leave it out: --ignore nam' },
        raw: '{"uid":"a","nam":"A"}',
      },
    ]);
  });

  test('a row that is no object stays as it is, for the check of the row', async () => {
    expect(await usersOf({ format: 'ndjson' }, '1\nnull\n["a"]\n')).toEqual([
      [1, 1],
      [2, null],
      [3, ['a']],
    ]);
  });
});

describe('a JSON array', () => {
  test('is recognized in a file of lines', async () => {
    expect(await faultOf({ format: 'ndjson' }, '\n [{"uid":"a"}]')).toEqual({
      message: 'Line 2: The file begins with [, as a JSON array does.',
      hint: 'Add --format json.',
    });
  });

  test.each([
    ['', 'The file is empty.'],
    ['  \n', 'The file is empty.'],
    ['\n{"uid":"a"}', 'Line 2, column 1: The file is not a JSON array: it does not begin with [.'],
    ['[{"uid":"a"}', 'Line 1, column 13: The file ends within the JSON array: it is not complete.'],
    ['[{"uid":"🙂"},\r\n', 'Line 2, column 1: The file ends within the JSON array: it is not complete.'],
    ['[{"uid":"a"},\n{"uid', 'Line 2, column 6: The file ends within the JSON array: it is not complete.'],
    ['[{"uid":"a"},\n]', 'Line 2, column 1: The JSON array has a comma without an element.'],
    ['[\n ,{"uid":"a"}]', 'Line 2, column 2: The JSON array has a comma without an element.'],
    ['[{"uid":"a"}\n\n  {"uid":"b"}]', 'Line 3, column 3: The JSON array is not valid here.'],
    ['[{"uid":"a"},\n\n{uid:"b"}]', 'Line 3, column 2: The JSON array is not valid here.'],
    ['[{"uid":"🙂",\n"name":nul}]', 'Line 2, column 11: The JSON array is not valid here.'],
    ['[{"uid":"a"}, {"uid":"🙂é" "name"}]', 'Line 1, column 27: The JSON array is not valid here.'],
    ['[{"uid":"a},\n{"uid":"b"}]', 'Line 1, column 13: The JSON array is not valid here.'],
    ['[]\n[]', 'Line 2, column 1: There is more text after the end of the JSON array.'],
    ['[{"uid":"a"}}\n]', 'Line 1, column 13: There is a } where the JSON array should go on.'],
  ])('%j: %s', async (text, message) => {
    for (const chunks of cuts(Buffer.from(text)))
      expect((await faultOf({ format: 'json' }, ...chunks)).message).toBe(message);
  });

  test('a quote that is never closed is told where it shows, also if the row gets too long', async () => {
    const text = `[{"uid":"a"},\n{"uid":"b,\n"name":"${'x'.repeat(1024 * 1024)}"}]`;
    expect((await faultOf({ format: 'json' }, text)).message).toBe(
      'Line 2, column 11: The JSON array is not valid here.',
    );
  });

  test('an empty array has no rows', async () => {
    expect(await rowsOf({ format: 'json' }, '[\n]')).toEqual([]);
  });

  test('an element over the limit is refused with its line', async () => {
    const text = `[\n{"uid":"a"},\n{"name":"${'x'.repeat(1024 * 1024)}"}]`;
    expect((await faultOf({ format: 'json' }, text)).message).toBe(
      'Line 3: The row is longer than 1,048,576 characters.',
    );
  });
});

test.each([
  ['users.ndjson', 'ndjson'],
  ['a/b.c/users.JSONL', 'ndjson'],
  ['users.json', 'json'],
  ['C:\\users.csv', 'csv'],
  ['users.tsv', 'csv'],
  ['users', undefined],
  ['dir.csv/users', undefined],
  ['-', undefined],
])('the format of %s is %s', (name, format) => {
  expect(formatOf(name)).toBe(format);
});

test('a stream is closed when the rows are not read to their end', async () => {
  for (const format of ['ndjson', 'json', 'csv'] as const) {
    let isClosed = false;
    async function* bytes() {
      try {
        yield* streamOf(format === 'json' ? '[' : format === 'csv' ? 'uid\n' : '\n');
        for (;;) yield* streamOf(format === 'json' ? '{"uid":"a"},' : format === 'csv' ? 'a\n' : '{"uid":"a"}\n');
      } finally {
        isClosed = true;
      }
    }
    const { readRows } = await import('../../../src/cli/files/rows.js');
    for await (const _ of readRows(bytes(), { format })) break;
    await expect.poll(() => isClosed).toBe(true);
  }
});
