import type { Call } from '../call.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type FileCheck, notesOf } from '../files/check.js';
import { FileSource } from '../files/file-source.js';
import type { ReadOptions } from '../files/rows.js';
import { openUserFile, type UserFile } from '../files/user-file.js';
import { createProgress, type Progress } from '../progress.js';

type Work = (source: FileSource, check: FileCheck | undefined, file: UserFile) => Promise<number>;

/**
 * Opens a file of users, reads it once to find its faults, works with it and closes it. Resolves with the exit code. With `once`, it does
 * not read the file first.
 */
export async function withSource(
  path: string,
  readOptions: ReadOptions,
  { io, signal, output }: Pick<Call, 'io' | 'signal' | 'output'>,
  work: Work,
  once = false,
): Promise<number> {
  if (path === '-' && io.stdin.isTTY) output.note('Reading users from the keyboard. End with Ctrl+D.');
  let file: UserFile | undefined;
  const progress = createProgress(io, { quiet: output.json, noun: 'rows' });
  try {
    const opened = await openUserFile(path, { io, signal, once });
    file = opened;
    let isChecked = once;
    const read = () => (isChecked ? opened.read() : watched(opened, progress));
    const source = new FileSource({ ...opened, read }, readOptions);
    const check = once ? undefined : await source.check(signal);
    isChecked = true;
    progress.end();
    if (check) for (const note of notesOf(check)) output.warn(note);
    return await work(source, check, file);
  } catch (error) {
    if (!signal.aborted) throw error;
    output.note('Interrupted.');
    return EXIT_CODES.aborted;
  } finally {
    progress.end();
    await file?.close();
  }
}

/** Reads a file, and shows how much of it was read. */
async function* watched(file: UserFile, progress: Progress): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file.read()) {
    bytes += chunk.length;
    progress.show(() => `Checking ${file.name}: ${Math.round(bytes / 1_000_000)} MB`);
    yield chunk;
  }
}
