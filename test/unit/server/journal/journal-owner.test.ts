import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../../../src/server/sync/journal/open.js';
import { APP, ownerFiles, refusal, send, useFolder, withJournal } from './journal-support.js';

const { folder, file } = useFolder();

let child: string;
beforeAll(() => {
  child = path.join(folder(), 'child.mjs');
  const entry = new URL('../../../../src/server/sync/journal/open.ts', import.meta.url).pathname;
  const contents = `
    import { openJournal } from ${JSON.stringify(entry)};
    try {
      const journal = await openJournal({ journal: process.argv[2], ...${JSON.stringify(APP)} });
      await journal.take('kevin', 'a').begin('create');
      console.log('open');
      process.stdin.once('data', () => journal.close().then(() => process.exit()));
    } catch (error) {
      console.log(error.code);
      process.exit();
    }
  `;
  const stdin = { contents, resolveDir: import.meta.dirname };
  buildSync({ stdin, bundle: true, outfile: child, platform: 'node', format: 'esm' });
});

/** Starts a process that opens a journal. */
async function start(journal: string): Promise<{ process: ChildProcess; says: string }> {
  const started = spawn(process.execPath, [child, journal], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [says] = await once(createInterface(started.stdout), 'line');
  return { process: started, says };
}

describe('one run at a time', () => {
  test('in one process, also through another path of the file', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      await send(opened, 'kevin', 'a');
      const link = file();
      symlinkSync(journal, link);
      for (const name of [journal, link, path.relative('.', journal)]) {
        const error = await refusal(withJournal(name, () => {}));
        expect(error).toMatchObject({ code: 'JOURNAL_IN_USE', kind: 'conflict' });
        expect(error.message).toBe(
          `The journal ${journal} is in use by another run in this process: wait until it has ended, or give another path.`,
        );
      }
      expect(ownerFiles(journal)).toHaveLength(1);
    });
    expect(ownerFiles(journal)).toEqual([]);
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'a').outcome).toBeDefined());
  });

  test('in two processes, until the first one has ended', async () => {
    const journal = file();
    const first = await start(journal);
    expect(first.says).toBe('open');
    const error = await refusal(withJournal(journal, () => {}));
    expect(error.code).toBe('JOURNAL_IN_USE');
    expect(error.message).toContain(`in use by process ${first.process.pid}:`);
    first.process.stdin?.write('close\n');
    await once(first.process, 'exit');
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'a').begun).toBe('create'));
  });

  test('a killed process is no owner, also before its parent notices', async () => {
    const journal = file();
    const first = await start(journal);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(ownerFiles(journal)).toHaveLength(1);
    const second = await start(journal);
    expect(second.says).toBe('open');
    expect(ownerFiles(journal)).toHaveLength(1);
    second.process.kill('SIGKILL');
    await once(second.process, 'exit');
  });

  test('of many that start at once, one succeeds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const journal = file();
      const settled = await Promise.allSettled(Array.from({ length: 10 }, () => openJournal({ journal, ...APP })));
      const opened = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(opened).toHaveLength(1);
      await opened[0]?.close();
      expect(ownerFiles(journal)).toEqual([]);
    }
  });

  test('of several processes that start at once after a killed one, one succeeds', async () => {
    const journal = file();
    const killed = await start(journal);
    killed.process.kill('SIGKILL');
    const started = await Promise.all(Array.from({ length: 4 }, () => start(journal)));
    expect(started.map(({ says }) => says).sort()).toEqual([...Array(3).fill('JOURNAL_IN_USE'), 'open']);
    for (const { process: one } of started) one.kill('SIGKILL');
  });

  test('a new process with the pid of a killed owner is not that owner', async () => {
    const journal = file();
    await withJournal(journal, () => {
      // As if this process had started at another time.
      const [name = ''] = ownerFiles(journal);
      const parts = name.split('-');
      parts[parts.length - 2] = '1';
      renameSync(path.join(path.dirname(journal), name), path.join(path.dirname(journal), parts.join('-')));
    });
    await withJournal(journal, () => expect(ownerFiles(journal)).toHaveLength(1));
  });
});

describe('an owner in another container or on another machine', () => {
  /** The owner file of a process elsewhere, with a sign of life so many seconds ago. */
  function claim(journal: string, secondsAgo: number): string {
    const owner = `${journal}.owner-abcd1234-7-99-5f`;
    writeFileSync(owner, ' ');
    const time = Date.now() / 1_000 - secondsAgo;
    utimesSync(owner, time, time);
    return owner;
  }

  test('counts as long as it shows that it runs', async () => {
    const journal = file();
    const owner = claim(journal, 20);
    const error = await refusal(withJournal(journal, () => {}));
    expect(error.code).toBe('JOURNAL_IN_USE');
    expect(error.message).toMatch(/process 7 on another machine or in another container.*try again in 30 seconds/);
    expect(existsSync(owner)).toBe(true);
  });

  test('is taken over when it has been silent for 30 seconds', async () => {
    const journal = file();
    const owner = claim(journal, 40);
    await withJournal(journal, () => {});
    expect(existsSync(owner)).toBe(false);
  });

  test('that took over stops the former owner before its next line', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      await send(opened, 'kevin', 'a');
      const before = readFileSync(journal, 'latin1');
      // The other one removes the claim of this run, which was stopped for long.
      for (const name of ownerFiles(journal))
        renameSync(path.join(path.dirname(journal), name), path.join(path.dirname(journal), 'gone'));
      const error = await refusal(opened.take('ann', 'a').begin('create'));
      expect(error).toMatchObject({ code: 'JOURNAL_IN_USE' });
      expect(error.message).toContain('Another process has taken over the journal');
      expect(readFileSync(journal, 'latin1')).toBe(before);
    });
  });
});
