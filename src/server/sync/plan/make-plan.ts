import * as z from 'zod/mini';
import { CometChatException } from '../../../errors/exception.js';
import { checkCallOptions, LONGEST_MS, type MoreOptions } from '../../../transport/call-options.js';
import type { Deadline } from '../../../transport/deadline.js';
import { checkArguments } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { explained } from '../../explain.js';
import { Flag, rule } from '../../schemas.js';
import { createBreather } from '../breather.js';
import { countAllUsers, type RunRequest, readAllUsers } from '../catalog/read-all.js';
import { plannedChanges } from './changes.js';
import { compare } from './compare.js';
import { counting } from './counting.js';
import { MissingUsers, type Removal, refuseTooMany } from './missing-users.js';
import { openSource, type RowSource } from './row-source.js';
import { createSyncPlan, StepCounter } from './sync-plan.js';
import type { PlanCounts, PlannedChange, PlanOptions, SyncPlan } from './types.js';
import { WantedUsers } from './wanted-users.js';

/** The public method in errors and hooks. */
const OPERATION = 'planSync';

const PLAN = {
  name: OPERATION,
  options: {
    missing: true,
    maxRemoved: true,
    createdBefore: true,
    reactivate: true,
  } satisfies MoreOptions<PlanOptions>,
};

const DEFAULT_MAX_REMOVED = '5%';

const Missing = z.optional(z.enum(['keep', 'deactivate', 'erase']));
const MaxRemoved = z.optional(z.custom<number | `${number}%`>().check(rule('maxRemoved', isMaxRemoved)));
const Time = z.optional(
  z.custom<Date>().check(rule('date', (value) => value instanceof Date && Number.isFinite(value.getTime()))),
);

function isMaxRemoved(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0;
  return typeof value === 'string' && /^\d{1,3}(?:\.\d{1,9})?%$/.test(value) && Number.parseFloat(value) <= 100;
}

/** Compares a source with CometChat. It changes nothing. */
export function makePlan(admin: AdminContext, given: unknown, options?: PlanOptions | null): Promise<SyncPlan> {
  const { context, sent } = counting(admin.bulk);
  const settings = options ?? {};
  // The plan as a whole has no timeout: each of its requests has its own.
  const limits = { timeout: LONGEST_MS };
  return context.perform(OPERATION, limits, async () => {
    checkCallOptions(settings, PLAN);
    const { missing, maxRemoved, createdBefore, reactivate, signal } = settings;
    checkArguments({
      missing: [Missing, missing],
      maxRemoved: [MaxRemoved, maxRemoved],
      createdBefore: [Time, createdBefore],
      reactivate: [Flag, reactivate],
    });
    const source = openSource(given, context.apiKey);
    try {
      return await context.perform(OPERATION, { ...limits, signal }, (end) =>
        new Planner(context, source, settings, end).plan(sent),
      );
    } catch (error) {
      source.close();
      throw error;
    }
  });
}

/** Makes one plan. */
class Planner {
  readonly #context: AdminContext;
  readonly #source: RowSource;
  readonly #options: PlanOptions;
  /** Passes when the caller aborts. */
  readonly #end: Deadline;
  readonly #wanted = new WantedUsers();

  constructor(context: AdminContext, source: RowSource, options: PlanOptions, end: Deadline) {
    this.#context = context;
    this.#source = source;
    this.#options = options;
    this.#end = end;
  }

