import { amend, asException, type CometChatException } from '../../../errors/exception.js';
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
import type { Results } from '../results/results.js';
import { startRun } from '../results/start-run.js';
import { type Begun, Concurrency, DEFAULT_CONCURRENCY, workAtOnce } from '../workers.js';
import { type ActiveStep, type Applied, applyStep } from './apply-step.js';
import { refuseOtherApp } from './read-plan.js';
import type { ApplyPlanOptions, PlanResult, PlanRun, PlanSummary } from './run-types.js';
import type { PlannedChange, SyncPlan } from './types.js';

/** The public method in errors and hooks. */
const OPERATION = 'applyPlan';

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
export function applyPlan(admin: AdminContext, plan: SyncPlan, given?: ApplyPlanOptions | null): PlanRun {
  const context = admin.bulk;
  const options = given ?? {};
  return startRun<PlanResult, PlanSummary>(OPERATION, (results, left) =>
    context.perform(OPERATION, { timeout: LONGEST_MS }, async () => {
      checkCallOptions(options, APPLY);
      const { concurrency = DEFAULT_CONCURRENCY, patience = PATIENCE_MS } = options;
      checkOption('patience', patience, isMs, MS);
      checkArguments({ concurrency: [Concurrency, concurrency] });
      refuseOtherApp(plan, context.app);
      return new PlanApplication({ context, plan, options: { ...options, patience }, results, left }).run(concurrency);
    }),
  );
}

/** The parts of a run that applies a plan. */
interface ApplicationParts {
  readonly context: AdminContext;
  readonly plan: SyncPlan;
  readonly options: ApplyPlanOptions & { readonly patience: number };
  readonly results: Results<PlanResult>;
  /** Aborted when the reader of the results leaves its loop. */
  readonly left: AbortSignal;
}

/** One run that applies a plan. */
class PlanApplication {
  readonly #results: Results<PlanResult>;
  readonly #timeout: number | undefined;
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
  /** Aborted when the service stays down. */
  readonly #down = new AbortController();
  /** Passes when the run is aborted. */
  readonly #end: Deadline;
  readonly #outage: Outage;
  readonly #context: AdminContext;
  readonly #steps: AsyncIterator<PlannedChange>;
  #hasEnded = false;
  #stoppedBy: CometChatException | undefined;

  constructor({ context, plan, options, results, left }: ApplicationParts) {
    const { patience, signal, timeout } = options;
    this.#results = results;
    this.#timeout = timeout;
    this.#end = new Deadline(LONGEST_MS, OPERATION, signal, left, this.#down.signal);
    this.#outage = new Outage({
      patience,
      probe: () => probe(context, OPERATION, { signal: this.#end.signal }),
      onGiveUp: (error) => this.#down.abort(error),
    });
    this.#context = context.around(this.#outage.around);
    this.#steps = plan[Symbol.asyncIterator]();
    // The reader may have stopped to take results: the run must not wait for it then.
    this.#end.onPassed((reason) => this.#stop(reason));
  }

  /** Applies all steps, so many at a time. */
  async run(concurrency: number): Promise<PlanSummary> {
    const begunAt = monotonicMs();
    try {
      await workAtOnce(concurrency, () => this.#beginNext());
    } finally {
      this.#outage.end();
      this.#end.end();
    }
    return {
      counts: this.#counts,
      requests: this.#outage.requests,
      durationMs: elapsedMs(begunAt),
      ...(this.#stoppedBy && { stoppedBy: this.#stoppedBy }),
    };
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
    const options = { signal: this.#end.signal, timeout: this.#timeout };
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
