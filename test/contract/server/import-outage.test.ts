import { createServer } from 'node:http';
import { createAdmin } from 'cometchat-users/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { hurry, refusal, scripted } from './admin-support.js';
import { finish, inOrder, NONE, people, serveFast } from './import-support.js';

/** A service that can be down: then nobody answers, or a proxy does with 503. */
async function fragile(how: 'refused' | 'status 503', more: object = {}) {
  stopClock();
  const { emulator, make } = await serveFast();
  const state = { isDown: false, at: [] as number[] };
  const admin = make({
    async fetch(request) {
      if (state.isDown) {
        state.at.push(performance.now());
        if (how === 'refused') throw new TypeError('connect ECONNREFUSED');
        return refusal(503, 'SERVICE_UNAVAILABLE');
      }
      return emulator.fetch(request);
    },
    ...more,
  });
  return { admin, emulator, state };
}

/** Goes down after 40 rows, for some seconds. */
async function importThrough(service: Awaited<ReturnType<typeof fragile>>, seconds: number, options: object = {}) {
  const { admin, state } = service;
  let done = 0;
  const phases = new Set<string>();
  const run = admin.sync.importUsers(people(300), { ...options, onProgress: ({ phase }) => void phases.add(phase) });
  const results = (async () => {
    for await (const _ of run) {
      done += 1;
      if (done !== 40) continue;
      state.isDown = true;
      setTimeout(() => {
        state.isDown = false;
      }, 1000 * seconds);
    }
  })();
  await settleInFakeTime(results);
  return { summary: await run.summary, phases };
}

describe('an import while the service is down', () => {
  test.each<['refused' | 'status 503', number, object]>([
    ['refused', 32, {}],
    ['refused', 1, {}],
    ['refused', 32, { retry: { limit: 2 } }],
    ['status 503', 32, {}],
    ['status 503', 3, { retry: { limit: 2 } }],
  ])('for ten seconds loses nothing: %s, %i at a time, %j', async (how, concurrency, more) => {
    const service = await fragile(how, more);
    const { summary, phases } = await importThrough(service, 10, { concurrency });
    expect(summary.stoppedBy).toBeUndefined();
    expect(summary.counts).toEqual({ ...NONE, created: 300 });
    expect(service.emulator.users.list().filter(({ uid }) => uid.startsWith('p-'))).toHaveLength(300);
    expect(phases).toContain('waiting');
    // Ten failures in a row and the requests in progress, then single probes.
    expect(service.state.at.length).toBeLessThan(concurrency + 20);
  });

  test('longer than its patience ends with a clear error, after at most 30 requests more', async () => {
    const service = await fragile('refused');
    const { summary } = await importThrough(service, 1000);
    expect(summary.stoppedBy).toMatchObject({
      code: 'SERVICE_DOWN',
      kind: 'server',
      operation: 'importUsers',
      message: expect.stringMatching(
        /^CometChat has not answered for 60 s, after 10 failures in a row\. The last one: /,
      ),
      hint: expect.stringContaining('again'),
    });
    expect(summary.counts.created).toBeGreaterThanOrEqual(40);
    const { at } = service.state;
    const probes = at.filter((ms) => ms > (at[0] as number) + 500);
    expect(probes.length).toBeGreaterThan(5);
    expect(probes.length).toBeLessThanOrEqual(30);
    const waits = probes.slice(1).map((ms, index) => ms - (probes[index] as number));
    expect(Math.min(...waits)).toBeGreaterThan(900);
    expect((at.at(-1) as number) - (at[0] as number)).toBeLessThan(61_000);
  });

  test('ends after the patience that is given', async () => {
    const service = await fragile('refused');
    const begunAt = performance.now();
    const { summary } = await importThrough(service, 1000, { patience: 5_000 });
    expect(summary.stoppedBy?.code).toBe('SERVICE_DOWN');
    expect(performance.now() - begunAt).toBeLessThan(10_000);
  });

  test('can be aborted', async () => {
    const service = await fragile('refused');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 8_000);
    const { summary } = await importThrough(service, 1000, { signal: controller.signal });
    expect(summary.stoppedBy?.code).toBe('REQUEST_ABORTED');
  });

  test('that is silent: a request that hangs counts as a failure', async () => {
    stopClock();
    const { make, emulator } = await serveFast();
    let isSilent = true;
    setTimeout(() => {
      isSilent = false;
    }, 45_000);
    const admin = make({ fetch: (request) => (isSilent ? new Promise(() => undefined) : emulator.fetch(request)) });
    const { counts } = await settleInFakeTime(admin.sync.importUsers(people(20)).summary);
    expect(counts).toEqual({ ...NONE, created: 20 });
  });

  test('while it reads the lists: goes on with the page that failed', async () => {
    stopClock();
    const { make, emulator } = await serveFast({ users: people(2_500) });
    let failures = 0;
    const admin = make({
      async fetch(request) {
        if (request.url.includes('page=2') && failures < 15) {
          failures += 1;
          throw new TypeError('connect ECONNREFUSED');
        }
        return emulator.fetch(request);
      },
    });
    const { counts, requests } = await settleInFakeTime(admin.sync.importUsers(people(2_500)).summary);
    expect(counts).toEqual({ ...NONE, unchanged: 2_500 });
    expect(requests).toBe(1 + 3 + 15);
  });

  test('is not one user for whom the service fails: that row fails, and the others go on', async () => {
    hurry();
    const { make, emulator } = await serveFast();
    const admin = make({
      async fetch(request) {
        const body = request.method === 'POST' ? await request.clone().json() : {};
        return body.uid === 'p-5' ? refusal(500, 'ERR_EXCEPTION') : emulator.fetch(request);
      },
    });
    const { results, summary } = await finish(admin.sync.importUsers(people(100)));
    expect(summary.counts).toEqual({ ...NONE, created: 99, failed: 1 });
    expect(inOrder(results)[5]).toMatchObject({ uid: 'p-5', error: { code: 'ERR_EXCEPTION' } });
  });

  test('a response that was lost: the user counts as created', async () => {
    hurry();
    const { make, emulator } = await serveFast();
    const lost = new Set<string>();
    const admin = make({
      async fetch(request) {
        const body = request.method === 'POST' ? await request.clone().json() : {};
        const response = await emulator.fetch(request);
        if (body.uid === undefined || lost.has(body.uid)) return response;
        lost.add(body.uid);
        throw new TypeError('socket hang up');
      },
    });
    const { counts } = await admin.sync.importUsers(people(50)).summary;
    expect(counts).toEqual({ ...NONE, created: 50 });
  });
});

