import { CometChatException } from '../../errors/exception.js';
import type { CheckedChange } from '../changes/change.js';
import type { Applied } from './apply.js';
import { type AppliedOutcome, allDue, isDueFor, mergeChange, type UserRecord, withOutcomes } from './record.js';
import type { Records, StoredRecord } from './records.js';

/** The outcome of a change: applied, older than the known state, or processed before. */
export type MergeOutcome = AppliedOutcome | 'old' | 'repeated';

/** The parts of the protocol besides the storage. Tests inject the clock and the random numbers. */
export interface OwnershipOptions {
  readonly records: Records;
  /** Applies what is due. It never rejects. */
  readonly apply: (uid: string, record: UserRecord) => Promise<Applied>;
  /** Milliseconds after which an unchanged mark of another instance counts as abandoned. */
  readonly lease: number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** A new name for a mark. */
  readonly newMark: () => string;
}

/** Waits between two looks at a record whose owner is another instance, in milliseconds: the first, and the longest. */
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 250;
/** How long an event waits for other instances in all, besides one lease. The provider then sends it again. */
const PATIENCE_MS = 20_000;

/**
 * Merges a change into the record of its user and applies the newest state. Any number of instances may do so at the same time:
 *
 * 1. An instance that applies a state marks the record as its own first. The others merge their changes into the record, and wait.
 * 2. It removes the mark in the write that remembers the outcomes. All writes are compare-and-set.
 * 3. A mark that does not change for a whole lease is abandoned, and another instance takes it over.
 * 4. An instance that has lost its mark may have changed the user late. So it makes everything due again.
 *
 * Why it works: docs/decisions/0017-the-record-has-an-owner.md.
 */
export async function mergeAndApply(
  options: OwnershipOptions,
  change: CheckedChange,
  id: string,
): Promise<MergeOutcome> {
  const { records, now } = options;
  const { uid } = change;
  const patience = now() + options.lease + PATIENCE_MS;
  const watch = createWatch(options);
  // False once this event had something to do.
  let isKnown = true;
  let own: AppliedOutcome | undefined;
  // True after a lost mark, until everything is due again.
  let mustMakeDue = false;

  for (;;) {
    const stored = await records.read(uid);
    const merged = mergeChange(stored.record, change, id);
    const record = mustMakeDue ? allDue(merged) : merged;
    if (!isDueFor(record, id)) {
      if (record !== stored.record && !(await records.replace(uid, stored, record))) continue;
      if (!isKnown) return own ?? outcomeFor(record, id) ?? 'old';
      return stored.record.ids.includes(id) ? 'repeated' : 'old';
    }
    isKnown = false;
    if (stored.record.owner !== undefined && !watch.isAbandoned(stored.record.owner)) {
      if (record !== stored.record && !(await records.replace(uid, stored, record))) continue;
      mustMakeDue = false;
      if (now() > patience) throw tooBusy();
      await watch.wait();
      continue;
    }

    const marked = await mark(records, uid, stored, { ...record, owner: options.newMark() });
    if (!marked) continue;
    mustMakeDue = false;
    const applied = await options.apply(uid, marked.record);
    const released = await release(records, uid, marked, applied.record);
    if (isDueFor(applied.record, id)) {
      if (!released) await makeDue(records, uid);
      throw applied.error;
    }
    own = outcomeFor(applied.record, id) ?? own;
    if (!released) mustMakeDue = true;
    else if (!isDueFor(released, id)) return own ?? 'old';
  }
}

/** With a storage for one instance there is no mark: nothing is written before the effect. */
async function mark(
  records: Records,
  uid: string,
  stored: StoredRecord,
  next: UserRecord,
): Promise<StoredRecord | undefined> {
  return records.isShared ? records.replace(uid, stored, next) : { ...stored, record: next };
}

/**
 * Removes the mark and writes the outcomes. Returns the new record, or `undefined` if the mark is no longer ours. Newer events may have been
 * merged meanwhile, and registers may have been made due again: these stay due.
 */
async function release(
  records: Records,
  uid: string,
  marked: StoredRecord,
  applied: UserRecord,
): Promise<UserRecord | undefined> {
  for (let stored = marked; stored.record.owner === marked.record.owner; stored = await records.read(uid)) {
    const next = { ...withOutcomes(stored.record, applied), owner: undefined };
    if (await records.replace(uid, stored, next)) return next;
  }
  return undefined;
}

/** Makes everything due again, for the next event: this instance may have changed the user late, and its own try has failed. */
async function makeDue(records: Records, uid: string): Promise<void> {
  for (;;) {
    const stored = await records.read(uid);
    if (await records.replace(uid, stored, allDue(stored.record))) return;
  }
}

/** Watches the mark of another instance. */
function createWatch({ lease, now, wait }: OwnershipOptions) {
  let mark: string | undefined;
  let since = 0;
  let nextWait = FIRST_WAIT_MS;
  return {
    /** Whether this mark was there for a whole lease, on our own clock: two clocks need not agree. */
    isAbandoned(owner: string): boolean {
      if (owner !== mark) [mark, since] = [owner, now()];
      return now() - since >= lease;
    },
    async wait(): Promise<void> {
      await wait(Math.min(nextWait, lease));
      nextWait = Math.min(nextWait * 2, LONGEST_WAIT_MS);
    },
  };
}

/** The outcome of the registers that an event set. A profile says more than a reactivation that came with it. */
function outcomeFor({ profile, activity }: UserRecord, id: string): AppliedOutcome | undefined {
  return [profile, activity].find((register) => register?.id === id && register.outcome !== undefined)?.outcome;
}

function tooBusy(): CometChatException {
  const message = 'Another instance still applies an event of this user.';
  return new CometChatException({ code: 'REQUEST_TIMEOUT', message, retryAfterMs: 5_000 });
}
