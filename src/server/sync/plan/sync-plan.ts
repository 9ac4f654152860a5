import { savedLines } from './saved-lines.js';
import type { PlanCounts, PlanFacts, PlannedChange, SyncPlan } from './types.js';

/** How a plan gives its steps. */
export interface PlanSteps {
  /** Begins to give the steps. */
  changes(): AsyncGenerator<PlannedChange, undefined>;
  /** Removes what was stored for them. */
  close(): void;
}

const plans = new WeakSet<object>();

/** Creates a plan. */
export function createSyncPlan(facts: PlanFacts, steps: PlanSteps): SyncPlan {
  const plan: SyncPlan = {
    ...facts,
    lines: () => savedLines(plan),
    close: () => steps.close(),
    [Symbol.asyncIterator]: () => steps.changes(),
  };
  plans.add(plan);
  return plan;
}

/** Whether a value is a plan that `sync.plan` or `sync.readPlan` made. */
export function isSyncPlan(value: unknown): value is SyncPlan {
  return typeof value === 'object' && value !== null && plans.has(value);
}

/** Counts steps by action. */
export class StepCounter {
  readonly counts: { -readonly [Action in keyof PlanCounts]: number } = {
    create: 0,
    update: 0,
    reactivate: 0,
    deactivate: 0,
    erase: 0,
    unchanged: 0,
    skip: 0,
    invalid: 0,
  };

  add({ action }: Pick<PlannedChange, 'action'>, count = 1): void {
    this.counts[action] += count;
  }
}
