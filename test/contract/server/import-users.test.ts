import { Readable } from 'node:stream';
import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { KEY, lost, refusal, scripted } from './admin-support.js';
import { finish, inOrder, NONE, people, personOf, serveFast } from './import-support.js';

describe('sync.importUsers', () => {
  test('creates, updates, skips and leaves alone; a bad row fails, and the others go on', async () => {
    const { admin, emulator } = await serveFast({ users: people(4) });
    await admin.users.deactivate('p-3');
    const rows = [
      personOf(0),
      personOf(1, { name: 'New name' }),
      personOf(2, { tags: ['all', 't-2'], metadata: { number: 2, department: 'd-2' } }),
      personOf(3),
      personOf(9),
      { uid: 'a b', name: '', avatar: 'x' },
      null,
      { uid: 'q', name: 'Q', createdAt: -5 },
    ];
    const { results, summary } = await finish(admin.sync.importUsers(rows as never));
    expect(inOrder(results).map(({ line, uid, status }) => [line, uid, status])).toEqual([
      [1, 'p-0', 'unchanged'],
      [2, 'p-1', 'updated'],
      [3, 'p-2', 'unchanged'],
      [4, 'p-3', 'skipped'],
      [5, 'p-9', 'created'],
      [6, 'a b', 'failed'],
      [7, undefined, 'failed'],
      [8, 'q', 'failed'],
    ]);
    const bad = results.find(({ line }) => line === 6)?.error;
    expect(bad).toMatchObject({ code: 'INVALID_UID', kind: 'validation', operation: 'importUsers' });
    expect(Object.keys(bad?.details ?? {}).sort()).toEqual(['avatar', 'name', 'uid']);
    expect(summary).toEqual({
      counts: { ...NONE, created: 1, updated: 1, unchanged: 2, skipped: 1, failed: 3 },
      rows: 8,
      requests: 4,
      fromJournal: 0,
      durationMs: expect.any(Number),
    });
    expect(emulator.users.get('p-1')).toMatchObject({ name: 'New name', tags: ['t-1', 'all'] });
    expect(emulator.users.get('p-9')).toMatchObject({ tags: ['t-0', 'all'], metadata: { number: 9 } });
    expect(emulator.users.get('p-3')?.deactivatedAt).toBeGreaterThan(0);
  });

  test('leaves fields alone that a row does not give, or that users own; null clears', async () => {
    const { admin, emulator, body } = await serveFast({
      users: people(2).map((user) => ({ ...user, statusMessage: 'Hi' })),
    });
    const rows = [
      { uid: 'p-0', name: 'Person 0', statusMessage: 'Away' },
      { uid: 'p-1', name: 'Person 1', avatar: null },
    ];
    const { summary } = await finish(admin.sync.importUsers(rows));
    expect(summary.counts).toEqual({ ...NONE, updated: 1, unchanged: 1 });
    expect(body()).toEqual({ unset: ['avatar'] });
    expect(emulator.users.get('p-0')).toMatchObject({ statusMessage: 'Hi', tags: ['t-0', 'all'] });
  });

  test('reactivates only if it is told to', async () => {
    const { admin, emulator } = await serveFast({ users: people(2) });
    await admin.users.deactivate(['p-0', 'p-1']);
    expect((await admin.sync.importUsers(people(2)).summary).counts).toEqual({ ...NONE, skipped: 2 });
    const rows = [personOf(0), personOf(1, { name: 'Back' })];
    expect((await admin.sync.importUsers(rows, { reactivate: true }).summary).counts).toEqual({
      ...NONE,
      reactivated: 2,
    });
    expect(emulator.users.get('p-1')).toMatchObject({ name: 'Back' });
    expect(emulator.users.get('p-1')?.deactivatedAt).toBeUndefined();
  });

  test.each<[string, () => object]>([
    ['an array', () => people(3)],
    ['a generator', () => people(3).values()],
    [
      'an async generator',
      async function* () {
        yield* people(3);
      },
    ],
    ['a Node stream', () => Readable.from(people(3))],
    ['a web stream', () => Readable.toWeb(Readable.from(people(3)))],
    ['users', () => people(3).map((fields) => new User(fields))],
  ])('takes %s', async (_, source) => {
    const { admin, emulator } = await serveFast();
    const { counts } = await admin.sync.importUsers(source() as never).summary;
    expect(counts).toEqual({ ...NONE, created: 3 });
    expect(emulator.users.get('p-2')).toMatchObject(personOf(2));
  });

  test('takes users as they were read from another app', async () => {
    const from = await serveFast({ users: people(3) });
    const { admin, emulator } = await serveFast({ users: [personOf(0, { name: 'Old' })] });
    const { counts } = await admin.sync.importUsers(from.admin.users.list({ withTags: true })).summary;
    // The sample users and kevin are in both.
    expect(counts).toMatchObject({ created: 2, updated: 1, failed: 0 });
    expect(emulator.users.get('p-0')).toMatchObject({ name: 'Person 0' });
  });

  test('keeps a row as it was when the source gave it, if the source uses one object for all rows', async () => {
    const { admin, emulator } = await serveFast();
    const row = { uid: '', name: '', metadata: { number: -1 }, tags: [''] };
    function* rows(prefix: string, make: () => object) {
      for (let number = 0; number < 50; number += 1) {
        row.uid = `${prefix}-${number}`;
        row.name = `Person ${number}`;
        row.metadata.number = number;
        row.tags[0] = `t-${number}`;
        yield make();
      }
    }
    await admin.sync.importUsers(rows('a', () => row) as never).summary;
    await admin.sync.importUsers(rows('b', () => new User(row)) as never).summary;
    for (const prefix of ['a', 'b'])
      for (let number = 0; number < 50; number += 1)
        expect(emulator.users.get(`${prefix}-${number}`)).toMatchObject({
          name: `Person ${number}`,
          metadata: { number },
          tags: [`t-${number}`],
        });
  });

  test('sends the rows of one uid one after the other, in the order of the source', async () => {
    const { admin, emulator } = await serveFast();
    const names = ['A', 'B', 'C', 'A', 'B'];
    const { results } = await finish(admin.sync.importUsers(names.map((name) => ({ uid: 'zoe', name }))));
    expect(results.map(({ status }) => status)).toEqual(['created', 'updated', 'updated', 'updated', 'updated']);
    expect(emulator.users.get('zoe')?.name).toBe('B');
  });

  test('refuses two uids that differ only in letter case', async () => {
    const { admin } = await serveFast();
    const rows = ['Zoe', 'zoe'].map((uid) => ({ uid, name: uid }));
    const { results } = await finish(admin.sync.importUsers(rows));
    expect(inOrder(results)).toMatchObject([
      { status: 'created' },
      { status: 'failed', error: { code: 'UID_COLLISION' } },
    ]);
  });

  test('warns of nothing and reports merged fields if the service merges', async () => {
    const { admin, emulator } = await serveFast({ users: people(3), metadataMerge: true });
    const rows = [0, 1, 2].map((number) => personOf(number, { metadata: { number } }));
    const { results } = await finish(admin.sync.importUsers(rows, { concurrency: 1 }));
    expect(results.map(({ status, merged }) => [status, merged])).toEqual(Array(3).fill(['unchanged', ['metadata']]));
    expect(emulator.users.get('p-1')?.metadata).toEqual({ department: 'd-1', number: 1 });
  });

  test('is told about a source of text or bytes', async () => {
    const { admin, wire } = await serveFast();
    for (const chunk of ['{"uid":"a"}', Buffer.from('{"uid":"a"}')]) {
      const { counts, stoppedBy } = await admin.sync.importUsers(Readable.from([chunk]) as never).summary;
      expect(counts).toEqual(NONE);
      expect(stoppedBy).toMatchObject({
        code: 'INVALID_PARAMETER',
        message: expect.stringContaining('parse the file'),
      });
    }
    expect(wire()).toEqual([]);
  });
});

