import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { createAdmin, type ImportOptions, type ImportResult, type JournalStorage } from '../../../src/server.js';

const home = mkdtempSync(path.join(tmpdir(), 'import-journal-'));
let count = 0;
let emulator: Emulator;
let journal: string;
beforeEach(() => {
  emulator = createEmulator({ rateLimits: false });
  count += 1;
  journal = path.join(home, `${count}.journal`);
});
afterEach(() => emulator.close());
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Row = { uid: string; name: string };
const rows = (...names: string[]): Row[] => names.map((name, index) => ({ uid: `user-${index}`, name }));
const ofOne = (...names: string[]): Row[] => names.map((name) => ({ uid: 'kim', name }));

/** Imports a source. `writes` are the names in the requests that change users. */
async function importRows(source: Iterable<Row>, options: ImportOptions = {}) {
  const { appId, apiKey, fetch } = emulator;
  const admin = createAdmin({ appId, region: 'us', apiKey, fetch });
  const before = emulator.requests.length;
  const run = admin.sync.importUsers(source, { journal, ...options });
  const results: ImportResult[] = [];
  for await (const result of run) results.push(result);
  const writes = emulator.requests
    .slice(before)
    .flatMap(({ method, body }) => (method === 'GET' ? [] : [(body as Row).name]));
  const statuses = results.sort((a, b) => a.line - b.line).map(({ status }) => status);
  return { summary: await run.summary, statuses, writes, requests: emulator.requests.length - before };
}

/** A source with a row that fails, so that the journal is not finished. */
const unfinished = (...source: Row[]): Row[] => [...source, { uid: 'bad uid', name: 'Bad' }];

describe('an import that is run again with its journal', () => {
  test('tells a user as created whose result line is missing', async () => {
    const source = rows('Ann', 'Ben');
    await importRows(unfinished(source[0] as Row));
    const text = readFileSync(journal, 'latin1');
    expect(text).toMatch(/"created"\}\],"sum":"[\da-f]{12}"\}\n$/);
    // The process ended after the response, before it wrote the result.
    truncateSync(journal, text.lastIndexOf('\n', text.length - 2) + 1);
    expect(await importRows(source)).toMatchObject({ statuses: ['created', 'created'], writes: ['Ben'] });
  });

  test('sends each row of A, B, A once, and the last row of the source wins', async () => {
    const first = await importRows(unfinished(...ofOne('A', 'B')));
    const second = await importRows(unfinished(...ofOne('A', 'B', 'A')));
    expect([first.writes, second.writes]).toEqual([['A', 'B'], ['A']]);
    const third = await importRows(ofOne('A', 'B', 'A'));
    expect(third).toMatchObject({ writes: [], statuses: ['created', 'updated', 'updated'] });
    expect(emulator.users.get('kim')?.name).toBe('A');
  });

  test('sends an earlier row again when the later one left the source', async () => {
    await importRows(unfinished(...ofOne('A', 'B')));
    expect(await importRows(ofOne('A'))).toMatchObject({ writes: ['A'], statuses: ['updated'] });
    expect(emulator.users.get('kim')?.name).toBe('A');
  });

  test('that cannot be used ends the run before anything is read or sent', async () => {
    const { summary, requests } = await importRows(rows('Ann'), { journal: home });
    expect(summary).toMatchObject({ rows: 0, stoppedBy: { code: 'JOURNAL_UNUSABLE', operation: 'importUsers' } });
    expect(requests).toBe(0);
  });

  test('that another run uses ends the second one', async () => {
    const source = rows('Ann', 'Ben');
    const inner: unknown[] = [];
    async function* slow() {
      yield source[0] as Row;
      inner.push((await importRows(source)).summary.stoppedBy?.code);
      yield source[1] as Row;
    }
    const { summary } = await importRows(slow() as unknown as Iterable<Row>);
    expect(inner).toEqual(['JOURNAL_IN_USE']);
    expect(summary.counts.created).toBe(2);
  });

  test('in a storage that fails ends the run; no row is sent without its line', async () => {
    let text = '';
    let room = 3;
    const storage: JournalStorage = {
      read: () => text,
      append: (more) => {
        room -= 1;
        if (room < 0) throw new Error('no room');
        text += more;
      },
      replace: (whole) => {
        text = whole;
      },
    };
    const source = rows('Ann', 'Ben', 'Cleo');
    const full = await importRows(source, { journal: storage, concurrency: 1 });
    expect(full.summary.stoppedBy).toMatchObject({ code: 'JOURNAL_FAILED', operation: 'importUsers' });
    for (const name of full.writes)
      expect(text).toContain(`{"begin":["user-${source.findIndex((row) => row.name === name)}"`);
    expect(text.match(/"end"/g) ?? []).toHaveLength(full.statuses.filter((status) => status === 'created').length);
    room = 100;
    const second = await importRows(source, { journal: storage });
    expect(second.statuses).toEqual(['created', 'created', 'created']);
    expect([...full.writes, ...second.writes].sort()).toEqual(['Ann', 'Ben', 'Cleo']);
  });
});
