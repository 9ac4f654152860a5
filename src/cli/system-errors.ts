import { CommandError } from './failure.js';

/** Plain words for the errors of the operating system that a person meets. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not access it',
  EPERM: 'the system does not allow it',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file is larger than this user may write',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links form a circle',
};

/** Converts an error of the file system to one in plain words. `undefined` for any other error. */
export function systemProblem(error: unknown): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const meaning = meaningOf(error);
  if (meaning === undefined) return undefined;
  return new CommandError(`${path ?? 'A file'} cannot be used: ${meaning} (${code}).`);
}

/** The meaning of an error of the file system, such as `the disk is full`. `undefined` for any other error. */
export function meaningOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
}

/** The error for a file that cannot be read. An error that does not come from the file system is returned as it is. */
export function unreadable(path: string, error: unknown): unknown {
  const meaning = meaningOf(error);
  return meaning === undefined ? error : new CommandError(`${path} cannot be read: ${meaning}.`);
}

/** The error for a file that cannot be written. An error that does not come from the file system is returned as it is. */
export function unwritable(path: string, error: unknown, hint?: string): unknown {
  const meaning = meaningOf(error);
  return meaning === undefined ? error : new CommandError(`${path} cannot be written: ${meaning}.`, hint);
}
