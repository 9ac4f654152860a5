import { randomInt } from 'node:crypto';
import { closeSync, existsSync, futimesSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isRunning, ownIdentity, ownMachine, type ProcessIdentity } from './process-identity.js';

/**
 * How old a lock may be to count as the claim of a process that starts at the same moment and will release it, in
 * milliseconds. On a busy machine such a process may stand still between two steps.
 */
const GIVE_WAY_MS = 1000;
const POLL_EVERY_MS = 2;

/** An owner sets the time of its lock so often, in milliseconds. */
const BEAT_EVERY_MS = 1000;
/** A lock without such a beat does not count after this time, if its process cannot be looked up. */
const STALE_AFTER_MS = 5000;

/**
 * `lock-<machine>-<PID namespace>-<pid>-<start time>-<random>`. The name has all data, so a lock is complete as soon as
 * its file exists. Version 0.4 wrote neither machine nor namespace.
 */
const NAME = /^lock-(?:([0-9a-f]{32})-(\d+)-)?(\d+)-(\d+)-\d+$/;

/** The lock of a folder, held by this process. */
export interface FolderLock {
  /** Whether the former owner may still run, for example in a container that is paused. */
  readonly tookOver: boolean;
  /** False after another process has taken over. */
  isHeld(): boolean;
  /** Removes the locks of former owners. Call it when they can do no more harm. */
  removeStale(): void;
  release(): void;
}

/**
 * Locks a folder for this process. Throws when another process, or this one, already holds the lock. The lock of an
 * ended process does not count. A process in another container or on another machine cannot be looked up: its lock
 * counts while its time changes. This may take five seconds after such a process was killed.
 *
 * Each process first creates a file of its own, and then looks for others. Of any two, the later one sees the other, so
 * at most one succeeds. A process never removes a file that could belong to another running process.
 */
export function lockFolder(folder: string): FolderLock {
  const { machine, namespace, pid, start } = ownIdentity();
  const mine = `lock-${machine}-${namespace}-${pid}-${start}-${randomInt(2 ** 32)}`;
  const file = path.join(folder, mine);
  const fd = openSync(file, 'wx');
  // By the open file and not by its name: a beat must not bring back a lock that was taken over.
  const beat = () => futimesSync(fd, new Date(), new Date());
  const release = () => {
    closeSync(fd);
    rmSync(file, { force: true });
  };
  let stale: string[];
  try {
    stale = waitForOthers(folder, mine, beat);
  } catch (error) {
    release();
    throw error;
  }
  const timer = setInterval(beat, BEAT_EVERY_MS).unref();
  return {
    tookOver: stale.length > 0,
    isHeld: () => existsSync(file),
    removeStale() {
      for (const name of stale) rmSync(path.join(folder, name), { force: true });
    },
    release() {
      clearInterval(timer);
      release();
    },
  };
}

/** When the lock of another process was first seen, its time then, and since when it exists. */
interface Seen {
  readonly at: number;
  readonly time: number;
  readonly since: number;
}

/** Returns the stale locks once there are no others. Throws when another process holds the folder. */
function waitForOthers(folder: string, mine: string, beat: () => void): string[] {
  const seen = new Map<string, Seen>();
  for (;;) {
    beat();
    const locks = readdirSync(folder)
      .filter((name) => name !== mine && NAME.test(name))
      .map((name) => ({ name, state: stateOf(path.join(folder, name), seen) }));
    const others = locks.filter(({ state }) => state === 'held' || state === 'unknown');
    if (others.length === 0) return locks.filter(({ state }) => state === 'stale').map(({ name }) => name);
    // When several processes start at once, the first by name wins and the others give up.
    const blocker = others.find(
      ({ name, state }) => state === 'held' && (name < mine || Date.now() - since(name, seen) > GIVE_WAY_MS),
    );
    if (blocker !== undefined) throw inUse(folder, blocker.name);
    sleep(POLL_EVERY_MS);
  }
}

type State = 'held' | 'unknown' | 'stale' | 'gone';

/** The state of another lock. Removes the lock of a process that has certainly ended. */
function stateOf(file: string, seen: Map<string, Seen>): State {
  const name = path.basename(file);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 'gone';
  const now = Date.now();
  // Some file systems do not know when a file was created.
  const since = Math.min(now, stat.birthtimeMs || now);
  const first = seen.get(name) ?? { at: now, time: stat.mtimeMs, since };
  seen.set(name, first);
  const { owner, beats } = ownerOf(name);
  const running = isRunning(owner);
  if (running === false) {
    rmSync(file, { force: true });
    return 'gone';
  }
  if (running || !beats || stat.mtimeMs !== first.time) return 'held';
  return Date.now() - Math.min(first.at, first.time) > STALE_AFTER_MS ? 'stale' : 'unknown';
}

function since(name: string, seen: Map<string, Seen>): number {
  return seen.get(name)?.since ?? Date.now();
}

/** The process that wrote a lock, and whether it sets the time of the lock. */
function ownerOf(name: string): { owner: ProcessIdentity; beats: boolean } {
  const [, machine, namespace, pid = '', start = ''] = NAME.exec(name) ?? [];
  const where = machine === undefined || namespace === undefined ? ownMachine() : { machine, namespace };
  return { owner: { ...where, pid: Number(pid), start }, beats: machine !== undefined };
}

function inUse(folder: string, name: string): Error {
  const { owner } = ownerOf(name);
  const own = ownMachine();
  const elsewhere = owner.machine !== own.machine || owner.namespace !== own.namespace;
  const where = elsewhere ? ' of another container or machine' : '';
  return new Error(`${folder} is in use by process ${owner.pid}${where}: stop that process, or pass another folder.`);
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
