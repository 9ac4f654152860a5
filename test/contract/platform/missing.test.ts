import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../support/client-support.js';
import { NODE_PIECES, PIECES } from './pieces.js';
import type { Outcome } from './steps.js';
import type { Answer, Task } from './worker.js';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const folder = mkdtempSync(path.join(tmpdir(), 'missing-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  const common = { bundle: true, format: 'esm', platform: 'node', logLevel: 'error' } as const;
  await build({ ...common, entryPoints: [here('../../../src/index.ts')], outfile: path.join(folder, 'sdk.mjs') });
  await build({ ...common, entryPoints: [here('./worker.ts')], outfile: path.join(folder, 'worker.mjs') });
});

/** Runs the steps in a thread, which has its own globals. */
async function liveWithout(piece: string, when: Task['when']): Promise<Answer> {
  const service = await serve();
  const task: Task = {
    piece,
    when,
    sdk: pathToFileURL(path.join(folder, 'sdk.mjs')).href,
    emulator: service.url,
    token: await service.tokenOf('kevin'),
  };
  const worker = new Worker(path.join(folder, 'worker.mjs'), { workerData: task });
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  return answer;
}

const ALL_WORKS: Outcome = {
  login: 'kevin',
  update: 'Kévin 😀',
  restore: 'kevin',
  refused: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
  retried: 'kevin',
  logout: 'signedOut',
};

/** Without a page's storage the session lasts as long as the client. */
const NOT_RESTORED = ['localStorage', 'document'];

function expected(piece: string): Outcome {
  return { ...ALL_WORKS, ...(NOT_RESTORED.includes(piece) && { restore: 'signedOut' }) };
}

test('all steps succeed on a complete platform', async () => {
  expect(await liveWithout('nothing', 'after')).toEqual({ outcome: ALL_WORKS });
});

describe('with a piece of the platform missing', () => {
  for (const { name, onlyAfterImport } of [...PIECES, ...NODE_PIECES]) {
    test(`${name}, after the import`, async () => {
      expect(await liveWithout(name, 'after')).toEqual({ outcome: expected(name) });
    });
    if (onlyAfterImport) continue;
    test(`${name}, before the import`, async () => {
      expect(await liveWithout(name, 'before')).toEqual({ outcome: expected(name) });
    });
  }
});
