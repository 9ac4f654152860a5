import { type CometChatException, isCometChatException } from '../../errors/exception.js';
import { EXIT_CODES, FAILURE } from '../exit-codes.js';
import { hintFor } from '../hints.js';

/** The reason why a run ended early, in the words of the command. */
export interface Reason {
  readonly message: string;
  readonly hint: string | undefined;
}

/** Describes the error that stopped a run. An error of the file that was read is told as it is. */
export function reasonOf(error: CometChatException): Reason {
  const own = errorOfFile(error);
  if (own) return { message: own.message, hint: own.hint };
  if (error.kind === 'aborted') return { message: 'Interrupted.', hint: undefined };
  return { message: error.message, hint: hintFor(error) };
}

/** The exit code for the error that stopped a run. */
export function exitCodeOf(error: CometChatException): number {
  // The kind of a full disk is `config`, whose exit code promises that no change was made.
  return errorOfFile(error) || error.code === 'JOURNAL_FAILED' ? FAILURE : EXIT_CODES[error.kind];
}

/** Whether a run ended before its first row because its journal cannot be used. */
export function isJournalRefused({ code }: CometChatException): boolean {
  return code.startsWith('JOURNAL_') && code !== 'JOURNAL_FAILED';
}

/** The error that the reader of the file threw. */
export function errorOfFile({ code, cause }: CometChatException): (Error & { hint?: string }) | undefined {
  return code === 'SOURCE_FAILED' && cause instanceof Error && !isCometChatException(cause) ? cause : undefined;
}
