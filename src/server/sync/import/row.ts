import type { CometChatException } from '../../../errors/exception.js';
import { exceptionOf, problem } from '../../../errors/issue.js';
import type { UserInput } from '../../../user/fields.js';
import { toUser } from '../../../user/input.js';
import { User } from '../../../user/user.js';
import { explained } from '../../explain.js';
import { hasTimes, importBody, importIssues } from '../../resources/users/import-body.js';
import { spellingOf } from '../../uids/spelling.js';
import type { JournalAction, JournalRow } from '../journal/types.js';

/** A valid row of the source. */
export interface Row {
  readonly line: number;
  readonly uid: string;
  /** The user as it should be. Every given field counts as touched. */
  readonly user: User;
  /** The uid as it was given. `undefined` for a `User`, whose uid is in lower case already. */
  readonly spelling: string | undefined;
  /** Whether the row has times, which only the import endpoint takes. */
  readonly hasTimes: boolean;
  /** The row in the journal, if there is one. */
  readonly journal: JournalRow | undefined;
  /** The write whose response was lost, in this run or an earlier one. If the user is as in the row now, that write did it. */
  begun: JournalAction | undefined;
  /** Whether a request for this row was sent, alone or with others. */
  isBegun?: boolean;
  /** The write that was sent last, while its response may still come. */
  sent?: JournalAction | undefined;
}

/** A row that was read, without its place in the journal. */
export type ReadRow = Pick<Row, 'uid' | 'user' | 'spelling' | 'hasTimes'>;

/**
 * Reads and checks the value that a source gave. Throws a `CometChatException` with every issue. It copies the value, because the row may
 * wait for its turn, and a source may use one object for all of its rows.
 */
export function readRow(given: unknown): ReadRow {
  const read = toUser(given);
  const user = (read === given ? wantedUser(read) : read).clone();
  const [first, ...rest] = importIssues(user);
  if (first) throw explained(exceptionOf([first, ...rest]));
  return { uid: user.uid, user, spelling: spellingOf(given), hasTimes: hasTimes(user) };
}

/** The content of a row, for the journal: everything that is sent. */
export function contentOf({ user }: ReadRow): object {
  const cleared = user.touched.filter((field) => user[field] === undefined);
  return { ...importBody(user), statusMessage: user.statusMessage, cleared };
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

/** Makes the wanted user from a `User`. One that was read counts as given with all its fields. */
function wantedUser(user: User): User {
  const cleared = user.touched.filter((field) => user[field] === undefined).map((field) => [field, null]);
  return new User({ ...user, ...Object.fromEntries(cleared) } as UserInput);
}

/** Whether the service refused the only write that was sent for a row. */
export function isRefused({ sent, begun }: Row, { status = 0 }: CometChatException): boolean {
  return sent !== undefined && begun === undefined && status >= 400 && status < 500;
}

/** The uid of a row that is not valid, if it has one. */
export function uidOf(given: unknown): string | undefined {
  try {
    const { uid } = Object(given) as { uid?: unknown };
    return typeof uid === 'string' ? uid : undefined;
  } catch {
    return undefined;
  }
}
