import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Identifies one process on all machines and in all containers. */
export interface ProcessIdentity {
  /** 32 hexadecimal digits: the machine since its last start. */
  readonly machine: string;
  /** The PID namespace: a container has its own pids. `0` where there is none. */
  readonly namespace: string;
  readonly pid: number;
  /** The start time, because a later process may get the same pid. `0` where it is unknown. */
  readonly start: string;
}

const UNKNOWN = '0';
const ENDED = '-';

export function ownIdentity(): ProcessIdentity {
  return { ...ownMachine(), pid: process.pid, start: startOf(process.pid) };
}

export function ownMachine(): Pick<ProcessIdentity, 'machine' | 'namespace'> {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').replace(/[^0-9a-f]/g, '');
    const namespace = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
    return { machine: boot.slice(0, 32).padEnd(32, '0'), namespace };
  } catch {
    // Only Linux provides these.
    return { machine: createHash('sha256').update(hostname()).digest('hex').slice(0, 32), namespace: '0' };
  }
}

/** Whether a process runs; `undefined` when the kernel of this process cannot know. */
export function isRunning({ machine, namespace, pid, start }: ProcessIdentity): boolean | undefined {
  const own = ownMachine();
  if (machine !== own.machine || namespace !== own.namespace) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  if (now === ENDED) return false;
  return now === UNKNOWN || start === UNKNOWN ? undefined : now === start;
}

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