describe('the run of sync.importUsers', () => {
  test('begins by itself, and its summary is enough', async () => {
    const { admin } = await serveFast();
    expect(await admin.sync.importUsers([]).summary).toMatchObject({ counts: NONE, rows: 0, requests: 0 });
    expect((await admin.sync.importUsers(people(100)).summary).counts.created).toBe(100);
  });

  test('can be passed on by an async function', async () => {
    const { admin } = await serveFast();
    const start = async () => admin.sync.importUsers(people(2));
    expect((await finish(await start())).results).toHaveLength(2);
  });

  test('reads the source only as fast as results are taken', async () => {
    const { admin } = await serveFast();
    let read = 0;
    const source = (function* () {
      for (const person of people(400)) {
        read += 1;
        yield person;
      }
    })();
    const run = admin.sync.importUsers(source, { concurrency: 4 });
    const results = run[Symbol.asyncIterator]();
    await results.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // 64 results wait, and 104 rows are in progress.
    expect(read).toBeLessThan(200);
    let left = 1;
    while (!(await results.next()).done) left += 1;
    expect(left).toBe(400);
  });

  test('ends at a break, closes the source, and says so in the summary', async () => {
    const { admin } = await serveFast();
    let isClosed = false;
    const source = (function* () {
      try {
        yield* people(5000);
      } finally {
        isClosed = true;
      }
    })();
    const run = admin.sync.importUsers(source);
    let left = 20;
    for await (const _ of run) if (--left === 0) break;
    const { counts, stoppedBy } = await run.summary;
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'importUsers' });
    expect(counts.created).toBeGreaterThan(10);
    expect(counts.created).toBeLessThan(1000);
    expect(isClosed).toBe(true);
  });

  test('ends at an abort with the summary of everything that was done', async () => {
    const { admin, emulator } = await serveFast();
    const controller = new AbortController();
    const run = admin.sync.importUsers(people(5000), { signal: controller.signal });
    const told: string[] = [];
    for await (const { status, uid } of run) {
      if (status === 'created') told.push(uid);
      if (told.length === 50) controller.abort(new Error('enough'));
    }
    const { counts, rows, stoppedBy } = await run.summary;
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED', cause: { message: 'enough' } });
    expect(counts.created).toBe(told.length);
    expect(counts.failed).toBeLessThanOrEqual(32);
    expect(rows).toBeLessThan(1000);
    for (const uid of told) expect(emulator.users.get(uid), uid).toBeDefined();
  });

  test('does nothing with a signal that was aborted before', async () => {
    const { admin, wire } = await serveFast();
    const { stoppedBy, rows } = await admin.sync.importUsers(people(5), { signal: AbortSignal.abort() }).summary;
    expect([stoppedBy?.code, rows]).toEqual(['REQUEST_ABORTED', 0]);
    expect(wire()).toEqual([]);
  });

  test('ends while a source hangs', async () => {
    const { admin } = await serveFast();
    const controller = new AbortController();
    const source = (async function* () {
      yield personOf(1);
      controller.abort();
      await new Promise(() => undefined);
    })();
    expect((await admin.sync.importUsers(source, { signal: controller.signal }).summary).stoppedBy?.code).toBe(
      'REQUEST_ABORTED',
    );
  });

  test('ends with the error of a source that throws, and finishes the rows before', async () => {
    const { admin, emulator } = await serveFast();
    const source = (function* () {
      yield* people(3);
      throw new RangeError('Line 4 is no JSON.');
    })();
    const { counts, stoppedBy } = await admin.sync.importUsers(source).summary;
    expect(stoppedBy).toMatchObject({
      code: 'SOURCE_FAILED',
      message: 'The source of users failed at line 4: Line 4 is no JSON.',
      operation: 'importUsers',
    });
    expect([counts.created, emulator.users.get('p-2')?.name]).toEqual([3, 'Person 2']);
  });

  test('ends at a wrong key, without trying every row', async () => {
    const { make, wire } = await serveFast();
    const { stoppedBy, requests } = await make({ apiKey: 'b0'.repeat(20) }).sync.importUsers(people(500)).summary;
    expect(stoppedBy).toMatchObject({ code: 'AUTH_ERR_APIKEY_NOT_FOUND', kind: 'authentication' });
    expect([requests, wire().length]).toEqual([1, 1]);
  });

  test('ends if the key is revoked meanwhile', async () => {
    const { admin } = scripted(({ path, body }, count) => {
      if (path.includes('count=true')) return { count: 0 };
      return count < 20 ? body : refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND');
    });
    const { counts, rows, stoppedBy } = await admin.sync.importUsers(people(500), { concurrency: 2 }).summary;
    expect(stoppedBy?.code).toBe('AUTH_ERR_APIKEY_NOT_FOUND');
    expect(counts.created).toBe(18);
    expect(counts.failed).toBeGreaterThan(0);
    expect(counts.failed).toBeLessThan(5);
    expect(rows).toBeLessThan(200);
  });

  test('without a key ends with MISSING_API_KEY', async () => {
    const { make } = await serveFast();
    const { stoppedBy } = await make({ apiKey: '' }).sync.importUsers(people(1)).summary;
    expect(stoppedBy?.code).toBe('MISSING_API_KEY');
  });

  test('keeps a row that the service refuses, and goes on', async () => {
    const { admin } = await serveFast();
    const rows = [personOf(0), personOf(1, { role: 'nobody' }), personOf(2)];
    const { results, summary } = await finish(admin.sync.importUsers(rows));
    expect(summary.counts).toEqual({ ...NONE, created: 2, failed: 1 });
    expect(results.find(({ line }) => line === 2)).toMatchObject({
      uid: 'p-1',
      error: { details: { role: [expect.any(String)] } },
    });
  });

  test('gives its results once, and from the beginning', async () => {
    const { admin } = await serveFast();
    const run = admin.sync.importUsers(people(3));
    expect((await finish(run)).results).toHaveLength(3);
    await expect(run[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'RESULTS_NOT_KEPT',
      kind: 'config',
    });
    const late = admin.sync.importUsers(people(3));
    await late.summary;
    await expect(late[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'RESULTS_NOT_KEPT' });
  });

  test.each<[string, unknown, object, string]>([
    ['no source', undefined, {}, 'source'],
    ['a text', 'users', {}, 'source'],
    ['one user', { uid: 'a', name: 'A' }, {}, 'source'],
    ['no concurrency', [], { concurrency: 0 }, 'concurrency'],
    ['too much concurrency', [], { concurrency: 65 }, 'concurrency'],
    ['a reactivate that is a text', [], { reactivate: 'yes' }, 'reactivate'],
    ['a progress that is no function', [], { onProgress: 5 }, 'onProgress'],
    ['an empty journal', [], { journal: '' }, 'journal'],
    ['a journal with a NUL character', [], { journal: 'a\0b' }, 'journal'],
    ['a journal that is no storage', [], { journal: { read() {} } }, 'journal'],
    ['a blank sourceId', [], { sourceId: ' ' }, 'sourceId'],
    ['no patience', [], { patience: 0 }, 'patience'],
    ['a misspelt option', [], { concurency: 5 }, 'concurency'],
  ])('rejects summary and iteration for %s, and sends nothing', async (_, source, options, field) => {
    const { admin, wire } = await serveFast();
    const run = admin.sync.importUsers(source as never, options);
    const error = await run.summary.catch((reason) => reason);
    expect(error).toMatchObject({ name: 'CometChatException', operation: 'importUsers' });
    expect(Object.keys(error.details)).toEqual([field]);
    await expect(run[Symbol.asyncIterator]().next()).rejects.toBe(error);
    const other = admin.sync.importUsers(source as never, options);
    await expect(other[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: error.code });
    expect(wire()).toEqual([]);
  });
});