  async plan(sent: () => number): Promise<SyncPlan> {
    const { missing = 'keep', maxRemoved = DEFAULT_MAX_REMOVED } = this.#options;
    // The time comes first: a user who is created from now on may be missing in the source only because it is new.
    const { serviceTime } = await countAllUsers(this.#context, this.#run);
    const createdBefore = this.#removesBefore(serviceTime);
    await this.#each(this.#source.pass(this.#end.signal), (row) => this.#wanted.add(row));
    if (missing !== 'keep') this.#requireWholeSource();

    const found = await this.#compareAll(new MissingUsers({ missing, createdBefore }));
    const removals = found.missing.removals();
    refuseTooMany(removals, found.users, maxRemoved);

    const { app, rules } = this.#context;
    // The rules learn from updates. A plan keeps those with which it was made.
    const { userOwnedFields, updates } = rules;
    const compared = { wanted: this.#wanted, removals, rules: { userOwnedFields, updates } };
    const changes = () => plannedChanges(this.#source, compared);
    const facts = {
      ...app,
      begunAt: serviceTime ?? new Date(),
      missing,
      counts: this.#mayBeMerged() ? await this.#countSteps(changes()) : this.#counts(removals),
      rows: this.#wanted.rows,
      users: found.users,
      missingUsers: found.missing.size,
      requests: sent(),
    };
    return createSyncPlan(facts, { changes, close: () => this.#source.close() });
  }

  readonly #run: RunRequest = (work) =>
    this.#context.perform(OPERATION, { signal: this.#end.signal, timeout: this.#options.timeout }, work);

  /** Unix seconds before which a user must have been created to be removed. */
  #removesBefore(serviceTime: Date | undefined): number {
    const { missing = 'keep', createdBefore } = this.#options;
    if (missing === 'keep') return 0;
    if (!serviceTime) {
      const message = `The responses have no Date header, so the plan cannot tell which users are new. It can ${missing} nobody: use missing: 'keep', or remove the proxy that drops the header.`;
      throw explained(new CometChatException({ code: 'BAD_RESPONSE', message }));
    }
    return Math.floor(Math.min(serviceTime.getTime(), createdBefore?.getTime() ?? Number.POSITIVE_INFINITY) / 1000);
  }

  /** Refuses to remove users if the source may not be complete. */
  #requireWholeSource(): void {
    const { withoutUid, size, rows } = this.#wanted;
    const { missing } = this.#options;
    if (withoutUid) {
      const message = `Line ${withoutUid.line} has no valid uid, so the plan cannot tell which users are missing: ${withoutUid.error.message} Correct the row, or use missing: 'keep'.`;
      throw explained(new CometChatException({ code: 'SOURCE_INCOMPLETE', message, cause: withoutUid.error }));
    }
    if (size > 0) return;
    const message = `The source has ${rows === 0 ? 'no rows' : 'no valid row'}, so the plan would ${missing} every user. Nothing was planned.`;
    throw explained(new CometChatException({ code: 'SOURCE_INCOMPLETE', message }));
  }

  /** Reads the lists, from the last page backward, and compares each user with its row. */
  async #compareAll(missing: MissingUsers): Promise<{ missing: MissingUsers; users: number }> {
    const { rules } = this.#context;
    const reactivate = this.#options.reactivate === true;
    // Reading the source may have taken long, and the lists may have more pages now.
    const { count } = await countAllUsers(this.#context, this.#run);
    const pages = readAllUsers(this.#context, { direction: 'backward', count, run: this.#run });
    for await (const page of pages)
      for (const user of page) {
        const wanted = this.#wanted.find(user.uid);
        // A user may come twice. The later reading is the newer one.
        if (wanted) wanted.comparison = compare(wanted, user, rules, reactivate);
        else if (!this.#wanted.has(user.uid)) missing.add(user);
      }
    return { missing, users: count };
  }

  #counts(removals: readonly Removal[]): PlanCounts {
    const counter = new StepCounter();
    for (const { comparison, isDeactivated } of this.#wanted.all()) {
      if (comparison === undefined) counter.add({ action: isDeactivated ? 'skip' : 'create' });
      else if (comparison === 'equal') counter.add({ action: 'unchanged' });
      else if (typeof comparison === 'string') counter.add({ action: 'skip' });
      else counter.add({ action: comparison.deactivatedAt === undefined ? 'update' : 'reactivate' });
    }
    counter.add({ action: 'skip' }, this.#wanted.duplicates);
    counter.add({ action: 'invalid' }, this.#wanted.invalid);
    for (const removal of removals) counter.add(removal);
    return counter.counts;
  }

  /** Whether a field differs that the service is known to merge. Only the values show whether an update would change it. */
  #mayBeMerged(): boolean {
    const { metadata = 'replace', tags = 'replace' } = this.#context.rules.updates;
    return metadata !== 'replace' || tags !== 'replace';
  }

  async #countSteps(changes: AsyncGenerator<PlannedChange, undefined>): Promise<PlanCounts> {
    const counter = new StepCounter();
    await this.#each(changes, (change) => counter.add(change));
    return counter.counts;
  }

  /** Reads a source to its end. The caller's abort ends it at once, also while the source hangs. */
  async #each<T>(values: AsyncGenerator<T, undefined>, use: (value: T) => void): Promise<void> {
    const breathe = createBreather();
    try {
      for (;;) {
        await breathe();
        const { done, value } = await this.#end.race(values.next());
        if (done) return;
        use(value as T);
      }
    } finally {
      // Let the source close its files. It may hang, and nothing depends on it.
      values.return(undefined).catch(() => undefined);
    }
  }
}
