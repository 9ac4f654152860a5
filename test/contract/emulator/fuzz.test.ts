import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { exchangeRaw, statusesOf } from '../../support/raw-socket.js';
import { broken } from './fuzz/broken-http.js';
import { checkAnswer, checkState } from './fuzz/check.js';
import { BROKEN, OVER_HTTP, PATH, RUNS, SEED, SEQUENCE_MAX, SEQUENCE_MEAN } from './fuzz/emulator-fuzz-settings.js';
import { createWorld } from './fuzz/emulator-world.js';
import { type Step, step } from './fuzz/step.js';

const world = await createWorld();
afterAll(() => world.close());

const sequence = fc.array(step, { minLength: 1, maxLength: SEQUENCE_MAX, size: 'max' });
// The second way uses other sequences of the same seed: without the bias towards short ones.

test.each([
  ['in process', 'inProcess', sequence, 1 - OVER_HTTP],
  ['over sockets that are kept open', 'http', fc.noBias(sequence), OVER_HTTP],
] as const)(
  'any request %s gets a response of the service, and the state stays valid',
  async (_, way, sequences, share) => {
    const wanted = Math.round(RUNS * share);
    const statuses = new Map<number, number>();
    let sent = 0;
    await fc.assert(
      fc
        .asyncProperty(sequences, async (steps) => {
          for (const one of steps) {
            const answered = await world.send(one, world[way]);
            sent += 1;
            statuses.set(answered?.status ?? 0, (statuses.get(answered?.status ?? 0) ?? 0) + 1);
            checkAnswer(one, answered);
          }
          checkState(world);
        })
        .beforeEach(() => world.reset()),
      { numRuns: Math.ceil(wanted / SEQUENCE_MEAN), seed: SEED, ...(PATH && { path: PATH }) },
    );
    process.stdout.write(
      `fuzz ${way}: seed ${SEED}, ${sent} requests, ${JSON.stringify(Object.fromEntries(statuses))}\n`,
    );
    if (PATH) return;
    expect(sent).toBeGreaterThanOrEqual(wanted);
    for (const status of [200, 400, 401, 403, 404, 429]) expect([...statuses.keys()]).toContain(status);
  },
);

test('broken HTTP ends one connection and nothing else', async () => {
  const statuses = new Map<number, number>();
  let sent = 0;
  const connections = fc.array(broken, { minLength: 4, maxLength: 12, size: 'max' });
  await fc.assert(
    fc
      .asyncProperty(connections, async (all) => {
        const said = await Promise.all(all.map((one) => exchangeRaw(world.url, one)));
        sent += all.length;
        for (const status of said.flatMap(statusesOf)) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status >= 500) throw new Error(`A ${status} that nobody asked for.`);
        }
        checkState(world);
        const usual = await world.send(USUAL, world.http);
        if (usual?.status !== 200) throw new Error('The server does not serve any longer.');
      })
      .beforeEach(() => world.reset()),
    { numRuns: Math.ceil((RUNS * BROKEN) / 8), seed: SEED, ...(PATH && { path: PATH }) },
  );
  process.stdout.write(
    `fuzz broken: seed ${SEED}, ${sent} connections, ${JSON.stringify(Object.fromEntries(statuses))}\n`,
  );
  if (PATH) return;
  for (const status of [400, 401]) expect([...statuses.keys()]).toContain(status);
});

// This test is the last one: it checks that the others left nothing behind.
test('no connection, timer or memory is left', { timeout: 60_000 }, async () => {
  const heaps: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        for (const one of steps) await world.send(one, world.inProcess);
      }),
      { numRuns: 30, seed: SEED },
    );
    world.reset();
    heaps.push(heapAfterGc());
  }
  expect((heaps[2] ?? 0) - (heaps[1] ?? 0)).toBeLessThan(2 * 1024 * 1024);
  expect([world.apps.list().length, world.emulator.requests.length]).toEqual([1, 0]);

  // The client keeps two connections, each with two ends here.
  await vi.waitFor(() => expect(resourcesOf('TCPSocketWrap')).toBeLessThanOrEqual(4));
  await world.close();
  await vi.waitFor(() => expect([resourcesOf('TCPSocketWrap'), resourcesOf('TCPServerWrap')]).toEqual([0, 0]));
});

const USUAL: Step = {
  method: 'GET',
  origin: 'http://localhost',
  path: '/v3/users',
  headers: { apikey: '{apiKey}' },
  body: undefined,
};

function heapAfterGc(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

const resourcesOf = (kind: string) => process.getActiveResourcesInfo().filter((name) => name === kind).length;
