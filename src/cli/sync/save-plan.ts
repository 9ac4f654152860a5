import { open, rm } from 'node:fs/promises';
import type { SyncPlan } from '../../server.js';
import { CommandError } from '../failure.js';
import { meaningOf } from '../system-errors.js';

/** Saves a plan to a new file that only this user can read. */
export async function savePlan(plan: SyncPlan, path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch((error) => {
    throw unwritable(path, error);
  });
  try {
    for await (const line of plan.lines()) await handle.appendFile(line);
  } catch (error) {
    // A part of a plan is of no use.
    await rm(path, { force: true });
    throw unwritable(path, error);
  } finally {
    await handle.close();
  }
}

function unwritable(path: string, error: unknown): unknown {
  const meaning = meaningOf(error);
  return meaning === undefined ? error : new CommandError(`${path} cannot be written: ${meaning}.`);
}
