import { expect, test } from 'vitest';
import { checkRows, notesOf, withoutCollisions } from '../../../src/cli/files/check.js';
import { type ReadOptions, readRows } from '../../../src/cli/files/rows.js';
import { streamOf } from './file-support.js';

const check = (text: string, options: ReadOptions = { format: 'ndjson' }) =>
  checkRows(readRows(streamOf(text), options));

test('counts the rows, and names repeated uids with both lines', async () => {
  const text = '{"uid":"ann","name":"A"}\n\n{"uid":"bob"}\n{bad}\n{"uid":"ann"}\n{"uid":"ann"}\n[]\n';
  const found = await check(text);
  expect(found).toMatchObject({ rows: 6, bad: 1, repeated: 2 });
  expect(notesOf(found)).toEqual([
    'Line 5: "ann" is in line 1 too. The last row counts.',
    'Line 6: "ann" is in line 5 too. The last row counts.',
  ]);
});

test('many repeats are counted, and ten are named', async () => {
  const notes = notesOf(await check('{"uid":"a","name":"A"}\n'.repeat(25)));
  expect([notes.length, notes.at(-1)]).toEqual([11, '14 more rows have a later row of the same user.']);
});

test('uids that differ only in letter case: neither is sent', async () => {
  const text =
    '{"uid":"Ann","name":"A"}\n{"uid":"bob"}\n{"uid":"ann"}\n{"uid":"ANN"}\n{"uid":"Bert"}\n{"uid":"Bert"}\n';
  const found = await check(text);
  expect(notesOf(found)).toEqual(['Line 6: "Bert" is in line 5 too. The last row counts.']);
  const kept = [];
  for await (const row of withoutCollisions(readRows(streamOf(text), { format: 'ndjson' }), found.collisions))
    kept.push([row.line, row.problem]);
  const problem =
    'The uids "Ann" in line 1 and "ann" in line 3 differ only in letter case, which CometChat ignores. They would be one user, so none of their rows is sent.';
  expect(kept).toEqual([
    [1, problem],
    [2, undefined],
    [3, problem],
    [4, problem],
    [5, undefined],
    [6, undefined],
  ]);
});

test('the Kelvin sign is another letter than k, as in the service', async () => {
  expect((await check('{"uid":"\u212a","name":"K"}\n{"uid":"k"}')).collisions.size).toBe(0);
});

test.each<[string, ReadOptions['format'], string, string | undefined]>([
  ['', 'ndjson', 'The file has no rows.', undefined],
  ['\n \n', 'ndjson', 'The file has no rows.', undefined],
  ['[]', 'json', 'The file has no rows.', undefined],
  ['uid,name\n,\n', 'csv', 'The file has no rows.', undefined],
  [
    'uid,name\na,A\n',
    'ndjson',
    'Line 1, column 1: The line is not valid JSON. No other row can be read either.',
    undefined,
  ],
  [
    '{"name":"A"}\n',
    'ndjson',
    'The file has no uid. It has "name".',
    'Say which one it is, for example: --map email=uid',
  ],
  [
    '{"uid":"a","tags":[]}\n',
    'ndjson',
    'The file has no name. It has "uid", "tags".',
    'Say which one it is, for example: --map full_name=name',
  ],
  [
    '{"uid":"a"}\n{"uid":"b","rolle":1}',
    'ndjson',
    'Line 2: "rolle" is not a field of a user.',
    'Did you mean role? Then add --map rolle=role. To leave it out: --ignore rolle',
  ],
])('%j as %s is refused', async (text, format, message, hint) => {
  const error = await check(text, { format }).catch((error) => error);
  expect({ message: error.message.replace(', column 1:', ':'), hint: error.hint }).toEqual({
    message: message.replace(', column 1:', ':'),
    hint,
  });
});
