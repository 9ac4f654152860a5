import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, start } from './cli-support.js';

buildCommand();

const emulator = createEmulator({ rateLimits: false });
const folder = mkdtempSync(path.join(tmpdir(), 'cli-pipe-'));
const pipe = path.join(folder, 'users');

beforeAll(() => emulator.listen({ port: 0 }));
beforeEach(() => {
  emulator.reset();
  execFileSync('sh', ['-c', `mkfifo '${pipe}'`]);
  onTestFinished(() => rmSync(pipe));
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a line of shell that writes to the pipe. */
function write(line: string): void {
  const writer = spawn('sh', ['-c', `exec > '${pipe}'; ${line}`], { stdio: 'ignore', detached: true });
  // Its children belong to its process group.
  onTestFinished(() => void (writer.exitCode === null && process.kill(-(writer.pid as number), 'SIGKILL')));
}

/** Makes a process say when it listens for Ctrl+C. */
const WATCH = `data:text/javascript,process.on('newListener', (name) => name === 'SIGINT' && process.stderr.write('ready '))`;

/** Starts the command with the pipe. Its temporary folder is of its own. `ready` resolves when it probably waits for the pipe. */
function command(...args: string[]) {
  const temporary = mkdtempSync(path.join(folder, 'tmp-'));
  const node = ['--import', WATCH];
  const running = start([...args, '--emulator', emulator.url], { env: { TMPDIR: temporary }, node });
  const ready = async () => {
    await expect.poll(running.stderr, { timeout: 20_000 }).toContain('ready');
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  return { ...running, ready, left: () => readdirSync(temporary) };
}

describe.each([
  ['import', [pipe, '--format', 'ndjson']],
  ['import', [pipe, '--format', 'ndjson', '--no-precheck']],
  ['sync', [pipe, '--format', 'ndjson']],
  ['doctor', [pipe]],
])('%s from a named pipe', (name, args) => {
  test.each(['SIGINT', 'SIGTERM'] as const)('without a writer ends at %s', async (signal) => {
    const { child, ended, ready, left } = command(name, ...args);
    await ready();
    child.kill(signal);
    expect(await ended).toBe(130);
    expect(left()).toEqual([]);
  });

  test('whose writer is silent ends at Ctrl+C', async () => {
    const { child, ended, ready, left } = command(name, ...args);
    write(`printf '{"uid":"ann","name":"Ann"}\\n'; sleep 600`);
    await ready();
    const begin = performance.now();
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(left()).toEqual([]);
    // After 5 seconds, the process would be ended in any case.
    expect(performance.now() - begin).toBeLessThan(4_500);
  });
});

test('a saved plan may come from a named pipe', async () => {
  const users = path.join(folder, 'users.ndjson');
  writeFileSync(users, '{"uid":"ann","name":"Ann"}\n');
  const plan = path.join(folder, 'plan');
  expect(await command('sync', users, '--out', plan).ended).toBe(0);
  write(`cat '${plan}'`);
  expect(await command('sync', '--plan', pipe, '--apply').ended).toBe(0);
  expect(emulator.users.get('ann')?.name).toBe('Ann');
  const waiting = command('sync', '--plan', pipe);
  await waiting.ready();
  waiting.child.kill('SIGINT');
  expect(await waiting.ended).toBe(130);
});

test('a named pipe is read to the end of its writer, whoever opens it first', async () => {
  const [first, second] = ['{"uid":"ann","name":"Ann"}', '{"uid":"bob","name":"Bob"}'];
  const line = `printf '%s\\n' '${first}'; sleep 0.3; printf '%s\\n' '${second}'`;
  for (const isFirst of [true, false]) {
    if (isFirst) write(line);
    const { ended, ready, stdout } = command('import', pipe, '--format', 'ndjson');
    if (!isFirst) {
      await ready();
      write(line);
    }
    expect(await ended).toBe(0);
    expect(stdout()).toContain('Done: 2 rows');
  }
});
