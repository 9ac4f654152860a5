import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { isCometChatException } from '../../../../src/errors/exception.js';
import { openJournal } from '../../../../src/server/sync/journal/open.js';
import type { Journal, JournalAction, JournalOutcome, OpenJournal } from '../../../../src/server/sync/journal/types.js';

/** The import that most tests belong to. */
export const APP = { appId: 'app-1', region: 'us' };

/** Folders for the tests of a file. They are removed at its end. */
export function useFolder(): { folder: () => string; file: (text?: string | Uint8Array) => string } {
  let root = '';
  let count = 0;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'import-journal-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const folder = () => mkdtempSync(path.join(root, 'test-'));
  const file = (text?: string | Uint8Array) => {
    count += 1;
    const name = path.join(root, `journal-${count}`);
    if (text !== undefined) writeFileSync(name, text);
    return name;
  };
  return { folder, file };
}

/** Opens a journal, gives it to a function, and closes it. */
export async function withJournal<T>(
  journal: OpenJournal['journal'],
  work: (journal: Journal) => Promise<T> | T,
  more: Partial<OpenJournal> = {},
): Promise<T> {
  const opened = await openJournal({ journal, ...APP, ...more });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** Sends a row as a run does; returns whether it was sent. */
export async function send(
  journal: Journal,
  uid: string,
  content: string,
  { action = 'create', status = 'created' }: { action?: JournalAction; status?: JournalOutcome['status'] } = {},
): Promise<boolean> {
  const row = journal.take(uid, content);
  if (row.outcome) return false;
  await row.begin(action);
  await row.end({ status });
  return true;
}

/** Writes a journal with these rows, and returns its text. */
export async function written(file: string, rows: readonly (readonly [uid: string, content: string])[]) {
  await withJournal(file, async (journal) => {
    for (const [uid, content] of rows) await send(journal, uid, content);
  });
  return readFileSync(file, 'latin1');
}

/** The code and the message of a rejection. */
export async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isCometChatException(error)) throw new Error('It was not refused with an exception.', { cause: error });
  return { code: error.code, kind: error.kind, message: error.message, hint: error.hint };
}

/** The files beside a journal that claim it. */
export function ownerFiles(file: string): string[] {
  return readdirSync(path.dirname(file)).filter((name) => name.startsWith(`${path.basename(file)}.owner-`));
}
