import { randomInt } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How long to wait for a process that claims a folder in the same moment and will give way, in milliseconds. */
const GIVE_WAY_MS = 100;
const LOOK_EVERY_MS = 2;

/** `lock-<pid>-<when it started>-<random>`: all there is to know, so that a lock is whole as soon as it exists. */
const NAME = /^lock-(\d+)-(\d+)-\d+$/;

/**
 * Claims a folder for this process and returns what gives it back. Throws when another process, or this one, has it
 * already. The lock of a process that is gone counts for nothing.
 *
 * Each claimant makes a file of its own and only then looks for others. Of any two, the one that came later sees the
 * other, so two never both go on; and no file is ever removed that could meanwhile be somebody else's.
 */
export function lockFolder(folder: string): () => void {
  const mine = `lock-${process.pid}-${startOf(process.pid)}-${randomInt(2 ** 32)}`;
  closeSync(openSync(path.join(folder, mine), 'wx'));
  const release = () => rmSync(path.join(folder, mine), { force: true });
  try {
    const deadline = Date.now() + GIVE_WAY_MS;
    for (;;) {
      const others = holdersOf(folder).filter((name) => name !== mine);
      if (others.length === 0) return release;
      // Where several start at once, the first by name stays and the others give way.
      const blocker = others.find((name) => name < mine) ?? (Date.now() > deadline ? others[0] : undefined);
      if (blocker !== undefined) throw inUse(folder, blocker);
      sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** The locks of processes that run, after clearing away those of others. */
function holdersOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => {
    const [, pid, start] = NAME.exec(name) ?? [];
    if (pid === undefined || start === undefined) return false;
    if (isRunning(Number(pid), start)) return true;
    rmSync(path.join(folder, name), { force: true });
    return false;
  });
}

/** Whether the process that wrote a lock runs, and is not another one that got its pid since. */
function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return now === start || now === UNKNOWN || start === UNKNOWN;
}

const UNKNOWN = '0';
const ENDED = '-';

/**
 * When a process started, where Linux tells, in ticks since the machine did. In a container the emulator has the same pid
 * after every restart, and a killed process stays listed until its parent asks for it.
 */
function startOf(pid: number): string {
  try {
    // The name of the program comes second, in parentheses, and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? ENDED : (fields[19] ?? UNKNOWN);
  } catch {
    return UNKNOWN;
  }
}

function inUse(folder: string, lock: string): Error {
  const [, pid] = NAME.exec(lock) ?? [];
  return new Error(`${folder} is in use by process ${pid}: stop that one, or give another folder.`);
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
