import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JournalStorage } from '../../../../src/server/sync/journal/types.js';
import { refusal, send, useFolder, withJournal } from './journal-support.js';

const { file } = useFolder();

interface Memory extends JournalStorage {
  text: string | undefined;
  appends: number;
}

/** A storage as an app may write it, for example over a database. */
function createMemory(text?: string): Memory {
  return {
    text,
    appends: 0,
    async read() {
      await setTimeout(1);
      return this.text;
    },
    async append(more) {
      this.appends += 1;
      await setTimeout(2);
      this.text = (this.text ?? '') + more;
    },
    async replace(whole) {
      await setTimeout(1);
      this.text = whole;
    },
  };
}

describe('a storage', () => {
  test('has the journal that a file would have', async () => {
    const storage = createMemory();
    await withJournal(storage, (opened) => send(opened, 'kevin', 'a'), { sourceId: 'staff' });
    const journal = file(storage.text);
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'a').outcome).toEqual({ status: 'created' }));
    await withJournal(storage, (opened) => expect(opened.take('kevin', 'a').outcome).toEqual({ status: 'created' }));
  });

  test('may be synchronous', async () => {
    let text = '';
    const storage: JournalStorage = {
      read: () => text,
      append: (more) => {
        text += more;
      },
      replace: (whole) => {
        text = whole;
      },
    };
    await withJournal(storage, (opened) => send(opened, 'kevin', 'a'));
    await withJournal(storage, (opened) => send(opened, 'kevin', 'b'), { restart: true });
    await withJournal(storage, (opened) => expect(opened.take('kevin', 'b').outcome).toBeDefined());
    expect(text.split('\n').length).toBe(4);
  });

  test('loses an incomplete last line', async () => {
    const storage = createMemory();
    await withJournal(storage, (opened) => send(opened, 'kevin', 'a'));
    storage.text = storage.text?.slice(0, -5);
    await withJournal(storage, (opened) => expect(opened.take('kevin', 'a').begun).toBe('create'));
    expect(storage.text).toMatch(/"create"\],"sum":"[\da-f]{12}"\}\n$/);
  });

  test('gets the lines of many rows together while it writes, and a line resolves once it is stored', async () => {
    const storage = createMemory();
    await withJournal(storage, async (opened) => {
      const rows = Array.from({ length: 50 }, async (_, index) => {
        const row = opened.take(`user-${index}`, 'a');
        await row.begin('create');
        expect(storage.text).toContain(`{"begin":["user-${index}",0`);
        await row.end({ status: 'created' });
        expect(storage.text).toContain(`{"end":["user-${index}",0`);
      });
      await Promise.all(rows);
    });
    expect(storage.appends).toBeLessThan(10);
    await withJournal(storage, (opened) => expect(opened.take('user-49', 'a').outcome).toBeDefined());
  });

  test('that fails to write rejects this row and all others, with the reason in cause only', async () => {
    const storage = createMemory();
    const cause = new Error('redis://:secret@host refused');
    await withJournal(storage, async (opened) => {
      await send(opened, 'kevin', 'a');
      storage.append = () => Promise.reject(cause);
      const [ann, lea] = [opened.take('ann', 'a'), opened.take('lea', 'a')];
      const error = await refusal(ann.begin('create'));
      expect(error).toMatchObject({ code: 'JOURNAL_FAILED', kind: 'config' });
      expect(error.message).toBe('The journal in your storage cannot be written: see cause.');
      await expect(ann.begin('create')).rejects.toHaveProperty('cause', cause);
      // Later lines would not fit to those before.
      storage.append = vi.fn();
      expect(await refusal(lea.begin('create'))).toMatchObject({ code: 'JOURNAL_FAILED' });
      expect(await refusal(opened.finish({}))).toMatchObject({ code: 'JOURNAL_FAILED' });
      expect(storage.append).not.toHaveBeenCalled();
    });
    expect(storage.text).toMatch(/"created"\}\],"sum":"[\da-f]{12}"\}\n$/);
  });

  test('that fails to read, or gives something else than a text, is refused', async () => {
    const storage = createMemory();
    storage.read = () => Promise.reject(new Error('secret'));
    expect(await refusal(withJournal(storage, () => {}))).toMatchObject({
      code: 'JOURNAL_UNUSABLE',
      message: 'The journal in your storage cannot be opened: see cause.',
    });
    storage.read = () => 5 as never;
    expect(await refusal(withJournal(storage, () => {}))).toMatchObject({
      message: 'read() of the journal must return a string or undefined.',
    });
  });

  test('serves one run of the process at a time', async () => {
    const storage = createMemory();
    await withJournal(storage, async () => {
      expect(await refusal(withJournal(storage, () => {}))).toMatchObject({ code: 'JOURNAL_IN_USE', kind: 'conflict' });
    });
    await withJournal(storage, () => {});
  });
});

describe('where there are no files', () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ['no process', undefined],
    ['a process without getBuiltinModule', { pid: 1 }],
    ['a getBuiltinModule without node:fs', { pid: 1, getBuiltinModule: () => undefined }],
  ])('a path is refused: %s', async (_, process) => {
    vi.stubGlobal('process', process);
    const error = await refusal(withJournal('/tmp/journal', () => {}));
    vi.unstubAllGlobals();
    expect(error).toMatchObject({ code: 'JOURNAL_UNUSABLE', kind: 'config' });
    expect(error.message).toContain('give an object with read, append and replace');
  });
});