test('an import survives a server that is stopped and started again', { timeout: 60_000 }, async () => {
  const emulator = createEmulator({ appId: 'app-1', rateLimits: false });
  onTestFinished(() => emulator.close());
  const start = (port = 0) =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer(async (incoming, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk);
        const { method = 'GET', url = '/', headers } = incoming;
        const request = new Request(`http://127.0.0.1${url}`, {
          method,
          headers: headers as Record<string, string>,
          ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
        });
        const answered = await emulator.fetch(request);
        response.writeHead(answered.status, Object.fromEntries(answered.headers));
        response.end(await answered.text());
      }).listen(port, '127.0.0.1', () => resolve(server));
    });
  let server = await start();
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const admin = createAdmin({
    appId: 'app-1',
    region: 'us',
    apiKey: emulator.apiKey,
    emulator: `http://127.0.0.1:${port}`,
    rate: false,
    retry: { limit: 0 },
  });
  const run = admin.sync.importUsers(people(400));
  let done = 0;
  for await (const _ of run) {
    done += 1;
    if (done !== 100) continue;
    server.close();
    server.closeAllConnections();
    setTimeout(async () => {
      server = await start(port);
    }, 1_500);
  }
  expect((await run.summary).stoppedBy).toBeUndefined();
  expect((await run.summary).counts).toEqual({ ...NONE, created: 400 });
  expect(emulator.users.list().filter(({ uid }) => uid.startsWith('p-'))).toHaveLength(400);
});

test('an import with faults of 5 % loses nothing', async () => {
  hurry();
  const { make, emulator } = await serveFast();
  let count = 0;
  const admin = make({
    async fetch(request) {
      count += 1;
      if (count % 20 === 0) return refusal(502, 'BAD_GATEWAY');
      const response = await emulator.fetch(request);
      if (count % 20 === 10) throw new TypeError('socket hang up');
      return response;
    },
    retry: { limit: 2 },
  });
  const { counts } = await admin.sync.importUsers(people(500)).summary;
  expect(counts).toEqual({ ...NONE, created: 500 });
});

test('a service that answers nobody but refuses with 429 is not down', async () => {
  stopClock();
  const { admin } = scripted(() => refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, { 'retry-after': '1' }), {
    rate: false,
    retry: { limit: 0 },
  });
  const { stoppedBy } = await settleInFakeTime(admin.sync.importUsers(people(5)).summary);
  expect(stoppedBy?.code).toBe('ERR_TOO_MANY_REQUESTS');
});
