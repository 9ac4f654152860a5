import type { CometChatException } from '../../../errors/exception.js';
import { problem } from '../../../errors/issue.js';
import { importBody } from '../../resources/users/import-body.js';
import type { JournalAction, JournalRow } from '../journal/types.js';
import type { ReadRow } from '../rows/read-row.js';
import { canonicalJson } from '../text/canonical-json.js';
import { hexHash } from '../text/hash.js';

/** A valid row of the source. */
export interface Row extends ReadRow {
  readonly line: number;
  /** The row in the journal, if there is one. */
  readonly journal: JournalRow | undefined;
  /** The write whose response was lost, in this run or an earlier one. If the user is as in the row now, that write did it. */
  begun: JournalAction | undefined;
  /** Whether a request for this row was sent, alone or with others. */
  isBegun?: boolean;
  /** The write that was sent last, while its response may still come. */
  sent?: JournalAction | undefined;
}

/** The hash of everything that is sent for a row. The journal knows by it whether the row was changed. */
export function contentHash({ user }: ReadRow): string {
  const cleared = user.touched.filter((field) => user[field] === undefined);
  return hexHash(canonicalJson({ ...importBody(user), statusMessage: user.statusMessage, cleared }));
}

/** The error for a source that gives text or bytes, such as the stream of a file; `undefined` for other rows. */
export function notRows(given: unknown): CometChatException | undefined {
  if (typeof given !== 'string' && !ArrayBuffer.isView(given)) return undefined;
  return problem(
    'source',
    'INVALID_PARAMETER',
    'The source gives text or bytes instead of users: parse the file first.',
  );
}

/** Whether the service refused the only write that was sent for a row. */
export function isRefused({ sent, begun }: Row, { status = 0 }: CometChatException): boolean {
  return sent !== undefined && begun === undefined && status >= 400 && status < 500;
}
