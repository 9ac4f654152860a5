import type { NodeModules } from '../../node-modules.js';
import { journalProblem } from './problems.js';
import { isRunning, placeOf, startOf } from './process-state.js';

/** How long to wait for a process that claims the journal at the same moment and will give up, in milliseconds. */
const GIVE_WAY_MS = 200;
const POLL_EVERY_MS = 5;

/** How often the owner shows that it runs: a process in another container or on another machine cannot ask the kernel. */
const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;

/** The end of `<journal>.owner-<place>-<pid>-<start>-<random>`. The name has all data, so it is complete as soon as the file exists. */
const NAME = /^\.owner-([\da-f]+)-(\d+)-(\d+)-[\da-f]+$/;

/** The right of this run to write a journal. */
export interface Ownership {
  /** Whether another process has taken the journal over, because this one was stopped for too long. */
  isLost(): boolean;
  release(): void;
}

/** A file with which a run claims the journal. */
interface Claim {
  readonly file: string;
  /** The machine and the container. Only there does the pid mean something. */
  readonly place: string;
  readonly pid: number;
  readonly start: string;
}

/**
 * Claims a journal for this run. Rejects if another run has it, also one in this process. The claim of a process that has ended does not
 * count.
 *
 * Each run first creates a file of its own, and then looks for others. Of any two, the later one sees the other, so at most one succeeds.
 */
export async function takeOwnership(node: NodeModules, journal: string): Promise<Ownership> {
  const { fs, pid } = node;
  const place = placeOf(node);
  const random = crypto.getRandomValues(new Uint32Array(1))[0]?.toString(16);
  const file = `${journal}.owner-${place}-${pid}-${startOf(node, pid)}-${random}`;
  const mine: Claim = { file, place, pid, start: startOf(node, pid) };
  fs.closeSync(fs.openSync(file, 'wx', 0o600));
  try {
    await waitForOthers(node, journal, mine);
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
  const heartbeat = setInterval(() => touch(node, file), HEARTBEAT_MS);
  // The claim must not keep the process running.
  (heartbeat as { unref?(): void }).unref?.();
  return {
    isLost: () => fs.statSync(file, { throwIfNoEntry: false }) === undefined,
    release: () => {
      clearInterval(heartbeat);
      fs.rmSync(file, { force: true });
    },
  };
}

/** Waits until no other run claims the journal. Rejects if one keeps it. */
async function waitForOthers(node: NodeModules, journal: string, mine: Claim): Promise<void> {
  const deadline = performance.now() + GIVE_WAY_MS;
  for (;;) {
    const others = otherClaims(node, journal, mine);
    if (others.length === 0) return;
    // If several runs start at once, the first one by name wins and the others give up.
    const blocker =
      others.find(({ file }) => file < mine.file) ?? (performance.now() > deadline ? others[0] : undefined);
    if (blocker) throw inUse(journal, blocker, mine);
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
}

/** The valid claims of other runs. Removes those that do not count any more. */
function otherClaims(node: NodeModules, journal: string, mine: Claim): Claim[] {
  const { fs, path } = node;
  const [folder, name] = [path.dirname(journal), path.basename(journal)];
  return fs.readdirSync(folder).flatMap((other) => {
    const file = path.join(folder, other);
    const match = other.startsWith(name) && file !== mine.file && NAME.exec(other.slice(name.length));
    if (!match) return [];
    const [, place = '', pid, start = ''] = match;
    const claim: Claim = { file, place, pid: Number(pid), start };
    if (isValid(node, claim, mine)) return [claim];
    fs.rmSync(file, { force: true });
    return [];
  });
}

function isValid(node: NodeModules, claim: Claim, mine: Claim): boolean {
  if (claim.place === mine.place) return isRunning(node, claim.pid, claim.start);
  // Both times come from the same file system, whatever the clocks of the two machines say.
  touch(node, mine.file);
  const timeOf = ({ file }: Claim) => node.fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return timeOf(mine) - timeOf(claim) < STALE_MS;
}

/** Sets the time of a file to now, by the clock of its file system. */
function touch({ fs }: NodeModules, file: string): void {
  try {
    // Only a write sets the time by the clock of the file system. The content does not matter.
    const fd = fs.openSync(file, 'r+');
    fs.writeSync(fd, new Uint8Array(1), 0);
    fs.closeSync(fd);
  } catch {
    // Another run removed the file: `isLost` tells that.
  }
}

function inUse(journal: string, { pid, place }: Claim, mine: Claim): Error {
  const other =
    place === mine.place
      ? `${pid === mine.pid ? 'another run in this process' : `process ${pid}`}: wait until it has ended`
      : `process ${pid} on another machine or in another container: wait until it has ended. If it was killed, try again in ${STALE_MS / 1_000} seconds`;
  return journalProblem('JOURNAL_IN_USE', `The journal ${journal} is in use by ${other}, or give another path.`);
}
