import type { CometChatException } from '../../../errors/exception.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { MergedField } from '../../changes/merging.js';
import type { NewUser } from '../../resources/users/types.js';
import type { JournalStorage } from '../journal/types.js';

/** A web stream of rows, such as a `ReadableStream`. */
export interface RowStream<Row> {
  /** Locks the stream and returns a reader of it. */
  getReader(): {
    /** Reads the next row. */
    read(): Promise<{
      /** Whether the stream has ended. */
      done: boolean;
      /** The row; absent at the end. */
      value?: Row | undefined;
    }>;
    /** Ends the stream before its end. */
    cancel(): Promise<void>;
  };
}

/**
 * The users to import: an array, a generator, an async generator, a web stream or a Node stream in object mode. It is read only as fast as
 * users are sent.
 */
export type ImportSource = Iterable<NewUser> | AsyncIterable<NewUser> | RowStream<NewUser>;

/** Options of `sync.importUsers`. `timeout` limits each row, without its waits for the rate limit and for a service that is down. */
export interface ImportOptions extends CallOptions {
  /** Reactivates deactivated users. Default `false`: such a row is `skipped`. */
  readonly reactivate?: boolean | undefined;
  /** The number of users that are sent at the same time, 1 to 64. Default 32. */
  readonly concurrency?: number | undefined;
  /** Called twice a second at most, and at the end. An error that it throws is ignored. */
  readonly onProgress?: ((progress: ImportProgress) => unknown) | undefined;
  /**
   * The path of a file in which the run remembers what is done, so that a later run with the same source goes on where this one ended.
   * Where there are no files, a storage with three methods.
   */
  readonly journal?: string | JournalStorage | undefined;
  /** A name of the source. A journal that began with another name is refused. */
  readonly sourceId?: string | undefined;
  /** Begins the journal anew. Default `false`. */
  readonly restart?: boolean | undefined;
  /** Milliseconds to wait for a service that is down, before the run ends. Default 60,000. */
  readonly patience?: number | undefined;
}

/** The outcome of a row. */
export type ImportStatus =
  /** The user was created. */
  | 'created'
  /** The fields that differed were updated. */
  | 'updated'
  /** The user was as in the row already. */
  | 'unchanged'
  /** The user was reactivated, and updated if fields differed. */
  | 'reactivated'
  /** The user is deactivated, and the import does not reactivate. */
  | 'skipped';

/** The result of one row. */
export type ImportResult =
  | {
      /** The place of the row in the source: 1 for the first one. */
      readonly line: number;
      /** The uid of the user, as the service spells it. */
      readonly uid: string;
      /** The outcome of the row. */
      readonly status: ImportStatus;
      /** Fields that the service merged, so that the user has more than the row gives. */
      readonly merged?: readonly MergedField[] | undefined;
      readonly error?: never;
    }
  | {
      /** The place of the row in the source: 1 for the first one. */
      readonly line: number;
      /** The uid of the user. If it is not valid, the text that the row gives; `undefined` if it gives none. */
      readonly uid: string | undefined;
      /** The row failed. */
      readonly status: 'failed';
      /** The reason of the failure. `error.details` has the messages by field. */
      readonly error: CometChatException;
      readonly merged?: never;
    };

/** The number of rows by status. */
export type ImportCounts = Readonly<Record<ImportStatus | 'failed', number>>;

/** How far an import is. */
export interface ImportProgress {
  /** The rows that were read from the source. */
  readonly read: number;
  /** The rows that have a result. */
  readonly done: number;
  /** The results by status. */
  readonly counts: ImportCounts;
  /** `listing` while it reads the users of the app, `waiting` while the service is down, else `sending`. */
  readonly phase: 'listing' | 'sending' | 'waiting';
  /** The rows of the source, if it is an array. */
  readonly total?: number | undefined;
  /** Rows a second, over the last ten seconds. */
  readonly perSecond: number;
  /** Seconds until the end at this rate, if `total` is known. */
  readonly secondsLeft?: number | undefined;
}

/** The end of an import. */
export interface ImportSummary {
  /** The results by status. They include those from the journal. */
  readonly counts: ImportCounts;
  /** The rows that were read from the source. */
  readonly rows: number;
  /** The HTTP requests that were sent, with all retries. */
  readonly requests: number;
  /** The rows that an earlier run with the same journal had done. They were not sent again. */
  readonly fromJournal: number;
  /**
   * Only if an earlier run had finished the journal: when, in ISO 8601. Nothing was read or sent, and `counts` are those of that run. The
   * option `restart` begins anew.
   */
  readonly finishedAt?: string | undefined;
  /** Milliseconds from the start to the end. */
  readonly durationMs: number;
  /**
   * The reason why the run ended before the end of the source: your signal, a `break` in your loop, an error of your source
   * (`SOURCE_FAILED`), a service that stayed down (`SERVICE_DOWN`), a wrong or missing right of the key. Absent if every row has a result.
   */
  readonly stoppedBy?: CometChatException | undefined;
}

/**
 * An import that runs. Iterate over it to get each result when it is there, in the order in which rows end; the import then goes only as
 * fast as you take results, and a `break` ends it. Begin at once: results are not kept. Or only await `summary`.
 */
export interface ImportRun extends AsyncIterable<ImportResult> {
  /** Resolves at the end, also after an abort. Rejects only for invalid options. */
  readonly summary: Promise<ImportSummary>;
}
