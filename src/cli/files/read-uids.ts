import { CommandError } from '../failure.js';
import type { Io } from '../io.js';
import { FileFault } from './fault.js';
import { formatOf, readRows } from './rows.js';
import { openUserFile } from './user-file.js';

/** Reads the uids of a file, with their lines, for `doctor`. The format comes from the name. */
export async function* readUids(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly uid: string; readonly line: number }> {
  const file = await openUserFile(path, { io: { stdin: process.stdin } as unknown as Io, signal, once: true });
  try {
    for await (const row of readRows(file.read(), { format: formatOf(path) ?? 'ndjson' })) {
      signal.throwIfAborted();
      const { line } = row;
      if (row.problem !== undefined) throw new FileFault(row.problem, { line, hint: row.unknownName?.hint });
      const { uid } = (row.value ?? {}) as { uid?: unknown };
      if (typeof uid === 'string') yield { uid, line };
    }
  } catch (error) {
    throw error instanceof FileFault ? new CommandError(`${path}: ${error.message}`, error.hint) : error;
  } finally {
    await file.close();
  }
}
