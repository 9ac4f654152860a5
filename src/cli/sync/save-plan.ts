import { open, rm, stat } from 'node:fs/promises';
import { isCometChatException } from '../../errors/exception.js';
import type { Admin, SyncPlan } from '../../server.js';
import { openNamedPipe } from '../files/named-pipe.js';
import { meaningOf, unreadable, unwritable } from '../system-errors.js';
import { errorOfFile } from './stopped.js';

/** Reads a saved plan, and checks it. */
export async function readSavedPlan(admin: Admin, path: string, signal: AbortSignal): Promise<SyncPlan> {
  try {
    // The admin reads a path twice, and a pipe, such as <(command) of a shell, can be read once.
    const isPipe = await stat(path).then(
      (found) => found.isFIFO(),
      () => false,
    );
    return await admin.sync.readPlan(isPipe ? await openNamedPipe(path, signal) : path, { signal });
  } catch (error) {
    const own = isCometChatException(error) ? errorOfFile(error) : undefined;
    throw meaningOf(own) === undefined ? error : unreadable(path, own);
  }
}

/** Checks that a plan can be saved there, before a long plan is made. Throws a `CommandError` if not. */
export async function requireNewFile(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    await rm(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

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
