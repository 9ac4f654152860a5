import type { NodeModules } from '../../node-modules.js';
import { hexHash } from '../text/hash.js';

const UNKNOWN = '0';
const ENDED = '-';

/**
 * Names the machine and the container of this process: two processes with the same name see each other's pids. It changes when the machine
 * starts again.
 */
export function placeOf({ fs, os }: NodeModules): string {
  const boot = attempt(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = attempt(() => fs.readlinkSync('/proc/self/ns/pid'));
  return hexHash(`${os.hostname()} ${boot} ${namespace}`);
}

/** Whether the process that started at this time still runs. A new process may have got its pid. */
export function isRunning(node: NodeModules, pid: number, start: string): boolean {
  try {
    node.kill(pid, 0);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ESRCH') return false;
  }
  const now = startOf(node, pid);
  return now === start || now === UNKNOWN || start === UNKNOWN;
}

/**
 * When a process started, in ticks since boot; only Linux tells it. A killed process stays listed until its parent reads its status: it has
 * ended.
 */
export function startOf({ fs }: NodeModules, pid: number): string {
  const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program name in parentheses, which may contain any character.
  const fields = stat?.replace(/^.*\) /s, '').split(' ') ?? [];
  return fields[0] === 'Z' || fields[0] === 'X' ? ENDED : (fields[19] ?? UNKNOWN);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
