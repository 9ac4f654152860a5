import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportOptions, ImportRun, PlanRun, SyncPlan } from 'cometchat-users/server';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Service } from './admin-support.js';
import { finish, NONE, people, serveFast } from './import-support.js';

let service: Service;
let rejections: unknown[];

beforeEach(async () => {
  service = await serveFast();
  rejections = [];
  const listen = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));
});

/** Node reports an unhandled rejection after the microtasks; timers of the run come first. */
const settle = (ms = 100) => new Promise((resolve) => setTimeout(resolve, ms));

/** A service that is down after some requests. */
function failing(after: number) {
  let sent = 0;
  return service.make({
    fetch: async (request) => {
      sent += 1;
      if (sent > after) throw new TypeError('fetch failed');
      return service.emulator.fetch(request);
    },
  });
}

function* broken() {
  yield* people(3);
  throw new Error('The cursor is gone.');
}

type Run = ImportRun | PlanRun;

/** How an app may use a run, from nothing to everything. */
const USES: Readonly<Record<string, (run: Run) => Promise<unknown>>> = {
  'nobody looks at it': () => settle(),
  'only the summary is read': (run) => run.summary.catch(() => undefined),
  'only the results are read': async (run) => {
    try {
      for await (const _ of run);
    } catch {}
  },
  'the reader breaks': async (run) => {
    try {
      for await (const _ of run) break;
    } catch {}
    await run.summary.catch(() => undefined);
  },
  'the reader throws': async (run) => {
    await (async () => {
      for await (const _ of run) throw new Error('mine');
    })().catch(() => undefined);
    await run.summary.catch(() => undefined);
  },
  'the reader takes one result and stops': async (run) => {
    const results = run[Symbol.asyncIterator]();
    await results.next().catch(() => undefined);
    await settle();
    await results.return?.();
    await run.summary.catch(() => undefined);
  },
};

/** The ways in which a run ends early. */
const ENDS: Readonly<Record<string, () => Run | Promise<Run>>> = {
  'at its end': () => service.admin.sync.importUsers(people(80)),
  'for a wrong option': () => service.admin.sync.importUsers(people(3), { concurrency: 0 }),
  'for a wrong source': () => service.admin.sync.importUsers(5 as never),
  'for a source that throws': () => service.admin.sync.importUsers(broken()),
  'for a wrong key': () => service.make({ apiKey: 'f'.repeat(40) }).sync.importUsers(people(80)),
  'for an outage': () => failing(20).sync.importUsers(people(80), { patience: 20 }),
  'for an abort': () => service.admin.sync.importUsers(people(80), { signal: AbortSignal.timeout(5) }),
  'for an abort before it began': () => service.admin.sync.importUsers(people(80), { signal: AbortSignal.abort() }),
  'for a journal that fails': () => service.admin.sync.importUsers(people(80), { journal: '/none/of/this' }),
  'for a listener that throws': () =>
    service.admin.sync.importUsers(people(80), {
      onProgress: () => {
        throw new Error('listener');
      },
    }),
  'for a listener that rejects': () =>
    service.admin.sync.importUsers(people(80), { onProgress: () => Promise.reject(new Error('listener')) }),
  'apply: at its end': async () => service.admin.sync.apply(await service.admin.sync.plan(people(80))),
  'apply: for a wrong option': async () =>
    service.admin.sync.apply(await service.admin.sync.plan(people(3)), { concurrency: 0 }),
  'apply: for another app': async () =>
    service.make({ appId: 'app-2' }).sync.apply(await service.admin.sync.plan(people(3))),
  'apply: for an outage': async () => {
    const admin = failing(20);
    return admin.sync.apply(await service.admin.sync.plan(people(80)), { patience: 20 });
  },
  'apply: for an abort': async () =>
    service.admin.sync.apply(await service.admin.sync.plan(people(80)), { signal: AbortSignal.timeout(5) }),
  'apply: for a source that changed': async () => {
    let reading = 0;
    return service.admin.sync.apply(await service.admin.sync.plan(() => people(5, 5 * reading++)));
  },
  'apply: for a plan that was closed': async () => {
    const plan = await service.admin.sync.plan(people(80)[Symbol.iterator]() as never);
    plan.close();
    return service.admin.sync.apply(plan);
  },
};

describe.each(Object.keys(USES))('%s', (use) => {
  test.each(Object.keys(ENDS))('a run that ends %s leaves no unhandled rejection', async (end) => {
    const run = await (ENDS[end] as () => Run)();
    await (USES[use] as (run: Run) => Promise<unknown>)(run);
    await settle(20);
    expect(rejections).toEqual([]);
    // It has ended.
    await run.summary.catch(() => undefined);
  });
});

