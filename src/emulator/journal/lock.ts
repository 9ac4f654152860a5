import { randomInt } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How long to wait for a process that claims the folder at the same moment and will release it, in milliseconds. */
const GIVE_WAY_MS = 100;
const POLL_EVERY_MS = 2;

/** `lock-<pid>-<start time>-<random>`. The name has all data, so a lock is complete as soon as its file exists. */
const NAME = /^lock-(\d+)-(\d+)-\d+$/;

/**
 * Locks a folder for this process, and returns a function that releases it. Throws when another process, or this one,
 * already holds the lock. The lock of an ended process does not count.
 *
 * Each process first creates a file of its own, and then looks for others. Of any two, the later one sees the other, so
 * at most one succeeds. A process never removes a file that could belong to another running process.
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
      // When several processes start at once, the first by name wins and the others give up.
      const blocker = others.find((name) => name < mine) ?? (Date.now() > deadline ? others[0] : undefined);
      if (blocker !== undefined) throw inUse(folder, blocker);
      sleep(POLL_EVERY_MS);
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** The locks of running processes. Removes the locks of ended ones. */
function holdersOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => {
    const [, pid, start] = NAME.exec(name) ?? [];
    if (pid === undefined || start === undefined) return false;
    if (isRunning(Number(pid), start)) return true;
    rmSync(path.join(folder, name), { force: true });
    return false;
  });
}

/** Whether the process that wrote a lock still runs. A new process may have got its pid. */
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
 * When a process started, in ticks since boot; only Linux provides it. In a container the emulator gets the same pid
 * after every restart, and a killed process stays listed until its parent reads its status.
 */
function startOf(pid: number): string {
  try {
    // The second field is the program name in parentheses, which may contain any character.
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
  return new Error(`${folder} is in use by process ${pid}: stop that process, or pass another folder.`);
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
