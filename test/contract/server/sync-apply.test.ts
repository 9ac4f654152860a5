import type { UserChange } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { expectRefused, KEY, lost, refusal, scripted, serve } from './admin-support.js';

const at = new Date(0);
const ensure = (uid: string, more: object = {}, reactivate = false): UserChange => ({
  action: 'ensure',
  user: { uid, name: uid, ...more },
  at,
  reactivate,
});
const deactivate = (uid: string): UserChange => ({ action: 'deactivate', uid, at });
const erase = (uid: string): UserChange => ({ action: 'erase', uid, at });
const NONE = { created: 0, updated: 0, unchanged: 0, reactivated: 0, deactivated: 0, erased: 0, skipped: 0, failed: 0 };

describe('sync.apply of one change', () => {
  test('does it, and says what became of it', async () => {
    const { admin, emulator, wire } = await serve();
    const { apply } = admin.sync;
    expect(await apply(ensure('ZOE'))).toMatchObject({ uid: 'zoe', outcome: 'created', user: { name: 'ZOE' } });
    expect(await apply(ensure('ZOE', { name: 'Zoe' }))).toMatchObject({ outcome: 'updated' });
    expect(await apply(ensure('ZOE', { name: 'Zoe' }))).toMatchObject({ outcome: 'unchanged', user: { uid: 'zoe' } });
    wire();
    expect(await apply(deactivate('Zoe'))).toEqual({ uid: 'zoe', outcome: 'deactivated' });
    expect(await apply(deactivate('zoe'))).toEqual({ uid: 'zoe', outcome: 'unchanged' });
    expect(wire()).toEqual(['DELETE /users', 'DELETE /users']);
    expect(await apply(ensure('ZOE', {}, true))).toMatchObject({ outcome: 'reactivated', user: { uid: 'zoe' } });
    expect(await apply(erase('zoe'))).toEqual({ uid: 'zoe', outcome: 'erased' });
    expect(await apply(erase('zoe'))).toEqual({ uid: 'zoe', outcome: 'unchanged' });
    expect(emulator.users.get('zoe')).toBeUndefined();
  });

  test('skips a deactivated user, unless it reactivates', async () => {
    const { admin, emulator } = await serve();
    await admin.users.deactivate('kevin');
    expect(await admin.sync.apply(ensure('kevin', { name: 'K' }))).toEqual({ uid: 'kevin', outcome: 'skipped' });
    expect(emulator.users.get('kevin')).toMatchObject({ name: 'Kevin', deactivatedAt: expect.any(Number) });
  });

  test('of a service that shows deactivated users: skips or reactivates without trying to create', async () => {
    let isActive = false;
    const { admin, wire } = scripted(({ method }) => {
      if (method === 'GET') return { uid: 'zoe', name: 'zoe', ...(!isActive && { deactivatedAt: 5 }) };
      isActive = true;
      return { nonDeactivatedUids: ['zoe'] };
    });
    expect(await admin.sync.apply(ensure('zoe'))).toEqual({ uid: 'zoe', outcome: 'skipped' });
    expect(await admin.sync.apply(ensure('zoe', {}, true))).toMatchObject({ outcome: 'reactivated' });
    expect(wire()).toEqual(['GET /users/zoe', 'GET /users/zoe', 'PUT /users', 'GET /users/zoe']);
  });

  test('rejects with every issue, and sends nothing', async () => {
    const { admin, wire } = await serve();
    const apply = (change: unknown) => admin.sync.apply(change as UserChange);
    for (const bad of [undefined, null, 'ensure', 5, {}, { action: 'remove' }])
      await expectRefused(apply(bad), 'action');
    await expectRefused(apply({ action: 'delete', uid: 'zoe', at }), 'action');
    await expectRefused(apply({ action: 'ensure', at: 'yesterday', reactivate: 1 }), 'user', 'at', 'reactivate');
    await expectRefused(apply({ action: 'erase' }), 'uid', 'at');
    await expectRefused(apply(ensure('a b')), 'uid');
    await expectRefused(apply(ensure('zoe', { name: '', tags: [''] })), 'name', 'tags');
    await expect(apply({ ...deactivate('zoe'), reactivat: true })).rejects.toThrow(
      /change\.reactivat is not a field of change/,
    );
    await expect(apply({ ...ensure('zoe'), reactivat: true })).rejects.toThrow(/Did you mean change\.reactivate\?/);
    expect(wire()).toEqual([]);
  });

  test('honours signal and timeout', async () => {
    const { admin, wire } = await serve();
    await expect(admin.sync.apply(ensure('zoe'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'REQUEST_ABORTED',
      operation: 'applyChanges',
    });
    expect(wire()).toEqual([]);
  });

  test('a change whose response was lost can be applied again', async () => {
    const { admin } = scripted(
      ({ method }, count) => (count === 1 ? lost() : method === 'GET' && { uid: 'z', name: 'z' }),
      {
        retry: { limit: 0 },
      },
    );
    await expect(admin.sync.apply(ensure('z'))).rejects.toMatchObject({ kind: 'network', operation: 'applyChanges' });
    expect(await admin.sync.apply(ensure('z'))).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('sync.apply of several changes', () => {
  test('resolves with the result of each, in the order of the source', async () => {
    const { admin, emulator } = await serve({
      users: [
        { uid: 'old', name: 'old' },
        { uid: 'kevin', name: 'Kevin' },
      ],
    });
    const changes = [
      ensure('a'),
      erase('kevin'),
      ensure('andy', { name: 'Andy' }),
      deactivate('old'),
      ensure('andy', { name: 'A' }),
    ];
    const { counts, results, merged, stoppedBy } = await admin.sync.apply(changes);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'erased', 'created', 'deactivated', 'updated']);
    expect(results.map(({ change }) => change)).toEqual(changes);
    expect(counts).toEqual({ ...NONE, created: 2, erased: 1, deactivated: 1, updated: 1 });
    expect([merged, stoppedBy]).toEqual([0, undefined]);
    expect(emulator.users.get('andy')?.name).toBe('A');
  });

  test('takes iterables and async iterables, and empty ones', async () => {
    const { admin } = await serve();
    async function* rows() {
      yield ensure('a');
      yield ensure('b');
    }
    expect((await admin.sync.apply(rows())).counts.created).toBe(2);
    expect((await admin.sync.apply(new Set([ensure('c')]))).counts.created).toBe(1);
    const stream = new ReadableStream<UserChange>({
      start(controller) {
        controller.enqueue(ensure('d'));
        controller.close();
      },
    });
    expect((await admin.sync.apply(stream as unknown as AsyncIterable<UserChange>)).counts.created).toBe(1);
    expect(await admin.sync.apply([])).toEqual({ counts: NONE, merged: 0, results: [] });
  });

  test('keeps the order of the changes of one user, and works on several users at a time', async () => {
    const [first, rest]: [string[], Map<string, number>] = [[], new Map()];
    let [now, most] = [0, 0];
    const { admin } = scripted(async ({ method, path, body }) => {
      most = Math.max(most, ++now);
      // The first request takes longest.
      await new Promise((resolve) => setTimeout(resolve, first.length === 0 ? 30 : 1));
      now--;
      if (path === '/users/a') first.push(method === 'PUT' ? body.name : 'read');
      else rest.set(path, (rest.get(path) ?? 0) + 1);
      return { uid: path.split('/')[2], name: method === 'PUT' ? body.name : '?' };
    });
    const names = Array.from({ length: 5 }, (_, index) => `A${index}`);
    const others = Array.from({ length: 20 }, (_, index) => ensure(`b-${index}`));
    await admin.sync.apply([...names.map((name) => ensure('a', { name })), ...others], { concurrency: 8 });
    expect(first).toEqual(names.flatMap((name) => ['read', name]));
    expect(rest.size).toBe(20);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  test('applies a change as the source gave it, also if it waits while the source uses the object again', async () => {
    const { admin } = await serve();
    function* rows() {
      const metadata = { row: 0 };
      for (const [index, uid] of ['zoe', 'zoe', 'max'].entries()) {
        metadata.row = index;
        yield { action: 'ensure', user: { uid, name: uid, metadata }, at } as const;
      }
    }
    await admin.sync.apply(rows(), { concurrency: 3 });
    expect((await admin.users.get('zoe')).metadata).toEqual({ row: 1 });
    expect((await admin.users.get('max')).metadata).toEqual({ row: 2 });
  });

  test('a change that fails or is not valid is a result with its error, and the others go on', async () => {
    const { admin } = await serve();
    const bad = [
      null,
      { action: 'ensure' },
      ensure('x', { name: '' }),
      ensure('y', { role: 'nobody' }),
    ] as UserChange[];
    const { counts, results } = await admin.sync.apply([ensure('a'), ...bad, ensure('c')]);
    expect(counts).toEqual({ ...NONE, created: 2, failed: 4 });
    expect(results.map(({ uid, error }) => [uid, error?.kind])).toEqual([
      ['a', undefined],
      [undefined, 'validation'],
      [undefined, 'validation'],
      ['x', 'validation'],
      ['y', 'validation'],
      ['c', undefined],
    ]);
    expect(results[3]?.error).toMatchObject({ operation: 'applyChanges', details: { name: [expect.any(String)] } });
  });

  test('an abort ends it with what was done', async () => {
    const controller = new AbortController();
    const { admin, emulator } = await serve();
    async function* rows() {
      yield ensure('a');
      yield ensure('b');
      controller.abort();
      yield ensure('c');
      expect.fail('The source was read on.');
    }
    const { counts, results, stoppedBy } = await admin.sync.apply(rows(), {
      signal: controller.signal,
      concurrency: 1,
    });
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'applyChanges' });
    expect(counts).toEqual({ ...NONE, created: 2 });
    expect(results).toHaveLength(2);
    expect(emulator.users.get('c')).toBeUndefined();
  });

  test('an abort ends it also while the source does not respond, and while the service does not', async () => {
    const { admin } = scripted(({ path }) =>
      path === '/users/a' ? { uid: 'a', name: 'a' } : new Promise(() => undefined),
    );
    const controller = new AbortController();
    async function* rows() {
      yield ensure('a');
      yield ensure('b');
      setTimeout(() => controller.abort(), 20);
      await new Promise(() => undefined);
    }
    const { results, stoppedBy } = await admin.sync.apply(rows(), { signal: controller.signal });
    expect(stoppedBy).toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'failed']);
    expect(results[1]?.error).toMatchObject({ code: 'REQUEST_ABORTED', endpoint: 'GET /users/{uid}' });
  });

  test('a source that throws ends it with what was done, and is closed', async () => {
    const { admin } = await serve();
    const cause = new Error(`Line 2 is no JSON: ${KEY}`);
    function* rows() {
      yield ensure('a');
      throw cause;
    }
    const { counts, stoppedBy } = await admin.sync.apply(rows());
    expect(stoppedBy).toMatchObject({ code: 'SOURCE_FAILED', kind: 'validation', operation: 'applyChanges', cause });
    expect(counts.created).toBe(1);
    const scary = scripted(() => ({}));
    const failed = await scary.admin.sync.apply(rows(), { signal: AbortSignal.timeout(1_000) });
    expect(failed.stoppedBy?.message).not.toContain(KEY);
  });

  test('a source is closed when the run ends early', async () => {
    let isClosed = false;
    function* rows() {
      try {
        for (;;) yield ensure('a');
      } finally {
        isClosed = true;
      }
    }
    const { admin, wire } = scripted(() => refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));
    const { counts, results, stoppedBy } = await admin.sync.apply(rows(), { concurrency: 2 });
    expect(stoppedBy).toMatchObject({ code: 'AUTH_ERR_APIKEY_NOT_FOUND', kind: 'authentication' });
    expect(counts.failed).toBe(results.length);
    expect(wire().length).toBeLessThanOrEqual(2);
    expect(isClosed).toBe(true);
  });

  test('reads the source only as fast as it applies', async () => {
    let [read, done, ahead] = [0, 0, 0];
    const { admin } = scripted(async ({ path }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      done++;
      return { uid: path.split('/')[2], name: path.split('/')[2] };
    });
    function* rows() {
      for (read = 0; read < 200; read++) {
        ahead = Math.max(ahead, read - done);
        yield ensure(`u-${read}`);
      }
    }
    expect((await admin.sync.apply(rows(), { concurrency: 4 })).counts.unchanged).toBe(200);
    expect(ahead).toBeLessThanOrEqual(5);
  });

  test('each change has its own timeout', async () => {
    stopClock();
    const { admin } = scripted(async ({ path }) => {
      await new Promise((resolve) => setTimeout(resolve, path === '/users/slow' ? 60_000 : 800));
      return { uid: path.split('/')[2], name: path.split('/')[2] };
    });
    const changes = [ensure('slow'), ...Array.from({ length: 5 }, (_, index) => ensure(`u-${index}`))];
    const { results } = await settleInFakeTime(admin.sync.apply(changes, { timeout: 1_000, concurrency: 1 }));
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', ...Array(5).fill('unchanged')]);
    expect(results[0]?.error).toMatchObject({ code: 'REQUEST_TIMEOUT' });
  });

  test('rejects for options that cannot be right, before it reads the source', async () => {
    const { admin } = await serve();
    const rows = () => {
      const read = { [Symbol.iterator]: () => expect.fail('The source was read.') };
      return read as Iterable<UserChange>;
    };
    for (const concurrency of [0, 65, 1.5, '2'])
      await expectRefused(admin.sync.apply(rows(), { concurrency: concurrency as number }), 'concurrency');
    await expect(admin.sync.apply(rows(), { timeout: -1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });
});

describe('fields that users own', () => {
  const zoe = { uid: 'zoe', name: 'Zoë', statusMessage: 'Away', avatar: 'https://a.example/1.png' };
  const wanted = { ...zoe, statusMessage: 'Hi', avatar: 'https://a.example/2.png' };

  test('are set on creation, and left alone afterwards: by default the status message', async () => {
    const { admin, emulator, body } = await serve({ users: [zoe] });
    expect((await admin.users.ensure(wanted)).outcome).toBe('updated');
    expect(body()).toEqual({ avatar: wanted.avatar });
    expect((await admin.users.ensure(wanted)).outcome).toBe('unchanged');
    await admin.users.ensure({ ...wanted, uid: 'new' });
    expect(emulator.users.get('new')?.statusMessage).toBe('Hi');
  });

  test('are the ones that the option names', async () => {
    const { make, emulator } = await serve({ users: [zoe] });
    await make({ userOwnedFields: ['avatar'] }).sync.apply({ action: 'ensure', user: wanted, at });
    expect(emulator.users.get('zoe')).toMatchObject({ statusMessage: 'Hi', avatar: zoe.avatar });
    await make({ userOwnedFields: [] }).users.ensure(wanted);
    expect(emulator.users.get('zoe')).toMatchObject(wanted);
  });

  test('are changed by users.update', async () => {
    const { admin, emulator } = await serve({ users: [zoe] });
    await admin.users.update({ uid: 'zoe', statusMessage: 'Hi' });
    expect(emulator.users.get('zoe')?.statusMessage).toBe('Hi');
  });

  test('must exist', async () => {
    const { make } = await serve();
    for (const bad of [['nickname'], 'avatar', ['uid']])
      expect(() => make({ userOwnedFields: bad as never })).toThrow(/userOwnedFields(\[0\])? must be/);
  });
});

describe('a service that merges metadata and tags', () => {
  const users = Array.from({ length: 10 }, (_, index) => ({
    uid: `u-${index}`,
    name: `U${index}`,
    metadata: { plan: 'free', legacy: true },
    tags: ['beta', 'old'],
  }));
  const wanted = users.map(({ uid, name }) => ({ uid, name, metadata: { plan: 'paid' }, tags: ['beta'] }));
  const changes = wanted.map((user): UserChange => ({ action: 'ensure', user, at }));

  test('is reported once for each field, and counted', async () => {
    const { make, emulator, wire } = await serve({ users, metadataMerge: true });
    const warnings: string[] = [];
    const admin = make({ hooks: { onWarning: ({ message }) => warnings.push(message) } });
    const first = await admin.sync.apply(changes);
    expect(first).toMatchObject({ counts: { ...NONE, updated: 10 }, merged: 10 });
    expect(warnings).toEqual([
      expect.stringContaining('merges the metadata of an update'),
      expect.stringContaining('merges the tags of an update'),
    ]);
    wire();
    const second = await admin.sync.apply(changes);
    expect(second).toMatchObject({ counts: { ...NONE, unchanged: 10 }, merged: 10 });
    expect(second.results[0]).toMatchObject({ merged: ['metadata', 'tags'] });
    expect(wire()).toEqual(wanted.map(({ uid }) => `GET /users/${uid}`));
    expect(warnings).toHaveLength(2);
    expect(emulator.users.get('u-3')?.metadata).toEqual({ plan: 'paid', legacy: true });
  });

  test('an update that changed nothing does not count as one', async () => {
    const { admin, wire } = await serve({ users, metadataMerge: true });
    const same = { uid: 'u-0', name: 'U0', metadata: { plan: 'free' } };
    expect(await admin.users.ensure(same)).toMatchObject({ outcome: 'unchanged' });
    expect(await admin.users.ensure(same)).toMatchObject({ outcome: 'unchanged' });
    expect(wire()).toEqual(['GET /users/u-0', 'PUT /users/u-0', 'GET /users/u-0']);
  });

  test('one that replaces is not suspected', async () => {
    const { make, emulator } = await serve({ users });
    const warnings: string[] = [];
    const admin = make({ hooks: { onWarning: ({ message }) => warnings.push(message) } });
    const { counts, merged } = await admin.sync.apply(changes);
    expect([counts.updated, merged, warnings]).toEqual([10, 0, []]);
    expect(emulator.users.get('u-3')).toMatchObject({ metadata: { plan: 'paid' }, tags: ['beta'] });
  });
});
