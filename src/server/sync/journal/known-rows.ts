import type { JournalAction, JournalOutcome } from './types.js';

/** A row that an earlier run began. Without an outcome, that run did not learn its result. */
interface KnownRow {
  readonly content: string;
  readonly begun?: JournalAction | undefined;
  readonly outcome?: JournalOutcome | undefined;
}

/** The rows of one uid. */
interface RowsOfUser {
  /** The number of rows that this run has taken. */
  taken: number;
  /** The rows of earlier runs, in the order of their source. The last one is the newest content of the user. */
  rows: KnownRow[] | undefined;
}

/** A row that was taken, with the results that earlier runs have for it. */
export interface TakenRow {
  /** The number of earlier rows of the same uid in the source. */
  readonly nth: number;
  readonly outcome?: JournalOutcome | undefined;
  readonly begun?: JournalAction | undefined;
  /** A later row of the uid was begun after this one, so the user may have another content. */
  readonly overwritten?: boolean | undefined;
  /** The row was at another place in the source of the earlier run. */
  readonly moved?: boolean | undefined;
}

/**
 * The rows of a journal by uid. A row is known by its uid, its content and its place among the rows of the uid: with A, B, A in a source,
 * the second A is another row than the first one. A row that is written at a place makes the rows at this place and after it unknown, because
 * the user does not have their content any more.
 */
export class KnownRows {
  readonly #users = new Map<string, RowsOfUser>();
  /** Equal outcomes share one object: a journal has millions of them, and few are different. */
  readonly #outcomes = new Map<string, JournalOutcome>();

  /** Adds the intent of an earlier run. */
  begin(uid: string, nth: number, content: string, begun: JournalAction): void {
    this.#put(uid, nth, { content, begun });
  }

  /** Adds that the service refused the write of an earlier run. */
  refuse(uid: string, nth: number, content: string): void {
    this.#put(uid, nth, { content });
  }

  /** Adds the result of an earlier run. */
  end(uid: string, nth: number, content: string, outcome: JournalOutcome): void {
    this.#put(uid, nth, { content, outcome: this.#shared(outcome) });
  }

  /** Takes the next row of a uid in the source of this run. */
  take(uid: string, content: string): TakenRow {
    const user = this.#rowsOf(uid);
    const nth = user.taken;
    const known = user.rows?.[nth];
    const newest = user.rows?.at(-1);
    const isKnown = known?.content === content;
    const isNewest = known !== undefined && newest?.content === content && newest.outcome !== undefined;
    user.taken += 1;
    if (isKnown && known.outcome) return { nth, outcome: known.outcome, overwritten: !isNewest };
    // The rows after this one are not known any more: this one takes the place of them or is written now.
    user.rows = undefined;
    if (isNewest) return { nth, outcome: newest.outcome, moved: true };
    if (isKnown) return { nth, begun: known.begun };
    return { nth };
  }

  #put(uid: string, nth: number, row: KnownRow): void {
    const user = this.#rowsOf(uid);
    // Most users have one row. This array has no room for more, so it is small.
    if (nth === 0) user.rows = [row];
    else {
      user.rows ??= [];
      user.rows.length = Math.min(user.rows.length, nth);
      // Rows that failed before anything was sent have no lines.
      while (user.rows.length < nth) user.rows.push({ content: '' });
      user.rows.push(row);
    }
  }

  #rowsOf(uid: string): RowsOfUser {
    let user = this.#users.get(uid);
    if (!user) {
      user = { taken: 0, rows: undefined };
      this.#users.set(uid, user);
    }
    return user;
  }

  #shared(outcome: JournalOutcome): JournalOutcome {
    const key = `${outcome.status} ${outcome.merged ?? ''}`;
    const known = this.#outcomes.get(key);
    if (known) return known;
    this.#outcomes.set(key, outcome);
    return outcome;
  }
}
