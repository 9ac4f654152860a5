import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../../src/server/sync/import/row.js';
import { readRow } from '../../../../src/server/sync/rows/read-row.js';
import { send, useFolder, withJournal, written } from './journal-support.js';

const { file } = useFolder();

/** One run over a source of contents of one uid. Returns which rows it sent, as `importUsers` does. */
async function run(journal: string, source: readonly string[], stopAfter = Number.POSITIVE_INFINITY) {
  return withJournal(journal, async (opened) => {
    const sent: string[] = [];
    let kept: (() => Promise<void>) | undefined;
    for (const content of source) {
      kept = undefined;
      const row = opened.take('kevin', content);
      const write = async () => {
        sent.push(content);
        await row.begin('update');
        await row.end({ status: 'updated' });
      };
      if (row.overwritten) kept = write;
      else if (!row.outcome) await write();
      if (sent.length >= stopAfter) return sent;
    }
    await kept?.();
    return sent;
  });
}

describe('a row of an earlier run', () => {
  test('is not sent again, and keeps its result', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      const row = opened.take('kevin', 'a');
      expect(row).toMatchObject({ outcome: undefined, begun: undefined, overwritten: false });
      await row.begin('update');
      await row.end({ status: 'updated', merged: ['tags'] });
      await opened.take('ann', 'b').end({ status: 'unchanged' });
    });
    await withJournal(journal, (opened) => {
      expect(opened.take('kevin', 'a').outcome).toEqual({ status: 'updated', merged: ['tags'] });
      expect(opened.take('ann', 'b').outcome).toEqual({ status: 'unchanged' });
      expect(opened.take('lea', 'b').outcome).toBeUndefined();
    });
  });

  test('of which only the intent is there tells what was begun', async () => {
    const journal = file();
    await withJournal(journal, (opened) => opened.take('kevin', 'a').begin('create'));
    await withJournal(journal, (opened) =>
      expect(opened.take('kevin', 'a')).toMatchObject({ outcome: undefined, begun: 'create' }),
    );
    // With other content, a user that exists now is not as in the row.
    await withJournal(journal, (opened) => expect(opened.take('kevin', 'b').begun).toBeUndefined());
  });

  test('is sent again when another content was begun after it, even without a result', async () => {
    const journal = file();
    await run(journal, ['a']);
    await withJournal(journal, (opened) => opened.take('kevin', 'b').begin('update'));
    expect(await run(journal, ['a'])).toEqual(['a']);
  });
});

