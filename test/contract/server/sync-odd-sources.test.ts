import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Admin, ImportSource, PlanSource } from 'cometchat-users/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { finish, NONE, people, serveFast } from './import-support.js';

/** Imports a source, or plans it and applies the plan. Returns the counts that both have, and the reason of the end. */
const METHODS = {
  async importUsers(admin: Admin, source: unknown) {
    const { counts, stoppedBy } = await admin.sync.importUsers(source as ImportSource).summary;
    return { created: counts.created, failed: counts.failed, stoppedBy };
  },
  async plan(admin: Admin, source: unknown) {
    try {
      const plan = await admin.sync.plan(source as PlanSource);
      const { counts, stoppedBy } = await admin.sync.apply(plan).summary;
      return { created: counts.created, failed: counts.failed, stoppedBy };
    } catch (error) {
      return { created: 0, failed: 0, stoppedBy: error };
    }
  },
};

const iterator = (next: () => unknown) => ({ [Symbol.iterator]: () => ({ next }) });

describe.each(['importUsers', 'plan'] as const)('%s of an odd source', (method) => {
  const take = METHODS[method];

  test.each<[string, () => unknown, string]>([
    ['whose next() returns nothing', () => iterator(() => undefined), 'next() did not return an object.'],
    ['whose next() returns a number', () => iterator(() => 5), 'next() did not return an object.'],
    ['without an iterator', () => ({ [Symbol.iterator]: () => null }), 'next'],
    ['that throws nothing', () => iterator(() => thrown(undefined)), 'undefined'],
    [
      'that throws something that has no text',
      () => iterator(() => thrown(Object.create(null))),
      'something that cannot be read.',
    ],
    ['that is a locked stream', () => locked(), 'locked'],
  ])('%s fails with the line', async (_, source, message) => {
    const { admin } = await serveFast();
    const { stoppedBy, ...counts } = await take(admin, source());
    expect(counts).toEqual({ created: 0, failed: 0 });
    expect(stoppedBy).toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringMatching(/^The source of users failed at line 1: /),
    });
    expect((stoppedBy as Error).message).toContain(message);
  });

  test('that throws while it is closed is like any other', async () => {
    const { admin } = await serveFast();
    const source = {
      [Symbol.iterator]() {
        const rows = people(3)[Symbol.iterator]();
        return { next: () => rows.next(), return: () => thrown(new Error('no')) };
      },
    };
    expect(await take(admin, source)).toEqual({ created: 3, failed: 0, stoppedBy: undefined });
  });

  test('of text or bytes is refused with the reason', async () => {
    const { admin, wire } = await serveFast();
    const folder = mkdtempSync(path.join(tmpdir(), 'odd-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'users.csv');
    writeFileSync(file, 'uid,name\nann,Ann\n');
    for (const source of [createReadStream(file), ['uid,name', 'ann,Ann'], createReadStream(file, 'utf8')]) {
      const { stoppedBy } = await take(admin, source);
      expect(stoppedBy).toMatchObject({
        code: 'INVALID_PARAMETER',
        message: 'The source gives text or bytes instead of users: parse the file first.',
      });
    }
    await expect(admin.sync.importUsers(Buffer.from('x') as never).summary).rejects.toMatchObject({
      code: 'INVALID_PARAMETER',
    });
    await expect(admin.sync.plan(Buffer.from('x') as never)).rejects.toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(wire().filter((one) => !one.startsWith('GET'))).toEqual([]);
  });

  test('of rows that are no users: each fails, and the others are sent', async () => {
    const { admin, emulator } = await serveFast();
    const deep: { inner?: object } = {};
    for (let level = 0, inner = deep; level < 10_000; level++) inner = inner.inner = {};
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const bad: unknown[] = [
      null,
      undefined,
      5,
      10n,
      true,
      Symbol('row'),
      () => ({ uid: 'x', name: 'X' }),
      [],
      new Date(),
      {},
      proxy,
      { uid: 5, name: 'X' },
      { uid: 'x', name: '\ud800' },
      { uid: 'x', name: 'X', tags: [null] },
      { uid: 'x', name: 'X', metadata: deep },
      { uid: 'x', name: 'X', metadata: { number: 1n } },
      { uid: 'x', name: 'X', metadata: JSON.parse('{"__proto__":{"a":1}}') },
      { uid: 'x', name: 'X', metadata: { toJSON: () => thrown(new Error('no')) } },
      { get uid() { return thrown(new Error('no')); }, name: 'X' }, // biome-ignore format: one row a line
      { uid: 'x', get name() { return thrown(new Error('no')); } }, // biome-ignore format: one row a line
    ];
    const prototypes = ['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty'];
    const good = prototypes.map((uid) => ({ uid, name: uid }));
    const found = await take(admin, [...bad, ...good, { uid: 'last', name: 'Last' }]);
    expect(found).toEqual({ created: good.length + 1, failed: bad.length, stoppedBy: undefined });
    for (const uid of [...prototypes, 'last']) expect(emulator.users.get(uid.toLowerCase())).toBeDefined();
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});

test('a named pipe is no path of a file: it could be read once only', async () => {
  const { admin } = await serveFast();
  const folder = mkdtempSync(path.join(tmpdir(), 'odd-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pipe = path.join(folder, 'users');
  execFileSync('sh', ['-c', `mkfifo '${pipe}'`]);
  const refusal = {
    code: 'SOURCE_FAILED',
    message: expect.stringContaining('it is not a regular file. Give a stream'),
  };
  await expect(admin.sync.plan(pipe)).rejects.toMatchObject(refusal);
  await expect(admin.sync.readPlan(pipe)).rejects.toMatchObject(refusal);
});

test('a wrong line of a file is told with its column, and is not quoted', async () => {
  const { admin } = await serveFast();
  const folder = mkdtempSync(path.join(tmpdir(), 'odd-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'users.ndjson');
  writeFileSync(file, '{"uid":"zoe","name":"Zoé"}\n{"uid":"🙂", private}\nuid,name\n');
  const errors: unknown[] = [];
  for await (const step of await admin.sync.plan(file)) if (step.action === 'invalid') errors.push(step.error.message);
  expect(errors).toEqual([
    'Line 2 is not valid JSON, from column 13 on.',
    'Line 3 is not valid JSON, from column 1 on.',
  ]);
});

test('a number of users that is wrong costs no requests for pages that do not exist', async () => {
  const users = people(2500);
  const { emulator, make } = await serveFast({ users });
  for (const count of [0, 5, 2500, 1_000_000_000]) {
    let requests = 0;
    const admin = make({
      async fetch(request) {
        requests += 1;
        const response = await emulator.fetch(request);
        if (!request.url.includes('count=true')) return response;
        return Response.json({ data: { count } }, { headers: response.headers });
      },
    });
    expect((await admin.sync.plan(users)).counts.unchanged).toBe(2500);
    expect(requests).toBeLessThan(8);
  }
});

test('100,000 rows of one uid: the last one wins, and few requests are sent', async () => {
  const { admin, emulator } = await serveFast();
  function* rows() {
    for (let index = 0; index < 100_000; index++) yield { uid: 'one', name: index < 99_999 ? 'Same' : 'Last' };
  }
  const { counts } = await admin.sync.importUsers(rows()).summary;
  expect(counts).toEqual({ ...NONE, created: 1, updated: 1, unchanged: 99_998 });
  expect(emulator.users.get('one')?.name).toBe('Last');
}, 60_000);

describe('the event loop goes on', () => {
  /** Begins some work, and aborts it in a timer. */
  async function aborted(begin: (signal: AbortSignal) => Promise<{ stoppedBy?: unknown }>): Promise<void> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 30);
    const { stoppedBy } = await begin(controller.signal);
    clearTimeout(timer);
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED' });
  }

  /** So many that they would take a minute without an end. */
  function* invalid() {
    for (let index = 0; index < 2_000_000; index++) yield { uid: 'not valid' };
  }

  test('while an import, a plan and changes have rows that send nothing', async () => {
    const { admin } = await serveFast();
    await aborted((signal) => admin.sync.importUsers(invalid() as never, { signal }).summary);
    await aborted((signal) => admin.sync.apply(invalid() as Iterable<never>, { signal }));
    await aborted((signal) =>
      admin.sync
        .plan(() => invalid() as never, { signal })
        .then(
          () => ({}),
          (stoppedBy) => ({ stoppedBy }),
        ),
    );
  });

  test('while a plan is applied that changes nothing', async () => {
    const rows = people(20_000);
    const { admin } = await serveFast({ users: rows });
    const equal = await admin.sync.plan(rows);
    expect(equal.counts.unchanged).toBe(20_000);
    await aborted((signal) => admin.sync.apply(equal, { signal }).summary);
  }, 60_000);

  test('and progress is reported', async () => {
    const { admin } = await serveFast();
    const seen: number[] = [];
    const rows = people(60_000).map((row) => ({ ...row, uid: 'not valid' }));
    const { summary } = await finish(admin.sync.importUsers(rows, { onProgress: ({ done }) => void seen.push(done) }));
    expect(summary.counts.failed).toBe(60_000);
    expect(seen.length).toBeGreaterThan(1);
  }, 60_000);
});

function thrown(value: unknown): never {
  throw value;
}

function locked(): ReadableStream {
  const stream = new ReadableStream();
  stream.getReader();
  return stream;
}
