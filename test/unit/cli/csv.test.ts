import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCell, writeCell } from '../../../src/cli/files/cells.js';
import { csvLine } from '../../../src/cli/files/csv-text.js';
import { neutralize, revive } from '../../../src/cli/files/formulas.js';
import { cuts, faultOf, rowsOf, usersOf } from './file-support.js';

const csv = { format: 'csv' } as const;

describe('cells', () => {
  test('times are numbers, tags are split, metadata has columns and JSON, an empty cell is not given', async () => {
    const text = [
      'uid,name,avatar,link,metadata,metadata.department,metadata.address.city,tags,createdAt,deactivatedAt,lastActiveAt,status',
      'a,A,null,,"{""n"":1,""address"":{""zip"":""5""}}",Sales,Bern,"x, y,,z",1700000000,,2026-01-02,online',
      'b,null,,null,null,,,"[""a,b"",""c""]",,,,',
      'c,,,,,007,,[],,,,',
    ].join('\n');
    expect(await usersOf(csv, text)).toEqual([
      [
        2,
        {
          uid: 'a',
          name: 'A',
          avatar: null,
          metadata: { n: 1, department: 'Sales', address: { zip: '5', city: 'Bern' } },
          tags: ['x', 'y', 'z'],
          createdAt: 1_700_000_000,
          lastActiveAt: '2026-01-02',
        },
      ],
      [3, { uid: 'b', name: 'null', link: null, metadata: null, tags: ['a,b', 'c'] }],
      [4, { uid: 'c', metadata: { department: '007' }, tags: [] }],
    ]);
  });

  test('a cell that is no JSON is a bad row, with its column', async () => {
    expect(await usersOf(csv, 'uid,metadata\na,{x}\nb,{}\n')).toEqual([
      [2, 'metadata is not valid JSON. It is in the column "metadata".'],
      [3, { uid: 'b', metadata: {} }],
    ]);
  });

  test('names that are mapped, another separator of tags', async () => {
    const options = {
      ...csv,
      map: new Map([
        ['Login', 'uid'],
        ['Dept.', 'metadata.dept'],
      ]),
      ignore: new Set(['password']),
      tagSeparator: '|',
    };
    expect(await usersOf(options, ' Login ,Dept.,password,tags\na,X,secret,"u|v, w"\n')).toEqual([
      [2, { uid: 'a', metadata: { dept: 'X' }, tags: ['u', 'v, w'] }],
    ]);
  });

  test('keys of metadata cannot reach the prototype', async () => {
    expect((await faultOf(csv, 'uid,metadata.__proto__.x\na,1\n')).message).toContain('is not a field of a user');
    const [[, user] = []] = await usersOf(csv, 'uid,metadata.constructor.x,metadata.toString\na,1,2\n');
    expect(user).toEqual({ uid: 'a', metadata: { constructor: { x: '1' }, toString: '2' } });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('lines', () => {
  test('line numbers count line breaks within quotes and empty lines', async () => {
    const text = 'uid,name\r\n\r\n"a","1\r\n2\n3"\r\n,\r\nb,B\r\nc\r\nd,D,e\r\n';
    for (const chunks of cuts(Buffer.from(text)))
      expect(await usersOf(csv, ...chunks)).toEqual([
        [3, { uid: 'a', name: '1\r\n2\n3' }],
        [7, { uid: 'b', name: 'B' }],
        [8, 'The row has 1 cell, and the header has 2. Put a cell that contains the delimiter in quotes.'],
        [9, 'The row has 3 cells, and the header has 2. Put a cell that contains the delimiter in quotes.'],
      ]);
  });

  test('a row is given back as text, so that it can be read again', async () => {
    const [row] = await rowsOf(csv, 'uid,name\na,"x ""y"", \n\'=z"\n');
    expect(row?.raw).toBe('a,"x ""y"", \n\'=z"\r\n');
  });

  test.each([
    [',', 'uid,name;x\na,A\n', { map: new Map([['name;x', 'name']]) }],
    [';', 'uid;"na,,,me"\na;A\n', { map: new Map([['na,,,me', 'name']]) }],
    ['tab', 'uid\tname\na\tA\n', {}],
    ['|', 'uid|name\na|A\n', {}],
    ['its option', 'uid#name\na#A\n', { delimiter: '#' }],
  ])('the delimiter is found: %s', async (_, text, options) => {
    for (const chunks of cuts(Buffer.from(text)))
      expect(await usersOf({ ...csv, ...options }, ...chunks)).toEqual([[2, { uid: 'a', name: 'A' }]]);
  });

  test('columns without a name may stand at the end if they are empty', async () => {
    expect(await usersOf(csv, 'uid,name,,\na,A,,\nb,B,,x\n')).toEqual([
      [2, { uid: 'a', name: 'A' }],
      [3, 'The cell 4 has a text, but its column has no name.'],
    ]);
  });
});

describe('faults', () => {
  test.each<[string, string, string | undefined]>([
    [
      'uid,nam\na,A\n',
      'Line 1: The column "nam" is not a field of a user.',
      'Did you mean name? Then add --map nam=name. To leave it out: --ignore nam',
    ],
    [
      'uid,Display Name\na,A\n',
      'Line 1: The column "Display Name" is not a field of a user.',
      "Did you mean name? Then add --map 'Display Name'=name. To leave it out: --ignore 'Display Name'",
    ],
    [
      'uid,shoe_size\na,4\n',
      'Line 1: The column "shoe_size" is not a field of a user.',
      'To put it into the metadata: --map shoe_size=metadata.shoe_size. To leave it out: --ignore shoe_size',
    ],
    [
      'name,tags\nA,\n',
      'Line 1: The file has no uid. It has "name", "tags".',
      'Say which one it is, for example: --map email=uid',
    ],
    ['uid,name,name\na,A,B\n', 'Line 1: The columns "name" and "name" both are name.', 'Leave one out: --ignore name'],
    ['"uid,name\na,b\n', 'Line 1: A quote is opened in this row and never closed. It is in cell 1.', undefined],
    [
      'uid,name\na,"A\nb,B\n',
      'Line 2: A quote is opened in this row and never closed. It is in the column "name".',
      undefined,
    ],
    [
      'uid,name\r\n"a\r\n",A\r\nb,5" disk\r\n',
      'Line 4: A cell has a quote in the middle. It is in the column "name".',
      expect.stringContaining('"a ""b"" c"'),
    ],
    [
      'uid,name\na,"A"x\n',
      'Line 2: A cell has a quote in the middle. It is in the column "name".',
      expect.stringContaining('"a ""b"" c"'),
    ],
    [
      `uid,name\na,A\nb,"${'x'.repeat(1024 * 1024 + 10)}"\n`,
      'Line 3: The row is longer than 1,048,576 characters.',
      expect.any(String),
    ],
    [
      `uid,name${'x'.repeat(1024 * 1024 + 10)}`,
      'Line 1: The row is longer than 1,048,576 characters.',
      expect.any(String),
    ],
  ])('%.30j', async (text, message, hint) => {
    expect(await faultOf(csv, text)).toEqual({ message, hint });
  });

  test('a name for --map that no column has', async () => {
    const options = { ...csv, map: new Map([['id', 'uid']]) };
    expect((await faultOf(options, 'uid,name\na,A\n')).message).toBe('Line 1: There is no column "id" for --map.');
  });

  test('a file without any line, and with a header only, has no rows', async () => {
    expect(await rowsOf(csv, '')).toEqual([]);
    expect(await rowsOf(csv, '\n\n')).toEqual([]);
    expect(await rowsOf(csv, 'uid,name')).toEqual([]);
  });
});

describe('a cell that is written is read back as it was', () => {
  const odd = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', '\n', '"', ',', ';', ' ', 'a', '＝', '🙂', '[', '{'),
  });

  test('formulas are neutralized: no cell begins as one', () => {
    fc.assert(
      fc.property(odd, (cell) => {
        const written = neutralize(cell);
        expect(written).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(revive(written)).toBe(cell);
      }),
      { numRuns: 2000 },
    );
    expect(['=1+1', "'=1", "'x", '-', "''=", 'x'].map(neutralize)).toEqual(["'=1+1", "''=1", "'x", "'-", "'''=", 'x']);
  });

  test('users with odd values, through every delimiter', async () => {
    const users = fc.array(
      fc.record({
        uid: fc.constantFrom('a', '-b', '_'),
        name: odd,
        metadata: fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        tags: fc.array(odd),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(users, fc.constantFrom(',', ';', '\t'), async (given, delimiter) => {
        const wanted = JSON.parse(JSON.stringify(given)) as typeof given;
        const lines = wanted.map(({ uid, name, metadata, tags }) =>
          [uid, name, writeCell('metadata', metadata, ','), writeCell('tags', tags, ',')].map(neutralize),
        );
        const text = [['uid', 'name', 'metadata', 'tags'], ...lines].map((cells) => csvLine(cells, delimiter)).join('');
        const read = (await usersOf({ ...csv, delimiter }, text)).map(([, user]) => user);
        // An empty cell is a field that is not given.
        expect(read).toEqual(
          wanted.map(({ uid, name, metadata, tags }) => ({
            uid,
            ...(name !== '' && { name }),
            metadata,
            ...(tags.length > 0 && { tags }),
          })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a time, a cleared field', () => {
    expect(readCell('createdAt', writeCell('createdAt', 5, ','), ',')).toEqual({ value: 5 });
    expect(writeCell('avatar', undefined, ',')).toBe('');
  });
});