describe('the last content of a uid counts', () => {
  test('A, then B, then A again in an edited file: A is sent again', async () => {
    const journal = file();
    expect(await run(journal, ['a'])).toEqual(['a']);
    expect(await run(journal, ['b'])).toEqual(['b']);
    expect(await run(journal, ['a'])).toEqual(['a']);
    expect(await run(journal, ['a'])).toEqual([]);
  });

  test('A, B, A in one file: each is sent once, wherever the run was killed', async () => {
    for (const kill of [1, 2, 3]) {
      const journal = file();
      const first = await run(journal, ['a', 'b', 'a'], kill);
      const second = await run(journal, ['a', 'b', 'a']);
      expect([...first, ...second]).toEqual(['a', 'b', 'a']);
      expect(await run(journal, ['a', 'b', 'a'])).toEqual([]);
    }
  });

  test('a later row that left the file: the earlier one is sent again', async () => {
    const journal = file();
    await run(journal, ['a', 'b']);
    expect(await run(journal, ['a'])).toEqual(['a']);
  });

  test('an earlier row that left the file: the later one is not sent again', async () => {
    const journal = file();
    await run(journal, ['a', 'b']);
    expect(await run(journal, ['b'])).toEqual([]);
    // The journal remembers that the file now has this row only.
    expect(await run(journal, ['b', 'a'])).toEqual(['a']);
    expect(await run(journal, ['b', 'a'])).toEqual([]);
  });

  test('a failed row before one that is done', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      opened.take('kevin', 'a');
      await send(opened, 'kevin', 'b');
    });
    // B was sent to a user without A. A is sent now, so B has to follow.
    expect(await run(journal, ['a', 'b'])).toEqual(['a', 'b']);
    expect(await run(journal, ['a', 'b'])).toEqual([]);
  });

  test('two equal rows, of which the first one failed: neither is sent again', async () => {
    const journal = file();
    await withJournal(journal, async (opened) => {
      await opened.take('kevin', 'a').begin('create');
      await send(opened, 'kevin', 'a');
    });
    expect(await run(journal, ['a', 'a'])).toEqual(['a']);
    expect(await run(journal, ['a', 'a'])).toEqual([]);
  });

  test('of any sources, killed anywhere: the user ends as in the last one, and no row is sent after its line', async () => {
    const sources = fc.array(
      fc.tuple(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }), fc.nat(4)),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(sources, async (runs) => {
        const journal = file();
        let user: string | undefined;
        let before: readonly string[] = [];
        for (const [source, stop] of runs) {
          const sent = await run(journal, source, stop === 0 ? undefined : stop);
          // The first write of a run must change the user, unless another row of the file is to be written before it.
          if (sent[0] !== undefined && source.length === 1) expect(sent[0]).not.toBe(user);
          user = sent.at(-1) ?? user;
          if (stop === 0 || sent.length < stop) expect(user).toBe(source.at(-1));
          if (before.join() === source.join() && stop === 0) expect(await run(journal, source)).toEqual([]);
          before = source;
        }
        const last = runs.at(-1)?.[0] ?? [];
        user = (await run(journal, last)).at(-1) ?? user;
        expect(user).toBe(last.at(-1));
        expect(await run(journal, last)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the text of a journal', () => {
  test('has uids and hashes, and nothing else of a user', async () => {
    const journal = file();
    const row = { uid: 'kevin', name: 'Kevin Müller', metadata: { email: 'kevin@example.com' } };
    const hash = contentHash(readRow(row));
    expect(hash).toMatch(/^[\da-f]{12}$/);
    const text = await written(journal, [['kevin', hash]]);
    expect(text.split('\n').map((line) => line.replace(/,"sum":"[\da-f]{12}"\}$/, '}'))).toEqual([
      '{"journal":"cometchat-users import","version":1,"appId":"app-1","region":"us"}',
      `{"begin":["kevin",0,"${hash}","create"]}`,
      `{"end":["kevin",0,"${hash}",{"status":"created"}]}`,
      '',
    ]);
    expect(text).not.toMatch(/M.ller|example/);
  });

  test('is ASCII, also with a source of another script', async () => {
    const journal = file();
    await withJournal(journal, () => {}, { sourceId: 'Ünïcode 表\u007f' });
    expect(readFileSync(journal)).toSatisfy((bytes: Buffer) => bytes.every((byte) => byte < 0x7f));
    await withJournal(journal, () => {}, { sourceId: 'Ünïcode 表\u007f' });
  });
});

describe('the hash of a content', () => {
  const hashOf = (row: object) => contentHash(readRow({ uid: 'a', name: 'A', ...row }));

  test('does not depend on the order of keys, and depends on everything else', () => {
    const hash = hashOf({ metadata: { b: 1, c: [1, 2] } });
    expect(contentHash(readRow({ metadata: { c: [1, 2], b: 1 }, name: 'A', uid: 'a' }))).toBe(hash);
    const others = [
      { metadata: { b: 1, c: [2, 1] } },
      { metadata: { b: 1, c: { 0: 1, 1: 2 } } },
      { metadata: null },
      { statusMessage: 'Hi' },
      { createdAt: 5 },
      { name: 'B' },
      {},
    ];
    expect(new Set([hash, ...others.map(hashOf)]).size).toBe(others.length + 1);
  });
});
