import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { refusal } from './admin-support.js';
import { finish, inOrder, NONE, people, personOf, serveFast } from './import-support.js';

function journalPath() {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'import.journal');
}

describe('an import with a journal', () => {
  test('goes on where it was stopped: rows that are done are not sent again, and stay created', async () => {
    const { admin, emulator, wire } = await serveFast();
    const journal = journalPath();
    const run = admin.sync.importUsers(people(60), { journal, concurrency: 4 });
    const first: number[] = [];
    for await (const { line } of run) {
      first.push(line);
      if (first.length === 20) break;
    }
    const stopped = await run.summary;
    expect(stopped.stoppedBy?.code).toBe('REQUEST_ABORTED');
    wire();
    const { results, summary } = await finish(admin.sync.importUsers(people(60), { journal }));
    expect(summary).toMatchObject({ counts: { ...NONE, created: 60 }, rows: 60 });
    expect(summary.fromJournal).toBeGreaterThanOrEqual(20);
    expect(inOrder(results).map(({ line }) => line)).toEqual(people(60).map((_, index) => index + 1));
    expect(wire().filter((one) => one.startsWith('POST')).length).toBeLessThanOrEqual(60 - 20);
    expect(emulator.users.list().filter(({ uid }) => uid.startsWith('p-'))).toHaveLength(60);
  });

  test('that is finished says so, reads nothing and sends nothing; restart begins anew', async () => {
    const { admin, wire } = await serveFast();
    const journal = journalPath();
    await admin.sync.importUsers(people(5), { journal }).summary;
    wire();
    const again = await admin.sync.importUsers(people(5), { journal }).summary;
    expect(again).toMatchObject({
      counts: { ...NONE, created: 5 },
      fromJournal: 5,
      requests: 0,
      finishedAt: expect.any(String),
    });
    expect(wire()).toEqual([]);
    const anew = await admin.sync.importUsers(people(5), { journal, restart: true }).summary;
    expect(anew).toMatchObject({ counts: { ...NONE, unchanged: 5 }, fromJournal: 0 });
    expect(anew.finishedAt).toBeUndefined();
  });

  test('is not finished by a source without rows, which may be a mistake', async () => {
    const { admin } = await serveFast();
    const journal = journalPath();
    const empty = await admin.sync.importUsers([], { journal }).summary;
    expect(empty).toMatchObject({ counts: NONE, rows: 0 });
    const { counts, finishedAt } = await admin.sync.importUsers(people(3), { journal }).summary;
    expect(counts).toEqual({ ...NONE, created: 3 });
    expect(finishedAt).toBeUndefined();
  });

  test('does not tell a user as created whose creation was refused, and whom another process created then', async () => {
    const { admin, emulator, make } = await serveFast();
    const journal = journalPath();
    const refusing = make({
      fetch: (request) =>
        request.method === 'POST' ? Promise.resolve(refusal(403, 'ERR_LIMIT_REACHED')) : emulator.fetch(request),
    });
    const first = await refusing.sync.importUsers(people(1), { journal }).summary;
    expect(first.counts).toEqual({ ...NONE, failed: 1 });
    await admin.users.create(personOf(0));
    const { counts } = await admin.sync.importUsers(people(1), { journal }).summary;
    expect(counts).toEqual({ ...NONE, unchanged: 1 });
  });

  test('tries failed rows again, and only these', async () => {
    const { admin, wire } = await serveFast();
    const journal = journalPath();
    const rows = [personOf(0), personOf(1, { role: 'nobody' }), personOf(2)];
    expect((await admin.sync.importUsers(rows, { journal }).summary).counts).toEqual({
      ...NONE,
      created: 2,
      failed: 1,
    });
    wire();
    rows[1] = personOf(1);
    const { counts, fromJournal } = await admin.sync.importUsers(rows, { journal }).summary;
    expect([counts, fromJournal]).toEqual([{ ...NONE, created: 3 }, 2]);
    expect(wire().filter((one) => !one.startsWith('GET'))).toEqual(['POST /users']);
  });

  test('A, B and then A again sends A again', async () => {
    const { admin, emulator } = await serveFast();
    const journal = journalPath();
    const [a, b] = [personOf(0, { name: 'A' }), personOf(0, { name: 'B' })];
    // The bad row keeps the journal open.
    await admin.sync.importUsers([a, b, { uid: 'a b', name: 'X' }], { journal }).summary;
    expect(emulator.users.get('p-0')?.name).toBe('B');
    await admin.sync.importUsers([a, { uid: 'a b', name: 'X' }], { journal }).summary;
    expect(emulator.users.get('p-0')?.name).toBe('A');
  });

  test('of another app is refused, and nothing is sent', async () => {
    const { admin, make, wire } = await serveFast();
    const journal = journalPath();
    await admin.sync.importUsers(people(1), { journal }).summary;
    wire();
    const { stoppedBy } = await make({ appId: 'app-2' }).sync.importUsers(people(1), { journal }).summary;
    expect(stoppedBy).toMatchObject({ code: 'JOURNAL_OF_ANOTHER_IMPORT', kind: 'config' });
    expect(wire()).toEqual([]);
  });

  test('that cannot be written ends the run', async () => {
    const { admin } = await serveFast();
    let text = '';
    const journal = {
      read: () => undefined,
      append(more: string) {
        if (text.length > 2_000) throw new Error('The disk is full.');
        text += more;
      },
      replace: () => undefined,
    };
    const { counts, stoppedBy } = await admin.sync.importUsers(people(200), { journal }).summary;
    expect(stoppedBy).toMatchObject({ code: 'JOURNAL_FAILED', operation: 'importUsers' });
    expect(counts.created).toBeLessThan(100);
  });

  test('keeps no name and no key in the journal', async () => {
    const { admin, emulator } = await serveFast();
    const journal = journalPath();
    await admin.sync.importUsers(people(3), { journal }).summary;
    const text = readFileSync(journal, 'utf8');
    expect(text).toContain('p-2');
    expect(text).not.toMatch(/Person|department/);
    expect(text).not.toContain(emulator.apiKey);
  });
});
