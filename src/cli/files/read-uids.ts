import { CommandError } from '../failure.js';
import { placed } from './fault.js';
import { FileSource } from './file-source.js';
import { formatOf } from './rows.js';
import { openUserFile } from './user-file.js';

/** Reads the uids of a file, with their lines, for `doctor`. The format comes from the name. */
export async function* readUids(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly uid: string; readonly line: number }> {
  const file = await openUserFile(path, { io: process, signal, once: true });
  try {
    for await (const row of new FileSource(file, { format: formatOf(path) ?? 'ndjson' }).rows()) {
      signal.throwIfAborted();
      const { line } = row;
      if (row.problem !== undefined)
        throw new CommandError(`${path}: ${placed({ line })}${row.problem}`, row.unknownName?.hint);
      const { uid } = (row.value ?? {}) as { uid?: unknown };
      if (typeof uid === 'string') yield { uid, line };
    }
  } finally {
    await file.close();
  }
}
