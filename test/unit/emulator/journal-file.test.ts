import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readJournal, replaceJournal, StoredJournal } from '../../../src/emulator/journal/journal-file.js';
import { encodeLine } from '../../../src/emulator/journal/journal-line.js';
import type { Change } from '../../../src/emulator/state/apps.js';

const folder = mkdtempSync(path.join(tmpdir(), 'journal-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'journal.ndjson');

const CHANGES: Change[] = Array.from({ length: 20 }, (_, index) => ({
  app: 'emulator-app',
  table: 'users',
  key: `u${index}`,
  row: { uid: `u${index}`, name: 'Ünïcode', tags: [] },
}));

function write(changes: readonly Change[] = CHANGES): Buffer {
  replaceJournal(file, changes, () => {});
  return readFileSync(file);
}

/** The changes in these bytes, or the reason why they cannot be read. */
function read(bytes: Buffer) {
  const stored = new StoredJournal('the-file', bytes);
  try {
    const changes = [...stored.changes()];
    return { changes, torn: stored.torn, appendable: stored.appendable, length: stored.length };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

test('all changes are read again, and lines can be appended', () => {
  const { length } = write();
  expect(read(write())).toEqual({ changes: CHANGES, torn: false, appendable: true, length });
  expect(readFileSync(file, 'utf8').split('\n')[1]).toMatch(/^[0-9a-f]{8} \[\{.*\}\]$/);
});

test('a replacement that fails leaves the file as it was, and no part of another', () => {
  const before = write();
  const refuse = () => {
    throw new Error('not now');
  };
  expect(() => replaceJournal(file, [], refuse)).toThrow('not now');
  expect(readFileSync(file)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['journal.ndjson']);
});

test('each flipped bit is found: never are other changes read without an error', () => {
  const bytes = write();
  const found = { damaged: 0, torn: 0, silent: 0 };
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { error, torn } = read(flipped);
    found[error ? 'damaged' : torn ? 'torn' : 'silent'] += 1;
  }
  // The newline at the end has eight bits; without it the last line is incomplete.
  expect(found).toEqual({ damaged: bytes.length * 8 - 8, torn: 8, silent: 0 });
});

test('a file that was cut off anywhere has the changes before that place, and says if one is incomplete', () => {
  const bytes = write();
  const header = bytes.indexOf('\n');
  for (let length = header + 1; length < bytes.length; length += 1) {
    const { changes = [], ...stored } = read(bytes.subarray(0, length));
    expect(changes).toEqual(CHANGES.slice(0, changes.length));
    const atNewline = bytes[length - 1] === 10;
    // Only the newline is missing: the checksum tells that the line is complete.
    const complete = bytes[length] === 10;
    const ofWholeLines = complete ? length + 1 : bytes.lastIndexOf('\n', length - 1) + 1;
    expect(stored).toEqual({ torn: !atNewline && !complete, appendable: !complete, length: ofWholeLines });
  }
});

describe('is damaged', () => {
  const lines = () => write().toString().trimEnd().split('\n');
  const damagedIn = (line: number, changed: string[]) =>
    expect(read(Buffer.from(`${changed.join('\n')}\n`)).error).toMatch(`the-file: line ${line} is damaged`);

  test('with a line that is missing, repeated or in another place', () => {
    const [header = '', one = '', two = '', three = '', ...rest] = lines();
    damagedIn(3, [header, one, three, ...rest]);
    damagedIn(3, [header, one, one, two, three, ...rest]);
    damagedIn(2, [header, two, one, three, ...rest]);
  });

  test.each(['{"app":"x"}', '[null]', '[[]]', '[', 'x', ''])(
    'with a line whose checksum is right, and which is not a list of changes: %s',
    (json) => {
      const { checksum } = replaceJournal(file, CHANGES, () => {});
      const { text } = encodeLine(json, checksum);
      expect(read(Buffer.from(`${readFileSync(file)}${text}\n`)).error).toMatch('line 22 is damaged');
    },
  );

  test('with an empty line', () => damagedIn(2, [lines()[0] as string, '', ...lines().slice(1)]));
});

describe('version 1', () => {
  const HEADER = '{"journal":"cometchat-users emulator","version":1}\n';
  const line = (change: Change | undefined) => `${JSON.stringify([change])}\n`;

  test('is read, and has to be replaced', () => {
    const text = HEADER + CHANGES.map(line).join('');
    expect(read(Buffer.from(text))).toMatchObject({ changes: CHANGES, torn: false, appendable: false });
  });

  test('has no checksums: a last line without a newline counts as incomplete', () => {
    const text = HEADER + line(CHANGES[0]) + line(CHANGES[1]).trimEnd();
    expect(read(Buffer.from(text))).toMatchObject({ changes: CHANGES.slice(0, 1), torn: true, appendable: false });
  });
});

test.each(['my notes', 'my notes\n', '{}', '\n', '{"journal":"cometchat-users emulator","version":3}\n'])(
  '%j is another file',
  (text) => {
    writeFileSync(file, text);
    const stored = readJournal(file) as StoredJournal;
    expect(() => [...stored.changes()]).toThrow(`${file}: line 1 is not the first line of a journal of this version`);
  },
);

test('an empty file is as none', () => {
  writeFileSync(file, '');
  expect(readJournal(file)).toBeUndefined();
});
