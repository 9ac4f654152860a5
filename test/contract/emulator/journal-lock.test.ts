import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lockFolder } from '../../../src/emulator/journal/lock.js';
import { ownIdentity } from '../../../src/emulator/journal/process-identity.js';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { fileOf, locksOf, useFolders } from './journal-support.js';

const folders = useFolders();

/** The lock of process 77 in another container. */
const ELSEWHERE = `lock-${'ab'.repeat(16)}-4026531999-77-1234-1`;

function newFolder(): string {
  const folder = folders.newFolder();
  mkdirSync(folder);
  return folder;
}

function writeLock(data: string, age: number): string {
  const file = path.join(data, ELSEWHERE);
  writeFileSync(file, '');
  const time = (Date.now() - age) / 1000;
  utimesSync(file, time, time);
  return file;
}

function open(data: string): Emulator {
  const emulator = createEmulator({ data, notice: () => {} });
  onTestFinished(() => emulator.close());
  return emulator;
}

async function create(emulator: Emulator, uid: string): Promise<Response> {
  const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
  const body = JSON.stringify({ uid, name: 'Name' });
  return emulator.fetch(new Request('http://localhost/v3/users', { method: 'POST', headers, body }));
}

describe('an owner in another container', () => {
  test('that sets the time of its lock is alive', async () => {
    const data = newFolder();
    const file = writeLock(data, 0);
    const script = `setInterval(() => { const now = new Date(); fs.utimesSync(process.argv[1], now, now); }, 100);
      console.log('beating');`;
    const owner: ChildProcess = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void owner.kill());
    await once(owner.stdout as NonNullable<typeof owner.stdout>, 'data');
    expect(() => createEmulator({ data })).toThrow(`${data} is in use by process 77 of another container or machine`);
    expect(locksOf(data)).toEqual([ELSEWHERE]);
  });

  test('that has not set it for five seconds is gone', () => {
    const data = newFolder();
    writeLock(data, 5100);
    const before = performance.now();
    open(data);
    expect(performance.now() - before).toBeLessThan(1000);
    expect(locksOf(data)).toHaveLength(1);
    expect(existsSync(path.join(data, ELSEWHERE))).toBe(false);
  });

  test('that was killed just now is waited for until it counts as gone', () => {
    const data = newFolder();
    const file = writeLock(data, 4500);
    const { mtimeMs } = statSync(file);
    open(data);
    expect(Date.now() - mtimeMs).toBeGreaterThanOrEqual(5000);
    expect(existsSync(file)).toBe(false);
  });
});

test('an emulator sets the time of its lock each second', async () => {
  const data = newFolder();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  open(data);
  const [lock = ''] = locksOf(data);
  const file = path.join(data, lock);
  const first = statSync(file).mtimeMs;
  vi.advanceTimersByTime(3000);
  expect(statSync(file).mtimeMs - first).toBeCloseTo(3000, -1);
});

test('an emulator that lost its folder while it was frozen confirms and writes nothing', async () => {
  const data = newFolder();
  const frozen = open(data);
  expect((await create(frozen, 'first')).status).toBe(200);
  const inode = statSync(fileOf(data)).ino;

  // As if it ran in another container and has been paused.
  const [lock = ''] = locksOf(data);
  renameSync(path.join(data, lock), path.join(data, ELSEWHERE));
  writeLock(data, 6000);
  const next = open(data);
  expect(statSync(fileOf(data)).ino).not.toBe(inode);
  expect((await create(next, 'second')).status).toBe(200);

  const written = readFileSync(fileOf(data));
  for (let time = 0; time < 2; time += 1) {
    const refused = await create(frozen, `third-${time}`);
    expect(refused.status).toBe(500);
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('has taken over') } });
  }
  await frozen.close();
  expect(readFileSync(fileOf(data))).toEqual(written);
  expect((await create(next, 'fourth')).status).toBe(200);
  await next.close();
  const uids = open(data)
    .users.list()
    .map(({ uid }) => uid);
  expect(uids).toEqual(expect.arrayContaining(['first', 'second', 'fourth']));
  expect(uids.filter((uid) => uid.startsWith('third'))).toEqual([]);
});

test('a journal that somebody removed is written again, whole', async () => {
  const data = newFolder();
  const emulator = open(data);
  expect((await create(emulator, 'first')).status).toBe(200);
  rmSync(fileOf(data));
  expect((await create(emulator, 'second')).status).toBe(200);
  await emulator.close();
  const { users } = open(data);
  expect([users.get('first')?.name, users.get('second')?.name]).toEqual(['Name', 'Name']);
});

test('a start waits for another that claims the folder at the same moment, and is slow to give up', () => {
  const data = newFolder();
  const { machine, namespace, pid, start } = ownIdentity();
  // The last of all names: the other process must give up.
  const claim = path.join(data, `lock-${machine}-${namespace}-${pid}-${start}-9999999999`);
  writeFileSync(claim, '');
  spawn('sh', ['-c', `sleep 0.3; rm '${claim}'`]);
  lockFolder(data).release();
  expect(locksOf(data)).toEqual([]);
});
