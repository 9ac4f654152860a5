import * as z from 'zod/mini';
import { amend, asException, CometChatException } from '../../../errors/exception.js';
import {
  checkCallOptions,
  checkOption,
  isMs,
  LONGEST_MS,
  type MoreOptions,
  MS,
} from '../../../transport/call-options.js';
import { elapsedMs, monotonicMs } from '../../../transport/clock.js';
import { Deadline } from '../../../transport/deadline.js';
import { checkArguments } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { isFatal } from '../fatal.js';
import { Outage, PATIENCE_MS } from '../outage/outage.js';
import { persist } from '../outage/persist.js';
import { probe } from '../outage/probe.js';
import { Results } from '../results/results.js';
import { type Begun, workAtOnce } from '../workers.js';
import { type ActiveStep, type Applied, applyStep } from './apply-step.js';
import { refuseOtherApp } from './read-plan.js';
import type { ApplyPlanOptions, PlannedChange, PlanResult, PlanRun, PlanSummary, SyncPlan } from './types.js';

/** The public method in errors and hooks. */
const OPERATION = 'applyPlan';

const DEFAULT_CONCURRENCY = 32;
const Concurrency = z.optional(z.int().check(z.gte(1), z.lte(64)));
const APPLY = {
  name: OPERATION,
  options: { concurrency: true, patience: true } satisfies MoreOptions<ApplyPlanOptions>,
};

/** The status of a step that was done. */
const DONE = {
  create: 'created',
  update: 'updated',
  reactivate: 'reactivated',
  deactivate: 'deactivated',
  erase: 'erased',
} as const;

/** Applies a plan. It starts by itself. */
export function applyPlan(admin: AdminContext, plan: SyncPlan, options?: ApplyPlanOptions | null): PlanRun {
  const run = new PlanApplication(admin.bulk, plan, options ?? {});
  return {
    summary: run.summary,
    [Symbol.asyncIterator]: () => run.read(),
  };
}

/** One run that applies a plan. */
class PlanApplication {
  readonly summary: Promise<PlanSummary>;
  readonly #admin: AdminContext;
  readonly #plan: SyncPlan;
  readonly #options: ApplyPlanOptions;
  readonly #results = new Results<PlanResult>({ operation: OPERATION, onBreak: () => this.#abort.abort(broken()) });
  /** Ends the run when the reader stops, and when the service stays down. */
  readonly #abort = new AbortController();
  readonly #counts: Record<PlanResult['status'], number> = {
    created: 0,
    updated: 0,
    reactivated: 0,
    deactivated: 0,
    erased: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
  };
  #hasEnded = false;
  #stoppedBy: CometChatException | undefined;
  #outage!: Outage;
  #context!: AdminContext;
  #end!: Deadline;
  #steps!: AsyncIterator<PlannedChange>;

  constructor(admin: AdminContext, plan: SyncPlan, options: ApplyPlanOptions) {
    this.#admin = admin;
    this.#plan = plan;
    this.#options = options;
    // In a later tick, so that the caller can begin to iterate before the first result.
    this.summary = new Promise((resolve) => setTimeout(resolve)).then(() => this.#run());
    // The caller may use only the iteration. It gets the same error.
    this.summary.catch((error) => this.#results.end(error));
  }

  read(): AsyncIterator<PlanResult, undefined> {
    return this.#results.read();
  }

  #run(): Promise<PlanSummary> {
    this.#results.begin();
    return this.#admin.perform(OPERATION, { timeout: LONGEST_MS }, async () => {
      checkCallOptions(this.#options, APPLY);
      const { concurrency = DEFAULT_CONCURRENCY, patience = PATIENCE_MS, signal } = this.#options;
      checkOption('patience', patience, isMs, MS);
      checkArguments({ concurrency: [Concurrency, concurrency] });
      refuseOtherApp(this.#plan, this.#admin.app);
      this.#end = new Deadline(LONGEST_MS, OPERATION, signal, this.#abort.signal);
      this.#outage = new Outage({
        patience,
        probe: () => probe(this.#admin, OPERATION, { signal: this.#end.signal }),
        onGiveUp: (error) => this.#abort.abort(error),
      });
      this.#context = this.#admin.around(this.#outage.around);
      this.#steps = this.#plan[Symbol.asyncIterator]();
      // The reader may have stopped to take results: the run must not wait for it then.
      this.#end.onPassed((reason) => this.#stop(reason));
      const begunAt = monotonicMs();
      try {
        await workAtOnce(concurrency, () => this.#beginNext());
      } finally {
        this.#outage.end();
        this.#end.end();
      }
      this.#results.end();
      return {
        counts: this.#counts,
        requests: this.#outage.requests,
        durationMs: elapsedMs(begunAt),
        ...(this.#stoppedBy && { stoppedBy: this.#stoppedBy }),
      };
    });
  }

  async #beginNext(): Promise<Begun | undefined> {
    try {
      while (!this.#hasEnded && !this.#stoppedBy) {
        const { done, value } = await this.#end.race(this.#steps.next());
        if (done) this.#hasEnded = true;
        else if (value.action !== 'unchanged') return { work: this.#apply(value) };
      }
    } catch (cause) {
      this.#stop(this.#end.reason ?? asException(cause, OPERATION));
    }
    return undefined;
  }

  async #apply(step: Exclude<PlannedChange, { action: 'unchanged' }>): Promise<void> {
    const place = { line: 'line' in step ? step.line : undefined, uid: step.uid };
    const result = await this.#resultOf(step, place);
    this.#counts[result.status] += 1;
    await this.#results.push(result);
  }

  async #resultOf(
    step: Exclude<PlannedChange, { action: 'unchanged' }>,
    place: Pick<PlanResult, 'line' | 'uid'>,
  ): Promise<PlanResult> {
    if (step.action === 'invalid') return { ...place, status: 'failed', error: step.error };
    if (step.action === 'skip') return { ...place, uid: step.uid, status: 'skipped', reason: step.reason };
    try {
      const applied = await this.#send(step);
      return { ...place, ...applied } as PlanResult;
    } catch (cause) {
      const error = asException(cause, OPERATION);
      if (isFatal(error)) this.#stop(error);
      return { ...place, status: 'failed', error };
    }
  }

  /** Sends the requests of a step, again if the service does not answer. */
  async #send(step: ActiveStep): Promise<Applied> {
    const options = { signal: this.#end.signal, timeout: this.#options.timeout };
    let isSent = false;
    let mayBeDone = false;
    const before = () => {
      isSent = true;
    };
    const onLost = () => {
      mayBeDone ||= isSent;
    };
    const applied = await persist(
      this.#outage,
      () =>
        this.#context.perform(OPERATION, options, (deadline) =>
          applyStep(this.#context, step, { deadline, before, mayBeDone }),
        ),
      onLost,
    );
    // The write whose response was lost did it.
    return applied.status === 'unchanged' && mayBeDone ? { ...applied, status: DONE[step.action] } : applied;
  }

  /** Reads no more steps. */
  #stop(reason: CometChatException): void {
    this.#stoppedBy ??= amend(reason, { operation: OPERATION });
    this.#results.unbound();
    // Let the source close its files. It may hang or throw, and nothing depends on it.
    this.#steps.return?.(undefined)?.catch(() => undefined);
  }
}

function broken(): CometChatException {
  return new CometChatException({ code: 'REQUEST_ABORTED', message: 'The iteration over the results was ended.' });
}
