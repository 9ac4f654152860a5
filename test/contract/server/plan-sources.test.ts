import { readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { all, file, folder, NO_STEPS, ndjson, person, serveOld, steps } from './plan-support.js';

const ROWS = [person('new'), person('same'), person('other', { name: 'Other' })];
const STEPS = ['create new', 'unchanged same', 'update other'];

const serveTwo = () => serveOld([person('same'), person('other')]);

async function* generated(rows: readonly unknown[] = ROWS) {
  yield* rows as never[];
}

/** The temporary files that this process has open, although they have no name any longer. */
function openSpools(): string[] {
  const folder = '/proc/self/fd';
  return readdirSync(folder).filter((fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`).includes('cometchat-users-');
    } catch {
      return false;
    }
  });
}

describe('the source of a plan', () => {
  test('is an array, another iterable, a function, a stream or a path', async () => {
    const { admin } = await serveTwo();
    const sources = [
      ROWS,
      new Set(ROWS),
      ROWS.values(),
      generated(),
      Readable.from(ROWS),
      Readable.toWeb(Readable.from(ROWS)) as ReadableStream,
      () => ROWS,
      () => generated(),
      async () => Readable.from(ROWS),
      file(ndjson(ROWS)),
    ];
    for (const source of sources) {
      const plan = await admin.sync.plan(source as never);
      expect(plan.counts).toEqual({ ...NO_STEPS, create: 1, update: 1, unchanged: 1 });
      // A plan can be read several times, also from a source that was read once.
      for (const _ of [1, 2]) expect(await steps(plan)).toEqual(STEPS);
      plan.close();
    }
  });

  test('is stored only if it can be read once, in a file that nobody else can read and that has no name', async () => {
    const { admin } = await serveTwo();
    const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cometchat-users-'));
    const [files, open] = [temporary(), openSpools().length];
    const array = await admin.sync.plan(ROWS);
    expect(openSpools()).toHaveLength(open);
    const plan = await admin.sync.plan(generated());
    const spools = openSpools();
    expect(spools).toHaveLength(open + 1);
    for (const fd of spools) expect(statSync(`/proc/self/fd/${fd}`).mode & 0o777).toBe(0o600);
    expect(temporary()).toEqual(files);
    plan.close();
    plan.close();
    array.close();
    expect(openSpools()).toHaveLength(open);
    await expect(all(plan)).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringContaining('closed'),
    });
    expect(await steps(array)).toEqual(STEPS);
    // A plan that fails keeps nothing.
    await expect(admin.sync.plan(generated([]), { missing: 'erase' })).rejects.toMatchObject({
      code: 'SOURCE_INCOMPLETE',
    });
    expect(openSpools()).toHaveLength(open);
  });

  test('is stored with all that matters: cleared fields, invalid rows, spellings', async () => {
    const { admin } = await serveOld([person('a', { avatar: 'https://x.example/a', metadata: { b: 1 } })]);
    const rows = [
      { uid: 'A', name: 'A', avatar: null, metadata: { date: new Date(0), list: [1, { two: '2 \u2028' }] } },
      { uid: 'a', name: 'A' },
      { uid: 'b', name: 5 },
      ...(await all(admin.users.list())),
    ];
    const [stored, direct] = [await admin.sync.plan(generated(rows)), await admin.sync.plan(rows as never)];
    expect(stored.counts).toEqual(direct.counts);
    const [one, other] = [await all(stored), await all(direct)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(one.map(({ action }) => action)).toEqual(['skip', 'invalid', 'invalid', 'unchanged']);
    stored.close();
  });

  test('has invalid rows where a time is no Unix seconds', async () => {
    const { admin } = await serveOld([]);
    const rows = [
      person('a', { createdAt: 'yesterday' as never }),
      person('b', { deactivatedAt: 1.5 }),
      person('c', { lastActiveAt: 5 }),
    ];
    const read = await all(await admin.sync.plan(rows));
    expect(read.map(({ action }) => action)).toEqual(['invalid', 'invalid', 'create']);
    expect(read[0]).toMatchObject({ error: { details: { createdAt: [expect.stringMatching(/Unix seconds/)] } } });
  });

  test('is kept in memory where there are no files, and a path is refused there', async () => {
    const { admin } = await serveTwo();
    const spy = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const open = openSpools().length;
    const plan = await admin.sync.plan(generated());
    expect(openSpools()).toHaveLength(open);
    expect(await steps(plan)).toEqual(STEPS);
    await expect(admin.sync.plan('users.ndjson')).rejects.toThrow(/only where there are files/);
    spy.mockRestore();
  });

  test('of JSON lines may have a byte order mark, CRLF, blank lines and no end', async () => {
    const { admin } = await serveTwo();
    const [one, two, three] = ROWS.map((row) => JSON.stringify(row));
    const plan = await admin.sync.plan(file(`\uFEFF${one}\r\n\r\n${two}\n{broken\n${three}`));
    const read = await all(plan);
    expect(read.map(({ action }) => action)).toEqual(['create', 'unchanged', 'invalid', 'update']);
    expect(read.map((step) => 'line' in step && step.line)).toEqual([1, 3, 4, 5]);
    expect(read[2]).toMatchObject({
      error: { code: 'INVALID_USER', message: 'Line 4 is not valid JSON, from column 2 on.' },
    });
    expect((await admin.sync.plan(file(''))).rows).toBe(0);
  });

  test('that cannot be read fails with the reason and the line', async () => {
    const { admin, wire } = await serveTwo();
    const fails = async (source: unknown, message: RegExp) => {
      await expect(admin.sync.plan(source as never)).rejects.toMatchObject({
        code: 'SOURCE_FAILED',
        operation: 'planSync',
        message: expect.stringMatching(message),
      });
    };
    await fails(folder(), /cannot be read: EISDIR/);
    await fails('no-such-file.ndjson', /cannot be read: ENOENT.*no-such-file/);
    await fails(file(Buffer.from([0x7b, 0x7d, 0x0a, 0xff, 0xfe, 0x0a])), /^Line 2 is not valid UTF-8/);
    await fails(file(`{}\n${'x'.repeat(3_000_000)}`), /^Line 2 is longer than 1 MB/);
    await fails(() => broken('no table'), /function that opens the source threw: no table/);
    await fails(() => 5, /must return an array/);
    async function* breaks() {
      yield person('a');
      broken('no more');
    }
    await fails(breaks(), /at line 2: no more/);
    expect(wire().filter((request) => request.includes('page='))).toEqual([]);
  });

  test('is closed when the caller aborts, also while it hangs', async () => {
    const { admin } = await serveTwo();
    const abort = new AbortController();
    let isClosed = false;
    const hanging = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          abort.abort();
          return new Promise<never>(() => {});
        },
        return: async () => {
          isClosed = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    await expect(admin.sync.plan(() => hanging, { signal: abort.signal })).rejects.toMatchObject({
      code: 'REQUEST_ABORTED',
      operation: 'planSync',
    });
    expect(isClosed).toBe(true);
  });
});

describe('a source that changes after the plan was made', () => {
  const changed = { code: 'SOURCE_CHANGED', kind: 'validation', hint: expect.stringContaining('new plan') };

  test.each([
    [
      'another value',
      [ROWS[0], ROWS[1], person('other', { name: 'Changed' })],
      ['create', 'unchanged'],
      /Line 3 has another/,
    ],
    ['a new user', [ROWS[0], person('newest'), ...ROWS.slice(1)], ['create'], /Line 2 is new/],
    ['a new row of a user', [...ROWS, ROWS[1]], ['create', 'unchanged', 'update'], /Line 4 is new/],
    ['another order', [ROWS[1], ROWS[0], ROWS[2]], ['skip'], /Line 2 is new/],
    ['a row less', ROWS.slice(0, 2), ['create', 'unchanged'], /had 3 rows at the first reading and has 2 now/],
    ['no row', [], [], /has 0 now/],
    ['a row that is broken', [ROWS[0], ROWS[1], { uid: 'other' }], ['create', 'unchanged', 'invalid'], /has 3 now/],
  ])('is found: %s', async (_, rows, before, message) => {
    const { admin } = await serveOld([
      person('same'),
      person('other'),
      ...Array.from({ length: 50 }, (_, n) => person(`x-${n}`)),
    ]);
    const path = file(ndjson(ROWS));
    const plan = await admin.sync.plan(path, { missing: 'erase', maxRemoved: '100%' });
    expect(plan.counts).toMatchObject({ erase: 50 });
    writeFileSync(path, ndjson(rows));
    const given: string[] = [];
    const reading = (async () => {
      for await (const { action } of plan) given.push(action);
    })();
    await expect(reading).rejects.toMatchObject({ ...changed, message: expect.stringMatching(message) });
    // Nobody is removed because of a source that is not the same.
    expect(given).toEqual(before);
  });

  test('also if a function opens other rows, or a stream that was read', async () => {
    const { admin } = await serveTwo();
    let opened = 0;
    const growing = await admin.sync.plan(() => [...ROWS, ...Array.from({ length: opened++ }, () => person('late'))]);
    await expect(all(growing)).rejects.toMatchObject(changed);
    const once = generated();
    onTestFinished(() => void once.return(undefined));
    await expect(all(await admin.sync.plan(() => once))).rejects.toMatchObject(changed);
  });
});

function broken(message: string): never {
  throw new Error(message);
}
