import { isCometChatException } from '../../../errors/exception.js';
import type { User } from '../../../user/user.js';
import type { AdminContext } from '../../context.js';
import { type Imported, importChunk } from '../../resources/users/import-chunk.js';
import type { RunRequest } from '../catalog/read-all.js';
import type { Outage } from '../outage/outage.js';
import { persist } from '../outage/persist.js';
import type { Row } from './row.js';
import { Slots } from './slots.js';

/** The most users in one import. Source: the REST page on data import. */
export const BATCH = 50;

/** Imports at the same time. */
export const BATCHES = 2;

/** A batch that is not full is sent after this time, so that rows of a slow source do not wait long. */
const FLUSH_MS = 1_000;

/** Throws the reason of a run that was stopped. */
export type Stopped = () => void;

/** A row that waits for its batch. */
interface Waiting {
  readonly row: Row;
  settle(outcome: Imported): void;
}

/** Sends rows to the import endpoint, 50 at a time. */
export class Batches {
  readonly #context: AdminContext;
  readonly #run: RunRequest;
  readonly #outage: Outage;
  readonly #stopped: Stopped;
  readonly #slots = new Slots(BATCHES);
  #waiting: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AdminContext, run: RunRequest, outage: Outage, stopped: Stopped) {
    this.#context = context;
    this.#run = run;
    this.#outage = outage;
    this.#stopped = stopped;
  }

  /** Imports a row with the next batch. Rejects with the error of the row, such as `ERR_UID_ALREADY_EXISTS`. */
  async add(row: Row): Promise<User> {
    const outcome = await new Promise<Imported>((settle) => {
      this.#waiting.push({ row, settle });
      if (this.#waiting.length === BATCH) this.flush();
      else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
    });
    if (isCometChatException(outcome)) throw outcome;
    return outcome;
  }

  /** Sends the rows that wait. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length > 0) void this.#send(batch);
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    const users = batch.map(({ row }) => row.user);
    const send = async () => {
      this.#stopped();
      for (const { row } of batch) row.isBegun = true;
      return importChunk(this.#context, users, this.#run);
    };
    const work = () => this.#slots.run(send);
    // After a lost response, a user who exists may have been created by us.
    const onLost = () => {
      for (const { row } of batch) row.begun ??= 'create';
    };
    const outcomes = await persist(this.#outage, work, onLost).catch((error) => error);
    for (const [index, { settle }] of batch.entries()) settle(Array.isArray(outcomes) ? outcomes[index] : outcomes);
  }
}
