import type { JournalStorage } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { finish, NONE, people, serveFast } from './import-support.js';

/** A call that never settles. */
const never = () => new Promise<never>(() => undefined);

/** A storage in memory, whose calls can be made to never settle. */
function createStorage() {
  let text = '';
  const hangs = { read: false, append: false, replace: false };
  const storage: JournalStorage = {
    read: () => (hangs.read ? never() : text),
    append: (more) => {
      if (hangs.append) return never();
      text += more;
    },
    replace: (whole) => {
      if (hangs.replace) return never();
      text = whole;
    },
  };
  return { storage, hangs, text: () => text };
}

describe('a journal storage that never settles does not hold up an abort', () => {
  test('while it reads', async () => {
    const { admin } = await serveFast();
    const { storage, hangs } = createStorage();
    hangs.read = true;
    const controller = new AbortController();
    const run = admin.sync.importUsers(people(5), { journal: storage, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    const { results, summary } = await finish(run);
    expect(results).toEqual([]);
    expect(summary).toMatchObject({ counts: NONE, stoppedBy: { code: 'REQUEST_ABORTED' } });
  });

  test('while it stores the intent of a row: nothing is sent for it', async () => {
    const { admin, wire } = await serveFast();
    const { storage, hangs } = createStorage();
    const controller = new AbortController();
    const run = admin.sync.importUsers(people(40), { journal: storage, signal: controller.signal, concurrency: 1 });
    let told = 0;
    for await (const _ of run) {
      told += 1;
      if (told === 3) {
        hangs.append = true;
        setTimeout(() => controller.abort(), 20);
      }
    }
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy?.code).toBe('REQUEST_ABORTED');
    const posts = wire().filter((one) => one.startsWith('POST')).length;
    expect(counts).toEqual({ ...NONE, created: posts, failed: expect.any(Number) });
    expect(posts).toBeLessThan(40);
  });

  test('while it stores a result: the row counts, because the service has the user', async () => {
    const { emulator, make } = await serveFast();
    const { storage, hangs } = createStorage();
    const admin = make({
      fetch: async (request) => {
        const response = await emulator.fetch(request);
        // The intents of these rows are stored, and their results are not.
        if (request.method === 'POST') hangs.append = true;
        return response;
      },
    });
    const controller = new AbortController();
    const run = admin.sync.importUsers(people(3), { journal: storage, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const { results, summary } = await finish(run);
    const created = emulator.users.list().filter(({ uid }) => uid.startsWith('p-'));
    expect(created.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ counts: { created: created.length }, stoppedBy: { code: 'REQUEST_ABORTED' } });
    expect(results.filter(({ status }) => status === 'created')).toHaveLength(created.length);
  });

  test('while it stores the end of the run', async () => {
    const { admin } = await serveFast();
    const { storage, text } = createStorage();
    const { append } = storage;
    const controller = new AbortController();
    const last: JournalStorage = {
      ...storage,
      append: (more) => {
        if (!more.includes('"finish":')) return append(more);
        setTimeout(() => controller.abort(), 20);
        return never();
      },
    };
    const { counts, stoppedBy } = await admin.sync.importUsers(people(3), {
      journal: last,
      signal: controller.signal,
    }).summary;
    expect(counts).toEqual({ ...NONE, created: 3 });
    expect(stoppedBy?.code).toBe('REQUEST_ABORTED');
    expect(text()).toContain('"end":["p-2"');
  });
});

describe('a journal storage that never settles ends the run after 60 seconds', () => {
  test.each([
    ['read', {}],
    ['append', {}],
    ['replace', { restart: true }],
  ] as const)('%s()', async (method, options) => {
    stopClock();
    const { admin, wire } = await serveFast();
    const { storage, hangs } = createStorage();
    hangs[method] = true;
    const begunAt = performance.now();
    const run = admin.sync.importUsers(people(5), { journal: storage, ...options });
    await settleInFakeTime(run.summary);
    expect(performance.now() - begunAt).toBeLessThan(61_000);
    expect((await run.summary).stoppedBy).toMatchObject({
      code: 'JOURNAL_FAILED',
      message: `The journal in your storage cannot be used: ${method}() did not settle within 60 s.`,
    });
    expect(wire()).toEqual([]);
  });

  test('append() in the middle of a run', async () => {
    stopClock();
    const { admin } = await serveFast();
    const { storage, hangs } = createStorage();
    const run = admin.sync.importUsers(people(40), { journal: storage, concurrency: 1 });
    const results = (async () => {
      let told = 0;
      for await (const _ of run) {
        told += 1;
        if (told === 3) hangs.append = true;
      }
    })();
    await settleInFakeTime(results);
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy).toMatchObject({
      code: 'JOURNAL_FAILED',
      message: 'The journal in your storage cannot be used: append() did not settle within 60 s.',
    });
    expect(counts.created).toBeLessThan(40);
  });
});

describe('the next run with a storage that an aborted run left in the middle of a call', () => {
  test('waits for that call, so that its text is not mixed up', async () => {
    const { admin } = await serveFast();
    const { storage, text } = createStorage();
    const { append } = storage;
    let settle: (() => void) | undefined;
    const slow: JournalStorage = {
      ...storage,
      append: async (more) => {
        if (more.includes('"begin":["p-3"') && !settle) await new Promise<void>((resolve) => (settle = resolve));
        await append(more);
      },
    };
    const controller = new AbortController();
    const options = { journal: slow, signal: controller.signal, concurrency: 1 };
    const first = admin.sync.importUsers(people(10), options);
    await expect.poll(() => settle).toBeDefined();
    controller.abort();
    expect((await first.summary).stoppedBy?.code).toBe('REQUEST_ABORTED');
    const second = admin.sync.importUsers(people(10), { journal: slow });
    setTimeout(() => settle?.(), 50);
    const { counts, stoppedBy } = await second.summary;
    expect(stoppedBy).toBeUndefined();
    expect(counts).toEqual({ ...NONE, created: 10 });
    expect(text()).toContain('"finish":');
    expect((await admin.sync.importUsers(people(10), { journal: slow }).summary).finishedAt).toBeDefined();
  });

  test('is refused if that call does not settle', async () => {
    stopClock();
    const { admin } = await serveFast();
    const { storage, hangs } = createStorage();
    hangs.read = true;
    const controller = new AbortController();
    const first = admin.sync.importUsers(people(3), { journal: storage, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await settleInFakeTime(first.summary);
    hangs.read = false;
    const second = admin.sync.importUsers(people(3), { journal: storage });
    await settleInFakeTime(second.summary);
    expect((await second.summary).stoppedBy).toMatchObject({
      code: 'JOURNAL_FAILED',
      message: 'The journal in your storage cannot be used: a call of an earlier run did not settle within 60 s.',
    });
  });
});
