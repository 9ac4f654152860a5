import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusal, send, useFolder, withJournal, written } from './journal-support.js';

const { file } = useFolder();

const ROWS = Array.from({ length: 8 }, (_, index) => [`user-${index}`, `content-${index}`] as const);

/** The rows of which a journal has the results. */
async function doneRows(journal: string): Promise<string[]> {
  return withJournal(journal, (opened) =>
    ROWS.filter(([uid, content]) => opened.take(uid, content).outcome).map(([uid]) => uid),
  );
}

/** The rows of which a text has whole result lines. */
function resultsIn(text: string): string[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1);
  return [...lines.matchAll(/"end":\["([^"]+)"/g)].map(([, uid = '']) => uid);
}

describe('a journal that was cut off anywhere', () => {
  test('continues after its last whole line', async () => {
    const whole = await written(file(), ROWS);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        const journal = file(whole.slice(0, length));
        expect(await doneRows(journal)).toEqual(resultsIn(whole.slice(0, length)));
        await withJournal(journal, async (opened) => {
          for (const [uid, content] of ROWS) await send(opened, uid, content);
        });
        expect(await doneRows(journal)).toEqual(ROWS.map(([uid]) => uid));
        // Nothing of the incomplete line remains.
        expect(readFileSync(journal, 'latin1')).toMatch(/^(?:\{.*,"sum":"[\da-f]{12}"\}\n)+$/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a damaged journal', () => {
  test('is refused for every flipped bit, with the line, and stays as it is', async () => {
    const whole = await written(file(), ROWS);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (index, bit) => {
        const bytes = Buffer.from(whole, 'latin1');
        bytes[index] = (bytes[index] as number) ^ (1 << bit);
        const journal = file(bytes);
        const { code, message } = await refusal(doneRows(journal));
        expect(code).toMatch(/^JOURNAL_(?:DAMAGED|UNUSABLE|OF_ANOTHER_IMPORT)$/);
        const line = whole.slice(0, index).split('\n').length;
        if (line > 1) expect(message).toMatch(new RegExp(`is damaged in line ${line}\\.$`));
        expect(readFileSync(journal)).toEqual(bytes);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['lost', (lines: string[]) => lines.splice(3, 1)],
    ['doubled', (lines: string[]) => lines.splice(3, 0, lines[3] as string)],
    ['exchanged', (lines: string[]) => lines.splice(3, 2, lines[4] as string, lines[3] as string)],
  ])('is refused when a line was %s', async (_, change) => {
    const lines = (await written(file(), ROWS)).split('\n');
    change(lines);
    const { code, message, hint } = await refusal(doneRows(file(lines.join('\n'))));
    expect(code).toBe('JOURNAL_DAMAGED');
    expect(message).toMatch(/is damaged in line [45]\.$/);
    expect(hint).toContain('restart: true');
  });

  test('is refused when something else wrote to its end', async () => {
    const journal = file(`${await written(file(), ROWS)}hello\n`);
    expect(await refusal(doneRows(journal))).toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test('begins anew with restart', async () => {
    const whole = await written(file(), ROWS);
    const journal = file(`${whole.slice(0, 300)}damage${whole.slice(310)}`);
    expect(await refusal(doneRows(journal))).toMatchObject({ code: 'JOURNAL_DAMAGED', kind: 'validation' });
    await withJournal(journal, (opened) => send(opened, 'user-1', 'content-1'), { restart: true });
    expect(await doneRows(journal)).toEqual(['user-1']);
  });
});

describe('a file that is not a journal', () => {
  test.each([
    ['a table', 'uid,name\nkevin,Kevin\n'],
    ['one line without an end', '{"uid":"kevin"}'],
    ['JSON of something else', '[{"uid":"kevin"}]\n'],
    ['one very long line', 'x'.repeat(2_000_000)],
    ['zeros', '\0'.repeat(100)],
  ])('is refused and stays as it is, also with restart: %s', async (_, text) => {
    const path = file(text);
    for (const restart of [false, true]) {
      const error = await refusal(withJournal(path, () => {}, { restart }));
      expect(error).toMatchObject({ code: 'JOURNAL_UNUSABLE' });
      expect(error.message).toContain(path);
    }
    expect(readFileSync(path, 'latin1')).toBe(text);
  });

  test('an empty file becomes a journal', async () => {
    const path = file();
    writeFileSync(path, '');
    await withJournal(path, (opened) => send(opened, 'user-1', 'content-1'));
    expect(await doneRows(path)).toEqual(['user-1']);
  });
});