describe('two runs at once on one admin', () => {
  test('of the same users: each user is created once', async () => {
    const { admin, emulator } = service;
    const runs = await Promise.all([1, 2].map(() => finish(admin.sync.importUsers(people(300)))));
    const counts = runs.map(({ summary }) => summary.counts);
    expect((counts[0]?.created ?? 0) + (counts[1]?.created ?? 0)).toBe(300);
    for (const one of counts) expect(one).toEqual({ ...NONE, created: one.created, unchanged: 300 - one.created });
    expect(emulator.users.list().filter(({ uid }) => uid.startsWith('p-'))).toHaveLength(300);
  });

  test('of other users, with journals of their own: each has its results and its end', async () => {
    const { admin } = service;
    const folder = mkdtempSync(path.join(tmpdir(), 'two-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const controller = new AbortController();
    const first = admin.sync.importUsers(people(400), { journal: path.join(folder, 'a'), signal: controller.signal });
    const second = admin.sync.importUsers(people(200, 1000), { journal: path.join(folder, 'b') });
    const begun = (async () => {
      for await (const { line } of first) if (line === 20) controller.abort();
    })();
    const { results, summary } = await finish(second);
    await begun;
    expect((await first.summary).stoppedBy?.code).toBe('REQUEST_ABORTED');
    expect(summary).toMatchObject({ counts: { ...NONE, created: 200 }, rows: 200 });
    expect(results.every(({ uid }) => Number(uid?.slice(2)) >= 1000)).toBe(true);
  });

  test('that apply one plan: each step is done once', async () => {
    const { admin } = service;
    const plan = await admin.sync.plan(people(300)[Symbol.iterator]() as never);
    const [one, other] = await Promise.all([admin.sync.apply(plan).summary, admin.sync.apply(plan).summary]);
    expect((one?.counts.created ?? 0) + (other?.counts.created ?? 0)).toBe(300);
    expect((one?.counts.unchanged ?? 0) + (other?.counts.unchanged ?? 0)).toBe(300);
  });
});

test('a journal is resumed with another number of users at a time', async () => {
  const { admin, emulator } = service;
  const folder = mkdtempSync(path.join(tmpdir(), 'resume-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const options = (concurrency: number): ImportOptions => ({ journal: path.join(folder, 'journal'), concurrency });
  let done = 0;
  for (const concurrency of [64, 1, 7, 32]) {
    const run = admin.sync.importUsers(people(400), options(concurrency));
    let told = 0;
    for await (const _ of run) {
      told += 1;
      if (concurrency !== 32 && told >= done + 90) break;
    }
    const { counts, fromJournal, stoppedBy } = await run.summary;
    expect(fromJournal).toBe(done);
    done = counts.created;
    expect(stoppedBy === undefined).toBe(concurrency === 32);
  }
  expect(done).toBe(400);
  // No user was sent twice.
  expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(400);
});

test('a clock that jumps changes no duration', async () => {
  const { admin } = service;
  let now = Date.now();
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => {
    now -= 3_600_000;
    return now;
  });
  onTestFinished(() => spy.mockRestore());
  const imported = await admin.sync.importUsers(people(3)).summary;
  const applied = await admin.sync.apply(await admin.sync.plan(people(6))).summary;
  for (const { counts, durationMs } of [imported, applied]) {
    expect(counts.created).toBe(3);
    expect(durationMs).toBeGreaterThanOrEqual(0);
    expect(durationMs).toBeLessThan(10_000);
  }
});

describe('a saved plan', () => {
  async function saved(plan: SyncPlan): Promise<string> {
    let text = '';
    for await (const line of plan.lines()) text += line;
    return text;
  }

  test('that is replaced after it was read is not applied', async () => {
    const { admin, emulator } = service;
    const folder = mkdtempSync(path.join(tmpdir(), 'plan-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'plan');
    writeFileSync(file, await saved(await admin.sync.plan(people(3))));
    const approved = await admin.sync.readPlan(file);
    writeFileSync(file, await saved(await admin.sync.plan(people(3, 10))));
    const { counts, stoppedBy } = await admin.sync.apply(approved).summary;
    expect(counts.created).toBe(0);
    expect(stoppedBy).toMatchObject({
      code: 'SOURCE_CHANGED',
      message: 'The saved plan is not the one that was read: line 1 is another one. The steps before it are right.',
    });
    expect(emulator.users.get('p-10')).toBeUndefined();
  });

  test.each<[string, () => unknown, object]>([
    ['numbers', () => [5], { code: 'INVALID_PARAMETER', message: expect.stringContaining('must give texts or bytes') }],
    ['nothing', () => [undefined], { code: 'INVALID_PARAMETER' }],
    ['an error', () => broken(), { code: 'INVALID_PARAMETER' }],
    ['an error at once', () => thrower(), { code: 'SOURCE_FAILED', message: expect.stringContaining('no disk') }],
  ])('whose stream gives %s is refused with the reason', async (_, given, refusal) => {
    await expect(service.admin.sync.readPlan(given() as never)).rejects.toMatchObject(refusal);
  });
});

// biome-ignore lint/correctness/useYield: it throws before it has something to give.
function* thrower(): Generator<string> {
  throw new Error('no disk');
}
