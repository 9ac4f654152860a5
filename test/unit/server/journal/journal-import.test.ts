import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CheckedLines } from '../../../../src/server/sync/text/checked-lines.js';
import { refusal, send, useFolder, withJournal } from './journal-support.js';

const { file } = useFolder();

describe('the journal of another import', () => {
  test.each([
    ['app', { appId: 'app-2' }, 'is of the appId "app-1", not of "app-2"'],
    ['region', { region: 'eu' }, 'is of the region "us", not of "eu"'],
    ['source', { sourceId: 'staff' }, 'is of the source "customers", not of "staff"'],
  ])('is refused for another %s', async (_, more, reason) => {
    const journal = file();
    await withJournal(journal, (opened) => send(opened, 'kevin', 'a'), { sourceId: 'customers' });
    const before = readFileSync(journal, 'latin1');
    const error = await refusal(withJournal(journal, () => {}, more));
    expect(error).toMatchObject({ code: 'JOURNAL_OF_ANOTHER_IMPORT', kind: 'config' });
    expect(error.message).toContain(reason);
    expect(readFileSync(journal, 'latin1')).toBe(before);
  });

  test('is refused for another version', async () => {
    const header = { journal: 'cometchat-users import', version: 2, appId: 'app-1', region: 'us' };
    const journal = file(new CheckedLines().write(JSON.stringify(header)));
    const error = await refusal(withJournal(journal, () => {}));
    expect(error).toMatchObject({ code: 'JOURNAL_OF_ANOTHER_IMPORT' });
    expect(error.message).toContain('has version 2 and this package writes version 1');
  });

  test('is accepted without a sourceId, on either side', async () => {
    const journal = file();
    await withJournal(journal, (opened) => send(opened, 'kevin', 'a'));
    await withJournal(journal, (opened) => send(opened, 'ann', 'a'), { sourceId: 'customers' });
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'a').outcome).toBeDefined());
  });

  test('restart begins it anew with another source, but never that of another app', async () => {
    const journal = file();
    await withJournal(journal, (opened) => send(opened, 'kevin', 'a'), { sourceId: 'customers' });
    for (const more of [{ appId: 'app-2' }, { region: 'eu' }])
      expect(await refusal(withJournal(journal, () => {}, { ...more, restart: true }))).toMatchObject({
        code: 'JOURNAL_OF_ANOTHER_IMPORT',
      });
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'a').outcome).toBeUndefined(), {
      sourceId: 'staff',
      restart: true,
    });
    expect(await refusal(withJournal(journal, () => {}, { sourceId: 'customers' }))).toMatchObject({
      code: 'JOURNAL_OF_ANOTHER_IMPORT',
    });
  });
});

describe('a finished journal', () => {
  test('says so, with the counts', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      expect(opened.finished).toBeUndefined();
      await send(opened, 'kevin', 'a');
      await opened.finish({ created: 1 });
    });
    await withJournal(journal, (opened) =>
      expect(opened.finished).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), summary: { created: 1 } }),
    );
  });

  test('begins anew with restart', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      await send(opened, 'kevin', 'a');
      await opened.finish({ created: 1 });
    });
    await withJournal(
      journal,
      (opened) => {
        expect(opened.finished).toBeUndefined();
        expect(opened.take('kevin', 'a').outcome).toBeUndefined();
      },
      { restart: true },
    );
    await withJournal(journal, (opened) => expect(opened.finished).toBeUndefined());
  });
});

const ROWS = Number(process.env.JOURNAL_ROWS ?? 50_000);

test(`a journal of ${ROWS} rows is read within seconds`, { timeout: 120_000 }, async () => {
  const journal = file();
  await withJournal(journal, async (opened) => {
    const rows = Array.from({ length: ROWS }, (_, index) => opened.take(`user-${index}`, `content-${index % 7}`));
    await Promise.all(rows.flatMap((row) => [row.begin('create'), row.end({ status: 'created' })]));
  });
  const started = performance.now();
  await withJournal(journal, (opened) => {
    expect(opened.take(`user-${ROWS - 1}`, `content-${(ROWS - 1) % 7}`).outcome).toEqual({ status: 'created' });
    expect(opened.take(`user-${ROWS}`, 'content-1').outcome).toBeUndefined();
  });
  // 500,000 rows have a million lines, and take 3 seconds on a machine of 2026.
  expect(performance.now() - started).toBeLessThan(1_000 + ROWS * 0.05);
});
