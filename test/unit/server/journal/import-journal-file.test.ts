import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { APP, refusal, send, useFolder, withJournal } from './journal-support.js';

const { folder, file } = useFolder();

let child: string;
beforeAll(() => {
  const home = folder();
  child = path.join(home, 'child.mjs');
  const entry = new URL('../../../../src/server/sync/journal/open.ts', import.meta.url).pathname;
  // Writes as many rows as are asked for, and says how it ended.
  const contents = `
    import { openJournal } from ${JSON.stringify(entry)};
    const [path, count] = process.argv.slice(2);
    let rows = 0;
    const says = {};
    try {
      const journal = await openJournal({ journal: path, ...${JSON.stringify(APP)} });
      try {
        for (; rows < Number(count); rows += 1) {
          const row = journal.take('user-' + rows, 'a');
          await row.begin('create');
          await row.end({ status: 'created' });
        }
      } finally {
        await journal.close();
      }
    } catch ({ code, message }) {
      Object.assign(says, { code, message });
    }
    console.log(JSON.stringify({ ...says, rows }));
  `;
  const stdin = { contents, resolveDir: import.meta.dirname };
  buildSync({ stdin, bundle: true, outfile: child, platform: 'node', format: 'esm' });
  for (const shared of [path.dirname(home), home, child]) chmodSync(shared, 0o755);
});

/** Runs the child as a user without special rights, with at most so many blocks of 512 bytes for a file. */
function run(journal: string, count: number, blocks: number | 'unlimited' = 'unlimited') {
  const isRoot = process.getuid?.() === 0;
  const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', command, process.execPath, child, journal, String(count)], {
    encoding: 'utf8',
    ...(isRoot && { uid: 65_534, gid: 65_534 }),
  });
  return JSON.parse(stdout || JSON.stringify({ stderr })) as { code?: string; message?: string; rows: number };
}

/** A folder in which the child may do everything, or only read. */
function shared(mode: number): string {
  const name = folder();
  chmodSync(name, mode);
  return name;
}

describe('a journal in a file', () => {
  test('can be read and written by its owner only', async () => {
    const journal = file();
    await withJournal(journal, () => {});
    expect((statSync(journal).mode & 0o777).toString(8)).toBe('600');
  });

  test('is closed twice without harm', async () => {
    await withJournal(file(), (opened) => opened.close());
  });

  test('has each line before begin and end resolve', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      const row = opened.take('kevin', 'a');
      await row.begin('create');
      expect(readFileSync(journal, 'latin1')).toMatch(/\{"begin":\["kevin",0,"a","create"\],"sum":"[\da-f]{12}"\}\n$/);
      await row.end({ status: 'created' });
      expect(readFileSync(journal, 'latin1')).toMatch(
        /\{"end":\["kevin",0,"a",\{"status":"created"\}\],"sum":"[\da-f]{12}"\}\n$/,
      );
    });
  });
});

describe('a path that cannot be used', () => {
  test.each([
    ['a directory', (name: string) => mkdirSync(name), /is a directory: give the path of a file\.$/],
    ['a device', () => '/dev/null', /^The journal \/dev\/null is not a regular file: give the path of a file\.$/],
    [
      'in a missing folder',
      (name: string) => path.join(name, 'journal'),
      /cannot be opened: its folder does not exist\.$/,
    ],
    ['below a file', () => path.join(child, 'journal'), /cannot be opened: a part of its path is not a folder\.$/],
  ])('is refused: %s', async (_, prepare, message) => {
    const name = file();
    const error = await refusal(withJournal((prepare(name) as string | undefined) ?? name, () => {}));
    expect(error).toMatchObject({ code: 'JOURNAL_UNUSABLE', kind: 'config' });
    expect(error.message).toMatch(message);
  });

  test('is refused in a folder without the right to write, and nothing remains', () => {
    const readOnly = shared(0o555);
    expect(run(path.join(readOnly, 'journal'), 1)).toEqual({
      code: 'JOURNAL_UNUSABLE',
      message: `The journal ${path.join(readOnly, 'journal')} cannot be opened: this process has no right to write there.`,
      rows: 0,
    });
    expect(readdirSync(readOnly)).toEqual([]);
  });

  test('is refused if the file belongs to another user, and stays as it is', async () => {
    const open = shared(0o777);
    const journal = path.join(open, 'journal');
    await withJournal(journal, (opened) => send(opened, 'kevin', 'a'));
    chmodSync(journal, 0o400);
    expect(run(journal, 1)).toMatchObject({ code: 'JOURNAL_UNUSABLE', rows: 0 });
    expect(readdirSync(open)).toEqual(['journal']);
  });
});

describe('a file that may not grow, as on a full disk', () => {
  test('a journal that cannot begin leaves nothing behind', () => {
    const open = shared(0o777);
    const { code, message } = run(path.join(open, 'journal'), 1, 0);
    expect(code).toMatch(/^JOURNAL_(?:FAILED|UNUSABLE)$/);
    expect(message).toMatch(/cannot be (?:written|opened): the file would be larger than the system allows\.$/);
    expect(readdirSync(open)).toEqual([]);
  });

  test('ends the run with the reason; the next run goes on at the last whole line', () => {
    const open = shared(0o777);
    const journal = path.join(open, 'journal');
    const full = run(journal, 1_000, 8);
    expect(full).toEqual({
      code: 'JOURNAL_FAILED',
      message: `The journal ${journal} cannot be written: the file would be larger than the system allows.`,
      rows: full.rows,
    });
    expect(full.rows).toBeGreaterThan(10);
    // No part of the line that failed remains.
    expect(readFileSync(journal, 'latin1')).toMatch(/\n$/);
    expect(existsSync(journal)).toBe(true);
    expect(readdirSync(open)).toEqual(['journal']);
    expect(run(journal, 0)).toEqual({ rows: 0 });
  });
});
