import { CometChatException } from '../../../errors/exception.js';
import { explained } from '../../explain.js';

type JournalCode =
  | 'JOURNAL_UNUSABLE'
  | 'JOURNAL_DAMAGED'
  | 'JOURNAL_OF_ANOTHER_IMPORT'
  | 'JOURNAL_IN_USE'
  | 'JOURNAL_FAILED';

/** An error about a journal. */
export function journalProblem(code: JournalCode, message: string, cause?: unknown): CometChatException {
  return explained(new CometChatException({ code, message, ...(cause !== undefined && { cause }) }));
}

/** The reasons of failed file operations, by the code of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'this process has no right to write there',
  EPERM: 'this process has no right to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the system allows',
  EMFILE: 'this process has too many open files',
  EISDIR: 'it is a directory',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links form a circle',
};

/** Says why a file or a storage failed. The message of a storage's error may contain secrets, so it is only in `cause`. */
export function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return 'see cause';
  return Object.hasOwn(REASONS, code) ? `${REASONS[code]}` : code;
}