describe('the progress of an import', () => {
  test('is told twice a second and at the end, with rate and time left', async () => {
    stopClock();
    const { admin } = scripted(async ({ path, body }) => {
      if (path.includes('count=true')) return { count: 0 };
      await new Promise((resolve) => setTimeout(resolve, 100));
      return body;
    });
    const told: { done: number; secondsLeft?: number | undefined; perSecond: number }[] = [];
    const onProgress = (progress: (typeof told)[number]) => void told.push(progress);
    const run = admin.sync.importUsers(people(100), { concurrency: 2, onProgress });
    await settleInFakeTime(run.summary);
    // Two rows each 100 ms: five seconds.
    expect(told.length).toBeGreaterThan(8);
    expect(told.length).toBeLessThan(14);
    const middle = told[5];
    expect(middle).toMatchObject({ read: 100, total: 100, phase: 'sending' });
    expect(middle?.perSecond).toBeGreaterThan(15);
    expect(middle?.perSecond).toBeLessThan(25);
    expect(middle?.secondsLeft).toBeGreaterThan(1);
    expect(told.at(-1)).toMatchObject({ done: 100, counts: { ...NONE, created: 100 }, secondsLeft: 0 });
  });

  test('breaks nothing when it throws', async () => {
    const { admin } = await serveFast();
    const onProgress = () => {
      throw new Error('no bar');
    };
    expect((await admin.sync.importUsers(people(3), { onProgress }).summary).counts.created).toBe(3);
    const rejecting = async () => onProgress();
    expect((await admin.sync.importUsers(people(3), { onProgress: rejecting }).summary).counts.unchanged).toBe(3);
  });
});

test('no key reaches a result', async () => {
  const error = { code: KEY, message: `The key ${KEY} is no good.`, details: { [KEY]: [KEY] } };
  const { admin } = scripted(({ path }) => (path.includes('count=true') ? { count: 0 } : refusal(400, KEY, error)));
  const told = JSON.stringify(await finish(admin.sync.importUsers(people(2))));
  expect(told).toContain('[redacted]');
  expect(told).not.toContain(KEY);
});

test('a row whose create was answered by nobody is created once', async () => {
  const { admin, sent } = scripted(
    ({ method, path }) => {
      if (path.includes('count=true')) return { count: 0 };
      if (method === 'GET') return personOf(0);
      return sent.filter((one) => one.method === 'POST').length > 1 ? refusal(400, 'ERR_UID_ALREADY_EXISTS') : lost();
    },
    { retry: { limit: 0 } },
  );
  const { results } = await finish(admin.sync.importUsers([personOf(0)]));
  expect(results).toMatchObject([{ status: 'created' }]);
});
