import { rmSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError } from '../failure.js';
import { meaningOf } from '../system-errors.js';

/** The copy of a stream in a temporary file. */
export interface Spooled {
  readonly handle: FileHandle;
  remove(): Promise<void>;
}

/**
 * Copies a stream to a temporary file that only this user can read. The file loses its name at once where the system allows that, so
 * nothing is left even if the process is killed. On Windows, it is removed at the end.
 *
 * The server entry has a spool too, for checked rows, which also works where there are no files. The command imports only the server's types, and
 * it needs the bytes of the file: it checks them and reads the rows again, with their lines and their text.
 */
export async function spool(name: string, stream: Readable, signal: AbortSignal): Promise<Spooled> {
  let folder: string | undefined;
  let handle: FileHandle | undefined;
  const removeAtExit = () => folder !== undefined && rmSync(folder, { recursive: true, force: true });
  const remove = async () => {
    process.removeListener('exit', removeAtExit);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  process.on('exit', removeAtExit);
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'cometchat-users-'));
    handle = await open(path.join(folder, 'input'), 'wx+', 0o600);
    await rm(folder, { recursive: true }).catch(() => undefined);
    await copy(stream, handle, signal);
    return { handle, remove };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await remove();
    signal.throwIfAborted();
    const meaning = meaningOf(error);
    if (meaning === undefined) throw error;
    const hint = 'Set TMPDIR to a folder with room that you may write to, or save the users in a file first.';
    throw new CommandError(`A copy of ${name} cannot be written to ${tmpdir()}: ${meaning}.`, hint);
  }
}

function copy(stream: Readable, handle: FileHandle, signal: AbortSignal): Promise<void> {
  const write = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await handle.appendFile(chunk);
  };
  return pipeline(stream, write, { signal });
}
